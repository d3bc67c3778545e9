import { DaybookError } from '../errors.ts'
import type { Transaction } from '../store/store.ts'
import { type Answers, Unanswered } from './answers.ts'
import type { Misses, WorkingBooks } from './books.ts'
import { type KeyedTable, naturalKeys } from './natural-keys.ts'

/** A fold that still misses rows after so many rounds would never end. */
const ROUNDS_MAX = 64

/**
 * Runs a fold until it missed no row and no contract's answer, loading between the rounds what it asked for; then checks that the
 * ledger balances. Throws Unanswered when there are questions that only a contract can answer.
 */
export const foldBatch = async (
  tx: Transaction,
  books: WorkingBooks,
  answers: Answers,
  work: () => void,
): Promise<void> => {
  const { findNow } = tx
  books.readWith(findNow && ((table, by, key) => findNow(table, columnsOf(table, by), key, books.slot) as never))
  try {
    await foldWhole(tx, books, answers, work)
  } finally {
    books.readWith(null)
  }
}

const foldWhole = async (tx: Transaction, books: WorkingBooks, answers: Answers, work: () => void): Promise<void> => {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let failure: unknown
    answers.begin()
    try {
      work()
    } catch (error) {
      // With rows missing, the fold worked on half a state: only a full one may fail.
      failure = error
    }
    const misses = books.misses()
    const told = misses.length === 0 && (await answers.load(tx))
    if (misses.length === 0 && !told) {
      if (answers.open()) {
        books.drop()
        throw new Unanswered()
      }
      if (failure) throw failure
      assertBalanced(books)
      await answers.save(tx)
      return
    }
    books.drop()
    await load(tx, books, misses)
  }
  throw new DaybookError('INVARIANT', `A batch still missed rows after ${ROUNDS_MAX} rounds.`)
}

const columnsOf = (table: KeyedTable, by: 'key' | 'id') => (by === 'id' ? ['id'] : naturalKeys[table]) as never

const load = async (tx: Transaction, books: WorkingBooks, misses: Misses) => {
  const groups = new Map<
    string,
    { table: Misses[number]['table']; by: 'key' | 'id'; keys: Map<string, readonly unknown[]> }
  >()
  for (const { table, by, key } of misses) {
    const name = `${table}/${by}`
    const group = groups.get(name) ?? { table, by, keys: new Map() }
    group.keys.set(key.join('|'), key)
    groups.set(name, group)
  }
  for (const { table, by, keys } of groups.values()) {
    const list = [...keys.values()]
    const rows = await tx.find(table, columnsOf(table, by), list, books.slot)
    books.load(table, by, list, rows as never)
  }
}

/** Per token, what a batch added to the ledger's accounts sums to zero: debits equal credits. */
const assertBalanced = (books: WorkingBooks) => {
  const sums = new Map<unknown, bigint>()
  for (const { before, after } of books.changed('ledgerAccounts')) {
    const change = (after.balance as bigint) - ((before?.balance as bigint | undefined) ?? 0n)
    sums.set(after.tokenId, (sums.get(after.tokenId) ?? 0n) + change)
  }
  for (const [tokenId, sum] of sums) {
    if (sum === 0n) continue
    throw new DaybookError(
      'LEDGER_UNBALANCED',
      `Debits and credits of token ${tokenId} differ by ${sum}; nothing was written.`,
      {
        details: { tokenId, sum },
      },
    )
  }
}
