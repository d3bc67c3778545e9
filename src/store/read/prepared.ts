import type { Db } from '../store.ts'

type Values = Readonly<Record<string, unknown>>
type Query<T> = PromiseLike<T>
type Prepared<T> = { execute(values: Values): T | Promise<T> }

/** Statements by connection. On PostgreSQL every snapshot has its own, and they go with it. */
const known = new WeakMap<Db, Map<string, Prepared<unknown>>>()

/**
 * The answer of a query that is built once for a connection: what differs from one time to the next are placeholders. Building a query
 * and having SQLite read it take longer than most answers. `name` stands for the query's text, and there must be few of them.
 */
export const runPrepared = async <T>(db: Db, name: string, build: () => Query<T>, values: Values = {}): Promise<T> => {
  const statements = known.get(db) ?? new Map<string, Prepared<unknown>>()
  known.set(db, statements)
  // PostgreSQL's queries take a name, SQLite's none.
  const statement =
    statements.get(name) ?? (build() as unknown as { prepare(name: string): Prepared<unknown> }).prepare(name)
  statements.set(name, statement)
  return (await statement.execute(values)) as T
}

/** Values as one of few lengths, the last one repeated: lists of any length then share a handful of statements. */
export const padded = (values: readonly unknown[]): readonly unknown[] => {
  const length = 2 ** Math.ceil(Math.log2(values.length))
  return [...values, ...Array.from({ length: length - values.length }, () => values.at(-1))]
}
