import { and, count, gte, lt, max } from 'drizzle-orm'
import { numberedBy, recordTables } from '../store/digest.ts'
import { numberOf } from '../store/ids.ts'
import { idRange } from '../store/read/reader.ts'
import type { Book } from './book.ts'
import type { Tell } from './finding.ts'

/**
 * The rows of each table of records are numbered from 1 to as many as the cursor says that there are, and none is missing. Of those
 * that are numbered by another table's, there are as many.
 */
export const auditRowNumbers = async ({ db, tables, slot, cursor }: Book, tell: Tell): Promise<void> => {
  const { first, end } = idRange(slot)
  for (const name of recordTables) {
    const table = tables[name]
    const [row] = await db
      .select({ times: count(), last: max(table.id) })
      .from(table)
      .where(and(gte(table.id, first), lt(table.id, end)))
    const expected = cursor.counters[name] ?? 0
    const [times, last] = [Number(row?.times ?? 0), numberOf(Number(row?.last ?? first))]
    const by = numberedBy(name)
    const isLast = by === name ? last === expected : last <= (cursor.counters[by] ?? 0)
    if (times === expected && isLast) continue
    tell(null, 'COUNTER', {
      subject: `rows of ${name}`,
      found: `${times}, the last of them number ${last}`,
      expected: String(expected),
      why: 'as many as the cursor says were written',
    })
  }
}
