import { and, gte, lte } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { numberOf, packId } from '../../store/ids.ts'
import type { IndexedBooks } from './chain-books.ts'
import type { BlockState } from './replay.ts'

/** The sum of hashes that a database keeps as of the end of a block. */
export type KeptSum = { readonly block: number; readonly rowSum: Hex }

/** Every state that a database keeps up to a block, oldest first, its newest one included. */
export const keptSums = async ({ db, tables, slot, cursor }: IndexedBooks, upTo: number): Promise<KeptSum[]> => {
  const { checkpoints } = tables
  const within = and(gte(checkpoints.id, packId(slot, 0)), lte(checkpoints.id, packId(slot, upTo)))
  const rows = await db
    .select({ id: checkpoints.id, rowSum: checkpoints.rowSum })
    .from(checkpoints)
    .where(within)
    .orderBy(checkpoints.id)
  const kept = rows
    .map(({ id, rowSum }) => ({ block: numberOf(id), rowSum }))
    .filter(({ block }) => block < cursor.block)
  return cursor.block <= upTo ? [...kept, { block: cursor.block, rowSum: cursor.rowSum }] : kept
}

/** What a state kept in a database is checked against, block by block, while its raw logs are folded again. */
export const createKeptCheck = (kept: readonly KeptSum[], initial: Hex) => {
  let next = 0
  let state: Hex = initial
  let lastRight: number | null = null
  let firstWrong: (KeptSum & { folded: Hex }) | null = null
  const checkUpTo = (block: number) => {
    for (; next < kept.length && kept[next]!.block < block && !firstWrong; next++) {
      const own = kept[next]!
      if (own.rowSum === state) lastRight = own.block
      else firstWrong = { ...own, folded: state }
    }
  }
  return {
    /** Takes in the states at the ends of further blocks. */
    follow: (states: readonly BlockState[]) => {
      for (const { block, rowSum } of states) {
        checkUpTo(block)
        state = rowSum
      }
    },
    /** No block with logs follows. */
    end: () => {
      checkUpTo(Number.POSITIVE_INFINITY)
      return { lastRight, firstWrong }
    },
  }
}
