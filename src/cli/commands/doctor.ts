import { type AddCommand, example } from '../define.ts'
import { examine } from '../doctor/examine.ts'
import { verdictOf } from '../doctor/finding.ts'
import { formatDiagnosis } from '../doctor/format.ts'

export const addDoctor: AddCommand = (program, act) => {
  program
    .command('doctor')
    .description('check configuration, database and each node, and say what to change')
    .addHelpText('after', example('daybook doctor', 'daybook doctor --json --config daybook.config.json'))
    .action(
      act<object>(async (context) => {
        const config = await context.loadConfig()
        const diagnosis = await examine(config, context)
        context.print(context.json ? JSON.stringify(diagnosis) : formatDiagnosis(diagnosis))
        return verdictOf(diagnosis.findings)
      }),
    )
}
