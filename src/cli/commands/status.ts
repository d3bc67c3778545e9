import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { formatStatus } from '../status/format.ts'
import { readStatus } from '../status/read.ts'

export const addStatus: AddCommand = (program, act) => {
  program
    .command('status')
    .description('per chain: phase, indexed, head, finalized, proven through, lag and rate')
    .addHelpText('after', example('daybook status', 'daybook status --json'))
    .action(
      act<object>(async (context) => {
        const { database } = await context.loadDatabase()
        const now = context.clock.now()
        const chains = await withStore(context, database, { write: false }, (store) => readStatus(store, now))
        context.print(context.json ? JSON.stringify({ chains }) : formatStatus(chains, now))
        return undefined
      }),
    )
}
