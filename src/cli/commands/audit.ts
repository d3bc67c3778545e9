import { wholeNumber } from '../arguments.ts'
import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT } from '../exit.ts'

type Options = { market?: string; block?: number; offline?: boolean }

export const addAudit: AddCommand = (program, act) => {
  program
    .command('audit')
    .description('check the books by themselves and against the chain; exits 3 when something differs')
    .option('--market <id>', 'only this market: its address, or its id in the API')
    .option('--block <number>', 'as of this block, which must be the newest indexed one', wholeNumber(0))
    .option('--offline', 'ask no node: check the books by themselves only')
    .addHelpText('after', example('daybook audit', 'daybook audit --offline --json'))
    .action(
      act<Options>(async (context, { market, block, offline = false }) => {
        const { json, print, stderr } = context
        const config = offline ? null : await context.loadConfig()
        const { database } = config ?? (await context.loadDatabase())
        const { auditStore } = await import('../audit/audit.ts')
        const { findingLine, marketLine } = await import('../audit/report.ts')
        const onFinding = (finding: Parameters<typeof findingLine>[0]) => {
          if (!json) print(findingLine(finding))
        }
        const { findings, markets, silent } = await withStore(context, database, { write: false }, (store) =>
          auditStore(store, context, { market, block, config, onFinding }),
        )
        if (json) print(JSON.stringify({ findings, markets }))
        else for (const each of markets) print(marketLine(each))
        for (const { reason } of silent) stderr.write(`${reason}\n`)
        if (findings.length > 0) return EXIT.difference
        return silent.length > 0 ? EXIT.tryLater : EXIT.done
      }),
    )
}
