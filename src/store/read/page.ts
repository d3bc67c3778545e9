import { type Column, count, type SQL, type Subquery, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from '../store.ts'
import { compareRows, orderBy, type Term, type Walk } from './keyset.ts'

/** Rows that can be listed: a table, or a query that stands for one, with its columns by name. */
export type Source = {
  readonly from: SQLiteTable | Subquery
  readonly columns: Readonly<Record<string, Column>>
}

export type Row = Readonly<Record<string, unknown>>

export type PageQuery = {
  readonly source: Source
  readonly where: SQL | undefined
  readonly terms: readonly Term[]
  readonly walk: Walk
  readonly limit: number
}

export type CountQuery = { readonly source: Source; readonly where: SQL | undefined }

/** More members than this in one statement gain nothing, and SQLite refuses more than 500. */
const MEMBERS_MAX = 100

/** The one place where drizzle's types are let go: sources are chosen at run time. */
type AnySelect = PromiseLike<Row[]> & {
  where(condition: SQL | undefined): AnySelect
  orderBy(...terms: SQL[]): AnySelect
  limit(rows: number): AnySelect
  as(name: string): Subquery
  unionAll(other: AnySelect): AnySelect
}
const select = (db: Db, fields: Record<string, Column | SQL | SQL.Aliased>, from: SQLiteTable | Subquery): AnySelect =>
  db.select(fields as Record<string, SQLiteColumn>).from(from as SQLiteTable) as unknown as AnySelect
const selectAll = (db: Db, from: Subquery): AnySelect => db.select().from(from) as unknown as AnySelect

/** Runs queries of one shape as one statement: each member keeps its own condition, order and limit, and so its own index. */
const together = async (
  db: Db,
  members: readonly ((extra: Record<string, SQL.Aliased>) => AnySelect)[],
): Promise<Row[][]> => {
  if (members.length === 1) return [await members[0]!({})]
  const answers: Row[][] = members.map(() => [])
  for (let start = 0; start < members.length; start += MEMBERS_MAX) {
    const [head, ...rest] = members.slice(start, start + MEMBERS_MAX).map((member, i) => {
      const query = member({ member: sql<number>`${sql.raw(String(start + i))}`.mapWith(Number).as('member') })
      return selectAll(db, query.as(`m${i}`))
    })
    const rows = await rest.reduce((all, query) => all.unionAll(query), head!)
    for (const row of rows) answers[row.member as number]!.push(row)
  }
  return answers
}

/** Pages of one source, in walking order. */
export const fetchPages = async (db: Db, queries: readonly PageQuery[]): Promise<Row[][]> => {
  const pages = await together(
    db,
    queries.map(
      ({ source, where, terms, walk, limit }) =>
        (extra) =>
          select(db, { ...extra, ...source.columns }, source.from)
            .where(where)
            .orderBy(...orderBy(terms, walk))
            .limit(limit),
    ),
  )
  // A union promises no order of its own.
  if (queries.length > 1)
    for (const [i, rows] of pages.entries()) rows.sort(compareRows(queries[i]!.terms, queries[i]!.walk))
  return pages
}

/** How many rows match, for several conditions on one source. */
export const fetchCounts = async (db: Db, queries: readonly CountQuery[]): Promise<number[]> => {
  const answers = await together(
    db,
    queries.map(
      ({ source, where }) =>
        (extra) =>
          select(db, { ...extra, count: count().as('count') }, source.from).where(where),
    ),
  )
  return answers.map((rows) => Number(rows[0]?.count ?? 0))
}
