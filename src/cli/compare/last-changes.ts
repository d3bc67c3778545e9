import { rowsFromText } from '../../indexer/undo.ts'
import { numberedBy, type RecordTable } from '../../store/digest.ts'
import { numberOf } from '../../store/ids.ts'
import type { IndexedBooks } from './chain-books.ts'
import { openReplay } from './replay.ts'
import type { RowRef } from './rows.ts'

const keyOf = (table: string, number: number): string => `${table}#${number}`

/**
 * The block that made or last changed each of these rows, up to and including `through`, by folding the raw logs again. Rows that
 * no block touched are not in it: the configuration made them, or nothing did.
 */
export const lastChanges = async (
  source: IndexedBooks,
  through: number,
  rows: readonly RowRef[],
): Promise<(row: RowRef) => number | null> => {
  const wanted = new Map(rows.map((row) => [keyOf(row.table, row.number), row]))
  const blocks = new Map<string, number>()
  const replay = await openReplay(source)
  try {
    let before = replay.initial.counters
    for (;;) {
      const states = await replay.advance(through)
      const last = states.at(-1)
      if (!last) break
      for (const [key, { table, number }] of wanted) {
        const by = numberedBy(table as RecordTable)
        if (number <= (before[by] ?? 0) || number > (last.counters[by] ?? 0)) continue
        blocks.set(key, states.find(({ counters }) => (counters[by] ?? 0) >= number)!.block)
      }
      // All that is kept to undo is of the newest blocks.
      const records = await replay.read(({ db, tables }) => db.select().from(tables.undo).orderBy(tables.undo.id))
      for (const { table, rows, blockId } of records) {
        for (const { id } of rowsFromText(rows)) {
          const key = keyOf(table, numberOf(id))
          if (wanted.has(key)) blocks.set(key, numberOf(blockId))
        }
      }
      before = last.counters
    }
  } finally {
    await replay.close()
  }
  return ({ table, number }) => blocks.get(keyOf(table, number)) ?? null
}
