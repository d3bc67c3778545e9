import { and, gte, lt } from 'drizzle-orm'
import { packId } from '../store/ids.ts'
import type { Store, Transaction } from '../store/store.ts'
import type { Answers } from './answers.ts'
import { beginBooks } from './begin-books.ts'
import type { WorkingBooks } from './books.ts'
import { type ChainPlace, columnsOf, configuredParts } from './chain-place.ts'
import { writeChanges } from './commit.ts'
import { createContracts } from './contracts.ts'
import { foldBatch } from './fold-batch.ts'
import type { Lookups } from './market-view.ts'
import { createBooks } from './working-books.ts'
import { stretchEnd } from './writer.ts'

export type ReplayLookups = Lookups & { readonly books: WorkingBooks }

/** Where a replay takes its blocks from. */
export type Feed<B> = {
  /** Blocks with logs, ascending, in batches of which each is folded between two writes. */
  readonly batches: AsyncIterable<readonly B[]>
  readonly numberOf: (block: B) => number
  /** Enters a block into the books; called again for a whole batch where a row was not in memory. */
  readonly enter: (block: B, lookups: ReplayLookups) => void
  /** Called when a batch begins; what it returns takes what `enter` remembers back to there. */
  readonly mark?: () => () => void
}

export type ReplayOptions = {
  /** Blocks above it can be undone afterwards. */
  readonly finalized: number
  /** What contracts said; what it lacks, and can ask for, ends the replay with Unanswered. */
  readonly answers: Answers
  readonly signal?: AbortSignal | undefined
  /** Told after each batch how far it is; waited for. */
  readonly onBatch?: (block: number) => Promise<void> | void
}

/** The rows of the tables named go, and with them the means to undo; markets and contracts are as the configuration has them. */
export const beginAnew = async (
  tx: Transaction,
  { tables }: Store,
  { slot, initialRows }: ChainPlace,
  cleared: readonly (keyof Store['tables'])[],
): Promise<void> => {
  for (const table of cleared) await tx.deleteAbove(table, slot, 0)
  const [from, to] = [packId(slot, 0), packId(slot + 1, 0)]
  await tx.db.delete(tables.undo).where(and(gte(tables.undo.blockId, from), lt(tables.undo.blockId, to)))
  await tx.db.delete(tables.checkpoints).where(and(gte(tables.checkpoints.id, from), lt(tables.checkpoints.id, to)))
  await tx.insert('markets', initialRows.markets)
  await tx.insert('contracts', initialRows.contracts)
}

/** Folds all blocks of a feed, from the first state of all, within one transaction. Returns the books as they are at the end. */
export const replay = async <B>(
  tx: Transaction,
  store: Store,
  place: ChainPlace,
  { batches, numberOf, enter, mark }: Feed<B>,
  { finalized, answers, signal, onBatch }: ReplayOptions,
): Promise<WorkingBooks> => {
  const { tables } = store
  const { slot } = place
  const books = createBooks(slot, columnsOf(store))
  beginBooks(books, place)
  // What is announced later adds to the contracts.
  const lookups = { books, contracts: createContracts(configuredParts(place)), answers }
  let stretch = -1
  let undoable = false

  const enterNext = (block: B) => {
    const number = numberOf(block)
    if (number > finalized && !undoable) {
      undoable = true
      books.checkpoint(finalized)
    }
    if (!undoable && stretch >= 0 && number > stretch) books.checkpoint(stretch)
    stretch = stretchEnd(number)
    if (undoable) books.journal(number)
    enter(block, lookups)
    if (undoable) books.checkpoint(number)
  }
  const write = async () => {
    await writeChanges(tx, tables, slot, books.changes())
    books.commit()
  }

  for await (const batch of batches) {
    signal?.throwIfAborted()
    const begun = { stretch, undoable }
    const back = mark?.()
    await foldBatch(tx, books, answers, () => {
      ;({ stretch, undoable } = begun)
      back?.()
      for (const block of batch) enterNext(block)
    })
    await write()
    await onBatch?.(numberOf(batch.at(-1)!))
  }
  if (!undoable) {
    if (stretch >= 0 && finalized >= stretch) books.checkpoint(stretch)
    // The state that the first block above finality goes back to, also when nothing lies above it yet.
    books.checkpoint(finalized)
    await write()
  }
  return books
}
