// Rows are wide, and most answers show little of them: SQLite and its driver take 0.15 µs for each column of each row. So resolvers say
// which columns of their row they read, where rows are read for being shown and for nothing else.

/** Columns of rows that an operation shows, by type. What is shown of a type that is not there needs whole rows. */
export type Shown = ReadonlyMap<string, ReadonlySet<string>>

type Reading = { readonly columns?: readonly string[] }

type Resolve<T, A, C, R> = (row: T, args: A, context: C) => R
type All<Columns, Row> = [Exclude<keyof Row, Columns>] extends [never] ? unknown : never

/** A resolver that reads nothing of its row but these columns: the compiler holds it to them, by the type of the row that it takes. */
export function reads<const K extends string, T, A, C, R>(
  columns: readonly K[],
  resolve: Resolve<Pick<T, K & keyof T>, A, C, R>,
): Resolve<T, A, C, R>
export function reads<const K extends string, Row, A, C, R>(
  columns: readonly K[] & All<K, Row>,
  resolve: Resolve<Row, A, C, R>,
): Resolve<Row, A, C, R>
export function reads(columns: readonly string[], resolve: object): object {
  return Object.assign(resolve, { columns } satisfies Reading)
}

/** What a resolver reads of its row; undefined where it does not say. */
export const columnsOf = (resolve: unknown): readonly string[] | undefined => (resolve as Reading | undefined)?.columns
