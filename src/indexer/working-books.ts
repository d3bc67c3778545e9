import { assertInvariant } from '../errors.ts'
import { createCanonicalForm, numberedBy, type RecordTable, recordTables } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import { createRowCode, type NumberedRow, type RowCode } from '../store/row-code.ts'
import { createRowSum, hashOf } from '../store/row-sum.ts'
import type { Checkpoint, Look, UndoRecord, WorkingBooks } from './books.ts'
import { type KeyedTable, keyed, naturalKeys } from './natural-keys.ts'
import { createShelf, type Entry, keyOf, type Shelf } from './shelf.ts'

/** Rows used lately that are kept between batches, so that what is busy is not read again; as many again were used before these. */
const RECENT_ROWS_MAX = 60_000

/** What is done to the rows of one table: in memory those with a natural key, and as facts the others. */
type Table = RowCode & {
  readonly form: (row: NumberedRow) => string
  readonly numberedBy: RecordTable
  readonly shelf: Shelf
  /** Rows of this batch without a natural key: written, never read back by the fold. */
  facts: NumberedRow[]
  /** Facts whose hashes are not in the sum yet begin here. */
  summed: number
}

const listed = <T>(lists: Map<RecordTable, T[]>, table: RecordTable): T[] => {
  const list = lists.get(table) ?? []
  lists.set(table, list)
  return list
}

/** Books with nothing in memory yet; `columns` are each table's, in the order of its definition. */
export const createBooks = (
  slot: number,
  columns: Readonly<Record<string, readonly string[]>>,
  { recentRowsMax = RECENT_ROWS_MAX }: { readonly recentRowsMax?: number } = {},
): WorkingBooks => {
  const codes = new Map(
    recordTables.map((table) => {
      const own = columns[table]!
      return [
        table,
        { ...createRowCode(own), form: createCanonicalForm(table, own), numberedBy: numberedBy(table) },
      ] as const
    }),
  )
  const known = new Map<RecordTable, Table>()
  const sum = createRowSum()
  let committed: { counters: Record<string, number>; rowSum: bigint } = { counters: {}, rowSum: 0n }
  let counters: Record<string, number> = {}
  let touched: Entry[] = []
  let dirty: Entry[] = []
  let missing: { table: KeyedTable; by: 'key' | 'id'; key: readonly unknown[] }[] = []
  let undo: UndoRecord[] = []
  let checkpoints: Checkpoint[] = []
  let look: Look | null = null
  let journalBlock: number | null = null
  let journalCounters: Record<string, number> = {}
  let mark = 0

  const of = (table: RecordTable): Table => known.get(table) ?? open(table)
  const open = (table: RecordTable): Table => {
    const made: Table = {
      ...codes.get(table)!,
      shelf: createShelf(committed.counters[table] ?? 0),
      facts: [],
      summed: 0,
    }
    known.set(table, made)
    return made
  }
  const touch = (entry: Entry) => {
    if (!entry.isTouched) touched.push(entry)
    if (!entry.isDirty) dirty.push(entry)
    entry.isTouched = true
    entry.isDirty = true
  }
  const remember = (entry: Entry) => {
    if (journalBlock === null || entry.mark === mark) return
    entry.mark = mark
    const { table, row } = entry
    if (row.id <= packId(slot, journalCounters[table] ?? 0)) undo.push({ block: journalBlock, table, row })
  }
  const take = (table: KeyedTable, rows: readonly NumberedRow[]) => {
    const { shelf, make } = of(table)
    for (const found of rows) {
      if (shelf.get(found.id)) continue
      const row = make(found.id, found)
      shelf.put({ table, stored: row, row, summed: row, hash: null, mark: 0, isTouched: false, isDirty: false })
    }
  }
  /** Asks for what is not in memory: at once, or between two rounds. */
  const seek = (table: KeyedTable, by: 'key' | 'id', key: readonly unknown[]) => {
    if (!look) {
      missing.push({ table, by, key })
      return
    }
    const rows = look(table, by, key)
    take(table, rows)
    if (rows.length > 0) return
    const { shelf } = of(table)
    if (by === 'id') shelf.looked([], key as readonly number[])
    else shelf.looked([keyOf(key[0], key[1], key[2], key[3])], [])
  }
  const sumUp = () => {
    for (const own of known.values()) {
      for (; own.summed < own.facts.length; own.summed++) sum.add(own.form(own.facts[own.summed]!))
    }
    for (const entry of dirty) {
      const { form } = of(entry.table)
      if (entry.summed) sum.take(entry.hash ?? hashOf(form(entry.summed)))
      const hash = sum.add(form(entry.row))
      // In history, a row is hashed once in thousands of events, and keeping its hash costs as much as it saves.
      entry.hash = journalBlock === null ? null : hash
      entry.summed = entry.row
      entry.isDirty = false
    }
    dirty = []
  }
  const begin = () => {
    counters = { ...committed.counters }
    sum.reset(committed.rowSum)
    for (const own of known.values()) {
      own.facts = []
      own.summed = 0
    }
    touched = []
    dirty = []
    missing = []
    undo = []
    checkpoints = []
    journalBlock = null
  }

  return {
    slot,
    find: (table, a, b, c, d) => {
      const { shelf } = of(table)
      const key = keyOf(a, b, c, d)
      const entry = shelf.find(key)
      if (entry) return entry.row as never
      if (shelf.lacks(key)) return undefined
      seek(table, 'key', [a, b, c, d].slice(0, naturalKeys[table].length))
      return shelf.find(key)?.row as never
    },
    get: (table, id) => {
      const { shelf } = of(table)
      const entry = shelf.get(id)
      if (entry) return entry.row as never
      if (shelf.lacksId(id)) return undefined
      seek(table, 'id', [id])
      return shelf.get(id)?.row as never
    },
    add: (table, values) => {
      const own = of(table)
      const number = (counters[own.numberedBy] ?? 0) + 1
      counters[table] = (counters[table] ?? 0) + 1
      const row = own.make(packId(slot, number), values)
      if (keyed(table)) {
        const entry: Entry = {
          table,
          stored: null,
          row,
          summed: null,
          hash: null,
          mark,
          isTouched: false,
          isDirty: false,
        }
        own.shelf.put(entry)
        touch(entry)
      } else own.facts.push(row)
      return row as never
    },
    next: (table) => packId(slot, (counters[of(table).numberedBy] ?? 0) + 1),
    set: (table, row, patch) => {
      const own = of(table)
      const entry = own.shelf.get(row.id)
      assertInvariant(entry, `A row of ${table} is changed that the books do not hold.`, row)
      remember(entry)
      touch(entry)
      entry.row = own.change(entry.row, patch)
      return entry.row as never
    },
    changed: (table) =>
      touched.filter((entry) => entry.table === table).map(({ stored, row }) => ({ before: stored, after: row })),
    journal: (block) => {
      journalBlock = block
      journalCounters = { ...counters }
      mark++
    },
    checkpoint: (block) => {
      // The work is dropped, and done again with what it lacks.
      if (missing.length > 0) return
      sumUp()
      checkpoints.push({ block, counters: { ...counters }, rowSum: sum.value() })
    },
    adopt: (table, row) => {
      counters[table] = numberedBy(table) === table ? numberOf(row.id) : (counters[table] ?? 0) + 1
      sum.add(of(table).form(row as NumberedRow))
    },
    readWith: (given) => {
      look = given
    },
    misses: () => missing,
    load: (table, by, keys, rows) => {
      const { shelf } = of(table)
      take(table, rows)
      shelf.weigh(committed.counters[table] ?? 0)
      // What was asked for and did not come is not there: the fold need not ask again in this batch.
      if (by === 'id')
        shelf.looked(
          [],
          keys.map(([id]) => id as number),
        )
      else
        shelf.looked(
          keys.map(([a, b, c, d]) => keyOf(a, b, c, d)),
          [],
        )
    },
    changes: () => {
      sumUp()
      const [made, changed] = [new Map<RecordTable, NumberedRow[]>(), new Map<RecordTable, Entry[]>()]
      for (const entry of touched) {
        if (entry.stored === null) listed(made, entry.table).push(entry.row)
        else listed(changed, entry.table).push(entry)
      }
      for (const [table, { facts }] of known) if (facts.length > 0) made.set(table, facts)
      const ordered = <T>(lists: ReadonlyMap<RecordTable, T>) =>
        recordTables.flatMap((table) => {
          const list = lists.get(table)
          return list ? [[table, list] as const] : []
        })
      const replaced = ordered(changed).map(
        ([table, list]) => [table, list.map(({ row }) => row), list.map(({ stored }) => stored!)] as const,
      )
      return { inserted: ordered(made), replaced, undo, checkpoints, counters, rowSum: sum.value() }
    },
    commit: () => {
      for (const entry of touched) {
        entry.stored = entry.row
        entry.isTouched = false
      }
      committed = { counters, rowSum: sum.value() }
      let recent = 0
      for (const { shelf } of known.values()) {
        shelf.endBatch()
        recent += shelf.recent()
      }
      if (recent > recentRowsMax) for (const { shelf } of known.values()) shelf.age()
      begin()
    },
    drop: () => {
      for (const entry of touched) {
        if (entry.stored === null) of(entry.table).shelf.lose(entry)
        else {
          entry.row = entry.stored
          entry.summed = entry.stored
          entry.hash = null
          entry.isTouched = false
          entry.isDirty = false
        }
      }
      begin()
    },
    rewind: (newCounters, newSum, restored) => {
      for (const [table, { shelf, make }] of known) {
        for (let number = committed.counters[table] ?? 0; number > (newCounters[table] ?? 0); number--) {
          const entry = shelf.get(packId(slot, number))
          if (entry) shelf.lose(entry)
        }
        for (const [id, values] of restored.get(table) ?? []) {
          const entry = shelf.get(id)
          if (!entry) continue
          entry.row = entry.stored = entry.summed = make(id, values)
          entry.hash = null
        }
      }
      committed = { counters: { ...newCounters }, rowSum: newSum }
      begin()
    },
    reset: (newCounters, newSum) => {
      known.clear()
      committed = { counters: { ...newCounters }, rowSum: newSum }
      begin()
    },
  }
}
