import { countPutOff } from '../../store/put-off.ts'
import { documentSummary } from '../../store/read/documents.ts'
import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { documentLines } from '../status/documents.ts'
import { formatStatus } from '../status/format.ts'
import { readStatus } from '../status/read.ts'

const indexLines = (putOff: number): string[] =>
  putOff === 0
    ? []
    : [
        `${putOff} indices are made when the history is in; until then pages are slow, and right. \`daybook index\` goes on.`,
      ]

export const addStatus: AddCommand = (program, act) => {
  program
    .command('status')
    .description('per chain: phase, indexed, head, finalized, proven through, lag and rate')
    .addHelpText('after', example('daybook status', 'daybook status --json'))
    .action(
      act<object>(async (context) => {
        const { database } = await context.loadDatabase()
        const now = context.clock.now()
        const { chains, documents, indicesPutOff } = await withStore(
          context,
          database,
          { write: false },
          async (store) => ({
            chains: await readStatus(store, now),
            documents: await store.read((db) => documentSummary(db, store.tables)),
            indicesPutOff: await countPutOff(store),
          }),
        )
        if (context.json) context.print(JSON.stringify({ chains, documents, indicesPutOff }))
        else context.print([formatStatus(chains), ...documentLines(documents), ...indexLines(indicesPutOff)].join('\n'))
        return undefined
      }),
    )
}
