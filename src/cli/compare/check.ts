import type { Hex } from '../../domain/hex.ts'
import { DIGEST_ALGORITHM, digestOf, recordTables, sumOfRows } from '../../store/digest.ts'
import type { Store } from '../../store/store.ts'
import { findChain, type IndexedBooks, idsFrom } from './chain-books.ts'
import { type Difference, explainAlone } from './explain.ts'

/** A database's digest at its newest block, as kept and as computed from every row. */
export type Checked = {
  readonly blockNumber: number
  readonly blockHash: Hex
  readonly digest: Hex
  readonly algorithm: string
  readonly check: {
    readonly equal: boolean
    /** Computed from every row. */
    readonly digest: Hex
    readonly rows: number
    /** Whether the raw logs were folded again. */
    readonly refolded: boolean
    /** What differs from what the database's own raw logs make: first the kept value, then theirs; null when nothing does. */
    readonly difference: Difference | null
  }
}

const countRows = async ({ db, tables, slot }: IndexedBooks): Promise<number> => {
  let rows = 0
  for (const table of recordTables) rows += await db.$count(tables[table], idsFrom(tables[table].id, slot))
  return rows
}

/**
 * Computes a chain's digest anew from every row; where it is not the kept one, folds the raw logs again to say what differs. With
 * `refold` in any case: that also finds rows changed together with their sum, and kept states of earlier blocks.
 */
export const checkBooks = (store: Store, chainId: number, { refold }: { refold: boolean }): Promise<Checked> =>
  store.read(async (db) => {
    const books = await findChain(db, store.tables, chainId, 'this database')
    const { cursor } = books
    const rowSum = await sumOfRows(db, store.tables, books.slot)
    const equal = rowSum === cursor.rowSum
    const refolded = refold || !equal
    return {
      blockNumber: cursor.block,
      blockHash: cursor.hash,
      digest: digestOf(chainId, cursor.rowSum),
      algorithm: DIGEST_ALGORITHM,
      check: {
        equal,
        digest: digestOf(chainId, rowSum),
        rows: await countRows(books),
        refolded,
        difference: refolded ? await explainAlone(books, 'this database') : null,
      },
    }
  })
