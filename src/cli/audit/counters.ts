import { and, count, eq, gte, lt, type SQL } from 'drizzle-orm'
import { codeOf, settlements } from '../../domain/codes.ts'
import { idRange } from '../../store/read/reader.ts'
import type { Book } from './book.ts'
import type { Tell } from './finding.ts'

type Countable = 'tasks' | 'submissions' | 'payouts' | 'purchases' | 'datasets'

/** What a market counts of itself is as many as it has rows. */
export const auditCounters = async (book: Book, tell: Tell): Promise<void> => {
  const { payouts } = book.tables
  const unmatched = eq(payouts.settlement, codeOf(settlements, 'UNMATCHED'))
  const counted = {
    tasks: await countRows(book, 'tasks'),
    submissions: await countRows(book, 'submissions'),
    payouts: await countRows(book, 'payouts'),
    unmatchedPayouts: await countRows(book, 'payouts', unmatched),
    purchases: await countRows(book, 'purchases'),
    datasets: await countRows(book, 'datasets'),
  }
  for (const market of book.markets) {
    for (const [name, rows] of Object.entries(counted) as [keyof typeof counted, ReadonlyMap<number, number>][]) {
      const expected = rows.get(market.id) ?? 0
      if (market[name] === expected) continue
      tell(market.id, 'COUNTER', {
        subject: `${name} of the market`,
        found: String(market[name]),
        expected: `${expected}, the number of rows`,
      })
    }
  }
}

/** Rows of each market. */
const countRows = async (
  { db, tables, slot }: Book,
  name: Countable,
  where?: SQL,
): Promise<ReadonlyMap<number, number>> => {
  // Of the columns only these two are used, which all these tables have.
  const table = tables[name] as typeof tables.payouts
  const { first, end } = idRange(slot)
  const rows = await db
    .select({ marketId: table.marketId, times: count() })
    .from(table)
    .where(and(gte(table.id, first), lt(table.id, end), where))
    .groupBy(table.marketId)
  return new Map(rows.map(({ marketId, times }) => [marketId, Number(times)]))
}
