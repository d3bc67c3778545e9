import { assertInvariant } from '../errors.ts'
import { addToSum, type RecordTable, recordTables, rowHash } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Rows } from '../store/store.ts'
import type { Counters } from '../store/tables/chain.ts'
import { type KeyedTable, keyed, naturalKeys } from './natural-keys.ts'

/** Rows kept between batches, so that what is busy is not read again. About 300 MB at its fullest. */
const KEPT_ROWS_MAX = 500_000

type AnyRow = { readonly id: number } & Record<string, unknown>
type Entry = {
  /** As in the database; null for a row that this batch made. */
  stored: AnyRow | null
  row: AnyRow
  /** The version whose hash is in the sum; null when none is. */
  summed: AnyRow | null
  /** The journal mark it was remembered under last. */
  mark: number
}
type Shelf = { byKey: Map<string, Entry>; byId: Map<number, Entry>; absent: Set<string>; complete: boolean }

export type UndoRecord = { readonly block: number; readonly table: RecordTable; readonly row: AnyRow }
export type Checkpoint = { readonly block: number; readonly counters: Counters; readonly rowSum: bigint }
/** What a batch changed: everything that one database transaction writes. */
export type Changes = {
  readonly inserted: readonly (readonly [RecordTable, readonly AnyRow[]])[]
  readonly replaced: readonly (readonly [RecordTable, readonly AnyRow[]])[]
  readonly undo: readonly UndoRecord[]
  readonly checkpoints: readonly Checkpoint[]
  readonly counters: Counters
  readonly rowSum: bigint
}
/** Keys that were asked for and are not in memory: to be loaded before the batch is folded again. */
export type Misses = readonly {
  readonly table: KeyedTable
  readonly by: 'key' | 'id'
  readonly key: readonly unknown[]
}[]

/**
 * The rows a fold works on, in memory. The fold runs straight through a batch; where it asked for rows that were not here, its
 * work is dropped, the rows are loaded together, and it runs again. So the fold alone says what it needs, and one batch costs a
 * handful of statements on either database.
 */
export type Books = {
  readonly slot: number
  /** A row by its natural key (natural-keys.ts). */
  find<T extends KeyedTable>(table: T, ...key: readonly unknown[]): Rows[T] | undefined
  /** A row by its id. */
  get<T extends KeyedTable>(table: T, id: number): Rows[T] | undefined
  /** Adds a row under the next number of its table. */
  add<T extends RecordTable>(table: T, row: Omit<Rows[T], 'id'>): Rows[T]
  /** Changes a row; the one it returns takes the old one's place. */
  set<T extends KeyedTable>(table: T, row: Rows[T], patch: Partial<Rows[T]>): Rows[T]
  /** The ledger accounts this batch changed, before and after: what the balance check reads. */
  changed(table: KeyedTable): readonly { before: AnyRow | null; after: AnyRow }[]
}

/** The books and what the writer does with them. */
export type WorkingBooks = Books & {
  /** Begins a block that can be undone: what it changes is remembered. */
  journal(block: number | null): void
  /** Keeps the state as it is now, as of the end of `block`. */
  checkpoint(block: number): void
  /** Takes in a row that is in the database already: it counts, and it is in the sum. */
  adopt<T extends RecordTable>(table: T, row: Rows[T]): void
  misses(): Misses
  load(table: KeyedTable, by: 'key' | 'id', keys: readonly (readonly unknown[])[], rows: readonly AnyRow[]): void
  /** Takes what was done since the last commit: the batch is written. */
  changes(): Changes
  commit(): void
  /** Drops what was done since the last commit. */
  drop(): void
  /** Starts over from another state of the database. */
  reset(counters: Counters, rowSum: bigint): void
}

const keyText = (key: readonly unknown[]): string => key.join('|')

export const createBooks = (slot: number, columns: Readonly<Record<string, readonly string[]>>): WorkingBooks => {
  const shelves = new Map<RecordTable, Shelf>()
  let committed: { counters: Record<string, number>; rowSum: bigint } = { counters: {}, rowSum: 0n }
  let counters: Record<string, number> = {}
  let rowSum = 0n
  /** Rows of this batch without a natural key: written, never read back by the fold. */
  let facts = new Map<RecordTable, AnyRow[]>()
  let unsummed: [RecordTable, AnyRow][] = []
  /** Entries that this batch made or changed. */
  let touched = new Map<Entry, KeyedTable>()
  let dirty = new Set<Entry>()
  let missing: { table: KeyedTable; by: 'key' | 'id'; key: readonly unknown[] }[] = []
  let undo: UndoRecord[] = []
  let checkpoints: Checkpoint[] = []
  let journalBlock: number | null = null
  let journalCounters: Record<string, number> = {}
  let mark = 0
  let kept = 0

  const shelf = (table: RecordTable): Shelf => {
    let found = shelves.get(table)
    if (!found) {
      found = { byKey: new Map(), byId: new Map(), absent: new Set(), complete: (committed.counters[table] ?? 0) === 0 }
      shelves.set(table, found)
    }
    return found
  }
  const clear = () => {
    shelves.clear()
    kept = 0
  }
  const keep = (table: KeyedTable, entry: Entry) => {
    const { byKey, byId } = shelf(table)
    const key = naturalKeys[table].map((column) => entry.row[column])
    // A review of a submission never seen has no key: it can only be found by id.
    if (key[0] !== null) byKey.set(keyText(key), entry)
    byId.set(entry.row.id, entry)
    kept++
  }
  const remember = (table: KeyedTable, entry: Entry) => {
    if (journalBlock === null || entry.mark === mark) return
    entry.mark = mark
    if (entry.row.id <= packId(slot, journalCounters[table] ?? 0))
      undo.push({ block: journalBlock, table, row: entry.row })
  }
  const sumUp = () => {
    for (const [table, row] of unsummed) rowSum = addToSum(rowSum, rowHash(table, columns[table]!, row), 0n)
    unsummed = []
    for (const entry of dirty) {
      const table = touched.get(entry)!
      const before = entry.summed ? rowHash(table, columns[table]!, entry.summed) : 0n
      rowSum = addToSum(rowSum, rowHash(table, columns[table]!, entry.row), before)
      entry.summed = entry.row
    }
    dirty = new Set()
  }
  const begin = () => {
    counters = { ...committed.counters }
    rowSum = committed.rowSum
    facts = new Map()
    unsummed = []
    touched = new Map()
    dirty = new Set()
    missing = []
    undo = []
    checkpoints = []
    journalBlock = null
  }

  return {
    slot,
    find: (table, ...key) => {
      const { byKey, absent, complete } = shelf(table)
      const text = keyText(key)
      const entry = byKey.get(text)
      if (entry) return entry.row as never
      if (!complete && !absent.has(text)) missing.push({ table, by: 'key', key })
      return undefined
    },
    get: (table, id) => {
      const { byId, complete, absent } = shelf(table)
      const entry = byId.get(id)
      if (entry) return entry.row as never
      if (!complete && !absent.has(`#${id}`)) missing.push({ table, by: 'id', key: [id] })
      return undefined
    },
    add: (table, row) => {
      const number = (counters[table] ?? 0) + 1
      counters[table] = number
      const whole = { id: packId(slot, number), ...row } as unknown as AnyRow
      if (keyed(table)) {
        const entry: Entry = { stored: null, row: whole, summed: null, mark }
        keep(table, entry)
        touched.set(entry, table)
        dirty.add(entry)
      } else {
        const list = facts.get(table) ?? []
        list.push(whole)
        facts.set(table, list)
        unsummed.push([table, whole])
      }
      return whole as never
    },
    set: (table, row, patch) => {
      const entry = shelf(table).byId.get(row.id)
      assertInvariant(entry, `A row of ${table} is changed that the books do not hold.`, { id: row.id })
      remember(table, entry)
      touched.set(entry, table)
      dirty.add(entry)
      entry.row = { ...entry.row, ...patch }
      return entry.row as never
    },
    changed: (table) =>
      [...touched].filter(([, of]) => of === table).map(([entry]) => ({ before: entry.stored, after: entry.row })),
    journal: (block) => {
      journalBlock = block
      journalCounters = { ...counters }
      mark++
    },
    checkpoint: (block) => {
      sumUp()
      checkpoints.push({ block, counters: { ...counters }, rowSum })
    },
    adopt: (table, row) => {
      counters[table] = numberOf(row.id)
      unsummed.push([table, row as AnyRow])
    },
    misses: () => missing,
    load: (table, by, keys, rows) => {
      const { byId, absent } = shelf(table)
      for (const row of rows) if (!byId.has(row.id)) keep(table, { stored: row, row, summed: row, mark: 0 })
      // What was asked for and did not come is not there: the fold need not ask again in this batch.
      for (const key of keys) absent.add(by === 'id' ? `#${key[0]}` : keyText(key))
    },
    changes: () => {
      sumUp()
      const inserted = new Map<RecordTable, AnyRow[]>(facts)
      const replaced = new Map<RecordTable, AnyRow[]>()
      for (const [entry, table] of touched) {
        const into = entry.stored === null ? inserted : replaced
        const list = into.get(table) ?? []
        list.push(entry.row)
        into.set(table, list)
      }
      const ordered = (lists: Map<RecordTable, AnyRow[]>) =>
        recordTables.flatMap((table) => {
          const rows = lists.get(table)
          return rows ? [[table, rows] as const] : []
        })
      return { inserted: ordered(inserted), replaced: ordered(replaced), undo, checkpoints, counters, rowSum }
    },
    commit: () => {
      for (const entry of touched.keys()) entry.stored = entry.row
      committed = { counters, rowSum }
      for (const { absent } of shelves.values()) absent.clear()
      if (kept > KEPT_ROWS_MAX) clear()
      begin()
    },
    drop: () => {
      for (const [entry, table] of touched) {
        const { byKey, byId } = shelf(table)
        if (entry.stored === null) {
          byId.delete(entry.row.id)
          byKey.delete(keyText(naturalKeys[table].map((column) => entry.row[column])))
          kept--
        } else {
          entry.row = entry.stored
          entry.summed = entry.stored
        }
      }
      begin()
    },
    reset: (newCounters, newSum) => {
      clear()
      committed = { counters: { ...newCounters }, rowSum: newSum }
      begin()
    },
  }
}
