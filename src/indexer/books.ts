import type { RecordTable } from '../store/digest.ts'
import type { NumberedRow } from '../store/row-code.ts'
import type { Rows } from '../store/store.ts'
import type { Counters } from '../store/tables/chain.ts'
import type { KeyedTable } from './natural-keys.ts'

export type UndoRecord = { readonly block: number; readonly table: RecordTable; readonly row: NumberedRow }
export type Checkpoint = { readonly block: number; readonly counters: Counters; readonly rowSum: bigint }
/** What a batch changed: everything that one database transaction writes. */
export type Changes = {
  readonly inserted: readonly (readonly [RecordTable, readonly NumberedRow[]])[]
  /** Rows as they are now and, in the same order, as the database has them. */
  readonly replaced: readonly (readonly [RecordTable, readonly NumberedRow[], readonly NumberedRow[]])[]
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

/** Rows of the database by natural key or by id, at once. */
export type Look = (table: KeyedTable, by: 'key' | 'id', key: readonly unknown[]) => readonly NumberedRow[]

/**
 * The rows a fold works on, in memory. The fold runs straight through a batch; where it asked for rows that were not here, its
 * work is dropped, the rows are loaded together, and it runs again. So the fold alone says what it needs, and one batch costs a
 * handful of statements. A database in this process is asked at once instead, and the batch is folded once.
 */
export type Books = {
  readonly slot: number
  /** A row by its natural key (natural-keys.ts). */
  find<T extends KeyedTable>(table: T, ...key: readonly unknown[]): Rows[T] | undefined
  /** A row by its id. */
  get<T extends KeyedTable>(table: T, id: number): Rows[T] | undefined
  /** Adds a row under the next number of its table, or of the one that it is numbered by. */
  add<T extends RecordTable>(table: T, row: Omit<Rows[T], 'id'>): Rows[T]
  /** The id of the row that is added next. */
  next(table: RecordTable): number
  /** Changes a row; the one it returns takes the old one's place. */
  set<T extends KeyedTable>(table: T, row: Rows[T], patch: Partial<Rows[T]>): Rows[T]
  /** The ledger accounts this batch changed, before and after: what the balance check reads. */
  changed(table: KeyedTable): readonly { before: NumberedRow | null; after: NumberedRow }[]
}

/** The books and what the writer does with them. */
export type WorkingBooks = Books & {
  /** Begins a block that can be undone: what it changes is remembered. */
  journal(block: number | null): void
  /** Keeps the state as it is now, as of the end of `block`. */
  checkpoint(block: number): void
  /** Takes in a row that is in the database already: it counts, and it is in the sum. */
  adopt<T extends RecordTable>(table: T, row: Rows[T]): void
  /** Reads at once from the database what a fold asks for and is not in memory; null: nothing can be read at once. */
  readWith(look: Look | null): void
  misses(): Misses
  /** Takes in rows of the database, between two rounds of a fold: those with these keys. */
  load(table: KeyedTable, by: 'key' | 'id', keys: readonly (readonly unknown[])[], rows: readonly NumberedRow[]): void
  /** Takes what was done since the last commit: the batch is written. */
  changes(): Changes
  commit(): void
  /** Drops what was done since the last commit. */
  drop(): void
  /** Goes back to a state of before, of which the database has it again: rows made since are gone, and these are as they were. */
  rewind(counters: Counters, rowSum: bigint, restored: ReadonlyMap<RecordTable, ReadonlyMap<number, NumberedRow>>): void
  /** Starts over from another state of the database. */
  reset(counters: Counters, rowSum: bigint): void
}
