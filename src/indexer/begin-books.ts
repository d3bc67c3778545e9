import type { WorkingBooks } from './books.ts'
import type { ChainPlace } from './chain-place.ts'

/** The books of a chain before its first event: with the markets and contracts that the configuration names, so that nobody need load them. */
export const beginBooks = (
  books: WorkingBooks,
  { initial, initialRows }: Pick<ChainPlace, 'initial' | 'initialRows'>,
): void => {
  books.reset(initial.counters, initial.rowSum)
  books.load('markets', 'id', [], initialRows.markets)
  books.load('contracts', 'id', [], initialRows.contracts)
}
