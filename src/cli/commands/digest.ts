import { DaybookError } from '../../errors.ts'
import type { Store } from '../../store/store.ts'
import { wholeNumber } from '../arguments.ts'
import { type Context, withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT } from '../exit.ts'
import type { Digest, Parts } from '../parts.ts'

type Options = { chain: number; block?: number; check?: boolean; refold?: boolean }

export const addDigest: AddCommand = (program, act) => {
  program
    .command('digest')
    .description('print the state digest of a chain’s records, to compare with another index of the same chain')
    .requiredOption('--chain <id>', 'id of the chain', wholeNumber(1))
    .option('--block <number>', 'as of this block (default: the newest indexed one)', wholeNumber(0))
    .option('--check', 'also compute it anew from every row; exits 3 when it differs, and names the row')
    .option('--refold', 'with --check: also fold the raw logs again, which finds rows changed together with their sum')
    .addHelpText(
      'after',
      example(
        'daybook digest --chain 137 --block 66000000',
        'daybook digest --chain 137 --check',
        'daybook digest --chain 137 --check --refold',
      ),
    )
    .action(
      act<Options>(async (context, { chain, block, check = false, refold = false }) => {
        const { database } = await context.loadDatabase()
        if (refold && !check) throw new DaybookError('USAGE', '--refold: found it alone; it goes with --check.')
        if (check) return checkDigest(context, database, { chain, block, refold })
        const found = await withStore(context, database, { write: false }, (store) =>
          readDigest(store, context.parts, chain, block),
        )
        const { blockNumber, blockHash, digest, algorithm } = found
        if (context.json) context.print(JSON.stringify({ chainId: chain, blockNumber, blockHash, digest, algorithm }))
        else
          context.print(
            `${digest}  chain ${chain}, block ${blockNumber}${blockHash ? ` (${blockHash})` : ''}, ${algorithm}`,
          )
        return undefined
      }),
    )
}

/** Rows are there as of the newest block only: that is the one that can be checked. */
const checkDigest = async (
  context: Context,
  database: string,
  { chain, block, refold }: { chain: number; block: number | undefined; refold: boolean },
): Promise<number> => {
  if (block !== undefined) {
    throw new DaybookError('USAGE', '--check: found --block beside it; rows are checked as of the newest block only.')
  }
  const { checkBooks } = await import('../compare/check.ts')
  const { checkLines } = await import('../compare/report.ts')
  const checked = await withStore(context, database, { write: false }, (store) => checkBooks(store, chain, { refold }))
  if (context.json) context.print(JSON.stringify({ chainId: chain, ...checked }))
  else for (const line of checkLines(chain, checked)) context.print(line)
  const { equal, difference } = checked.check
  return equal && difference === null ? EXIT.done : EXIT.difference
}

const readDigest = (store: Store, parts: Parts, chain: number, block: number | undefined): Promise<Digest> =>
  store.read(async (db) => {
    const { chains, cursors } = store.tables
    const digest = await parts.digestAt(db, store.tables, chain, block)
    if (digest) return digest
    const known = (await db.select({ id: chains.id }).from(chains)).map(({ id }) => id)
    if (!known.includes(chain)) {
      const there = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`
      throw new DaybookError('USAGE', `--chain: found ${chain}, expected a chain of this database (${there}).`)
    }
    const cursor = (await db.select({ chainId: cursors.chainId, block: cursors.block }).from(cursors)).find(
      (row) => row.chainId === chain,
    )
    if (!cursor) throw new DaybookError('USAGE', `Nothing of chain ${chain} is indexed yet.`)
    const reason = block !== undefined && block > cursor.block ? 'is not indexed yet' : 'has no state kept'
    throw new DaybookError(
      'USAGE',
      `Block ${block} of chain ${chain} ${reason}; the newest indexed block is ${cursor.block}.`,
      { details: { chainId: chain, block, indexedBlock: cursor.block } },
    )
  })
