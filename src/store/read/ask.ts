import type Database from 'better-sqlite3'
import { is, type SQL } from 'drizzle-orm'
import { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Db } from '../store.ts'
import type { Soon } from './later.ts'
import type { Picked } from './pick.ts'

type Text = { readonly sql: string; readonly params: unknown[] }
type RowsOf<T> = Picked<T>['rowsOf']

/** What drizzle has inside on both databases: how a statement is written, and how one that is written is run. */
type Inside = {
  readonly dialect: { sqlToQuery(statement: SQL): Text }
  readonly session: {
    readonly client: Database.Database
    prepareQuery<T>(
      text: Text,
      fields: undefined,
      name: string | undefined,
      inArrays: boolean,
      rowsOf: RowsOf<T>,
    ): { execute(values: object): Promise<T[]> }
  }
}
const inside = (db: Db): Inside => db as unknown as Inside

/** SQLite's statements are kept by their texts (store/kept-statements.ts); PostgreSQL keeps those that have a name. */
const run = <T>(db: Db, text: Text, rowsOf: RowsOf<T>, name?: string): Soon<T[]> => {
  const { session } = inside(db)
  if (!is(db, BaseSQLiteDatabase)) return session.prepareQuery(text, undefined, name, true, rowsOf).execute({})
  return rowsOf(
    session.client
      .prepare<unknown[], unknown[]>(text.sql)
      .raw(true)
      .all(...text.params),
  )
}

/** The rows of a statement that selects what was picked, on the snapshot at hand. */
export const ask = <T>(db: Db, statement: SQL, { rowsOf }: Picked<T>): Soon<T[]> =>
  run(db, inside(db).dialect.sqlToQuery(statement), rowsOf)

type Kept = { readonly sql: string; readonly rowsOf: RowsOf<unknown> }
/** Texts by what they are about, and by name: they say nothing of one snapshot. */
const known = new WeakMap<object, Map<string, Kept>>()

/**
 * The same for a statement that is asked again and again: written once. `name` stands for its text among those about `what`, and there
 * must be few of them; the text has a null wherever one of `values` goes, which are as the driver takes them.
 */
export const askAgain = <T>(
  db: Db,
  what: object,
  name: string,
  write: () => { readonly statement: SQL; readonly picked: Picked<T> },
  values: readonly unknown[] = [],
): Soon<T[]> => {
  const texts = known.get(what) ?? new Map<string, Kept>()
  known.set(what, texts)
  let kept = texts.get(name)
  if (kept === undefined) {
    const { statement, picked } = write()
    kept = { sql: inside(db).dialect.sqlToQuery(statement).sql, rowsOf: picked.rowsOf }
    texts.set(name, kept)
  }
  return run(db, { sql: kept.sql, params: values as unknown[] }, kept.rowsOf as RowsOf<T>, name)
}

/** Values as one of few lengths, the last one repeated: lists of any length then share a handful of statements. */
export const padded = <T>(values: readonly T[]): readonly T[] => {
  const length = 2 ** Math.ceil(Math.log2(values.length))
  return [...values, ...Array.from({ length: length - values.length }, () => values.at(-1)!)]
}
