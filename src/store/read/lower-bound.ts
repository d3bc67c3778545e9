import { type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { askAgain } from './ask.ts'
import type { Soon } from './later.ts'
import { type Picked, pick } from './pick.ts'
import { idRange, type Reader } from './reader.ts'

export type Numbered = SQLiteTable & { readonly id: SQLiteColumn }

type Found = { readonly id: number; readonly value: number }

/** One row of a range of ids, by the end at which it stands. */
const oneWithin = (
  { db }: Pick<Reader, 'db'>,
  table: Numbered,
  column: SQLiteColumn,
  end: 'oldest' | 'newest',
  range: readonly [first: number, end: number],
): Soon<Found[]> =>
  askAgain(
    db,
    table,
    `${end} of a range with ${column.name}`,
    () => {
      const picked: Picked<Found> = pick({ id: table.id, value: column })
      const direction: SQL = end === 'oldest' ? sql`asc` : sql`desc`
      const [first, last] = [sql.param(null), sql.param(null)]
      const statement = sql`select ${picked.list} from ${table} where ${table.id} >= ${first} and ${table.id} < ${last} order by ${table.id} ${direction} limit 1`
      return { statement, picked }
    },
    range,
  )

/**
 * The lowest row id of a chain whose `column` is at least `value`, in a table where that column never falls as ids rise.
 * Rows are numbered in chain order, so logs and times do just that: a search in halves stands in for an index on them.
 */
export const lowerBound = async (
  reader: Pick<Reader, 'db'>,
  table: Numbered,
  column: SQLiteColumn,
  slot: number,
  value: number,
): Promise<number> => {
  const { first, end } = idRange(slot)
  const [newest] = await oneWithin(reader, table, column, 'newest', [first, end])
  // Rows are numbered from 1.
  let low = first + 1
  let high = (newest?.id ?? first) + 1
  let found = high
  while (low < high) {
    // Not half of their sum, which is no safe integer among the rows that lie in the last slot while a chain is rebuilt.
    const middle = low + Math.floor((high - low) / 2)
    const [row] = await oneWithin(reader, table, column, 'oldest', [middle, high])
    if (row !== undefined && row.value < value) low = row.id + 1
    else {
      high = middle
      found = row?.id ?? found
    }
  }
  return found
}
