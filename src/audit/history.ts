import { and, eq, inArray } from 'drizzle-orm'
import { lowerBound } from '../store/read/lower-bound.ts'
import { createReader } from '../store/read/reader.ts'
import { firstLog } from '../store/read/transaction-logs.ts'
import type { Book, End } from './book.ts'
import { heldTypes } from './ledger.ts'
import { walk } from './walk.ts'

/** Rows are numbered in chain order, so a block cuts each table in two. */
export const endOf = async (
  { db, tables, slot }: Pick<Book, 'db' | 'tables' | 'slot'>,
  block: number,
): Promise<End> => {
  const reader = createReader(db, tables)
  const { movements, postings } = tables
  const log = await firstLog(db, tables, slot, block + 1)
  const movement = await lowerBound(reader, movements, movements.logId, slot, log)
  const posting = await lowerBound(reader, postings, postings.movementId, slot, movement)
  return { logs: log, movements: movement, postings: posting }
}

/** Ledger accounts of the money that a market's contracts hold in a token; of one task or dataset when it is named. */
export const heldAccounts = async (
  { db, tables: { ledgerAccounts } }: Book,
  { marketId, tokenId, subjectId }: { marketId: number; tokenId: number; subjectId?: number },
): Promise<ReadonlySet<number>> => {
  const rows = await db
    .select({ id: ledgerAccounts.id })
    .from(ledgerAccounts)
    .where(
      and(
        inArray(ledgerAccounts.type, [...heldTypes]),
        eq(ledgerAccounts.marketId, marketId),
        eq(ledgerAccounts.tokenId, tokenId),
        subjectId === undefined ? undefined : eq(ledgerAccounts.subjectId, subjectId),
      ),
    )
  return new Set(rows.map(({ id }) => id))
}

/** What these accounts came to at the end of any block: one pass over all postings, of which only those that changed it are kept. */
export const heldOverTime = async (
  book: Book,
  accounts: ReadonlySet<number>,
): Promise<(block: number) => Promise<bigint>> => {
  const [ids, totals] = [[] as number[], [] as bigint[]]
  let total = 0n
  for await (const { id, accountId, amount } of walk(book, 'postings', ['id'])) {
    if (!accounts.has(accountId)) continue
    total += amount
    ids.push(id)
    totals.push(total)
  }
  return async (block) => {
    const { postings } = await endOf(book, block)
    let [low, high] = [0, ids.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ids[middle]! < postings) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0n : totals[low - 1]!
  }
}
