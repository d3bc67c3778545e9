import { and, asc, getTableName, gte, lt, max, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { runPrepared } from './prepared.ts'
import { idRange, type Reader } from './reader.ts'

export type Numbered = SQLiteTable & { readonly id: SQLiteColumn }

/**
 * The lowest row id of a chain whose `column` is at least `value`, in a table where that column never falls as ids rise.
 * Rows are numbered in chain order, so logs and times do just that: a search in halves stands in for an index on them.
 */
export const lowerBound = async (
  { db }: Pick<Reader, 'db'>,
  table: Numbered,
  column: SQLiteColumn,
  slot: number,
  value: number,
): Promise<number> => {
  const { first, end } = idRange(slot)
  const name = getTableName(table)
  const [from, to] = [sql.placeholder('from'), sql.placeholder('to')]
  const within = and(gte(table.id, from), lt(table.id, to))
  const newestIn = () =>
    db
      .select({ id: max(table.id) })
      .from(table)
      .where(within)
  const lowestIn = () => db.select({ value: column }).from(table).where(within).orderBy(asc(table.id)).limit(1)
  const [newest] = await runPrepared(db, `newest ${name}`, newestIn, { from: first, to: end })
  // Rows are numbered from 1.
  let low = first + 1
  let high = Number(newest?.id ?? first) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [row] = await runPrepared(db, `lowest ${name} ${column.name}`, lowestIn, { from: middle, to: high })
    if (row !== undefined && Number(row.value) < value) low = middle + 1
    else high = middle
  }
  return low
}
