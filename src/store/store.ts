import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Soon } from './read/later.ts'
import type { Tables } from './tables.ts'

/**
 * What both databases answer to alike. Always `await` a query: on SQLite it is a value at once, on PostgreSQL a promise.
 * `.all()`, `.get()` and `.run()` exist on SQLite alone.
 */
export type Db = Pick<BaseSQLiteDatabase<'async', unknown>, 'select' | 'insert' | 'update' | 'delete' | '$count'>

type Row<N extends keyof Tables> = Tables[N]['$inferSelect']
export type TableName = keyof Tables
/** A row of each table, as read. */
export type Rows = { [N in TableName]: Row<N> }

/** An index by its name, and the statement that makes it. */
export type Index = { readonly name: string; readonly definition: string }

/** The writer's connection within one transaction, with the bulk operations that differ between databases. */
export type Transaction = {
  readonly db: Db
  /** Adds rows, keys and all. */
  insert<N extends TableName>(table: N, rows: readonly Rows[N][]): Promise<void>
  /** Adds rows to a table that numbers them itself: without their ids. */
  append<N extends TableName>(table: N, rows: readonly Omit<Rows[N], 'id'>[]): Promise<void>
  /** Replaces rows by primary key; `before` are the same rows as the database has them: what is equal need not be written. */
  replace<N extends TableName>(table: N, rows: readonly Rows[N][], before?: readonly Rows[N][]): Promise<void>
  /** Rows whose `columns` equal one of `keys`, within one chain's ids. */
  find<N extends TableName>(
    table: N,
    columns: readonly (keyof Rows[N] & string)[],
    keys: readonly (readonly unknown[])[],
    slot: number,
  ): Promise<Rows[N][]>
  /** The same for one key, and at once; null where a database answers later only (PostgreSQL). */
  readonly findNow:
    | (<N extends TableName>(
        table: N,
        columns: readonly (keyof Rows[N] & string)[],
        key: readonly unknown[],
        slot: number,
      ) => Rows[N][])
    | null
  /** Removes a chain's rows numbered above `number`. */
  deleteAbove(table: TableName, slot: number, number: number): Promise<void>
  /** A table's indices that only make reading quicker: all but those that hold its rows apart. */
  indicesOf(table: TableName): Promise<readonly Index[]>
  /** Runs a statement that makes or drops an index. */
  define(statement: string): Promise<void>
}

/** A database of books: one writer, many readers. */
export type Store = {
  readonly dialect: 'sqlite' | 'postgres'
  readonly tables: Tables
  /** Runs `work` in a write transaction: all of it happens, or none. One at a time. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Runs `work` on one unchanging snapshot, on a connection of its own that cannot write. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>
  /**
   * Names what a snapshot taken now would hold. Who is told the same name twice knows that nothing was committed in between, by
   * whomever, and that every snapshot taken in between held the same. Null where that cannot be told.
   */
  version(): Soon<string | null>
  /** Rows of a read-only statement written by people (`daybook query`). */
  query(statement: string): Promise<readonly Record<string, unknown>[]>
  /** Does what is better done while nobody waits, where there is such a thing: SQLite carries its log over to the database. */
  rest?(): Promise<void>
  /** Bytes on disk. */
  size(): Promise<number>
  /** A consistent copy in a file, taken while the database is in use. */
  backup(file: string): Promise<void>
  close(): Promise<void>
}
