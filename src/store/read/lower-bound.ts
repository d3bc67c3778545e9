import { and, asc, gte, lt, max } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { idRange, type Reader } from './reader.ts'

export type Numbered = SQLiteTable & { readonly id: SQLiteColumn }

/**
 * The lowest row id of a chain whose `column` is at least `value`, in a table where that column never falls as ids rise.
 * Rows are numbered in chain order, so logs and times do just that: a search in halves stands in for an index on them.
 */
export const lowerBound = async (
  { db }: Reader,
  table: Numbered,
  column: SQLiteColumn,
  slot: number,
  value: number,
): Promise<number> => {
  const { first, end } = idRange(slot)
  const [newest] = await db
    .select({ id: max(table.id) })
    .from(table)
    .where(and(gte(table.id, first), lt(table.id, end)))
  // Rows are numbered from 1.
  let low = first + 1
  let high = Number(newest?.id ?? first) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [row] = await db
      .select({ value: column })
      .from(table)
      .where(and(gte(table.id, middle), lt(table.id, high)))
      .orderBy(asc(table.id))
      .limit(1)
    if (row !== undefined && Number(row.value) < value) low = middle + 1
    else high = middle
  }
  return low
}
