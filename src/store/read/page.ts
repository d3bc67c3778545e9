import { type Column, type SQL, type Subquery, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from '../store.ts'
import { ask } from './ask.ts'
import { compareRows, orderBy, type Term, type Walk } from './keyset.ts'
import { after, type Soon, together } from './later.ts'
import { type Fields, type Picked, pick } from './pick.ts'

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

/** Runs statements of one shape as one: each member keeps its own condition, order and limit, and so its own index. */
const askTogether = <T extends Row>(
  db: Db,
  members: readonly ((first: SQL) => SQL)[],
  numbered: Picked<T & { readonly member: number }>,
): Soon<T[][]> => {
  const statements: SQL[] = []
  for (let start = 0; start < members.length; start += MEMBERS_MAX) {
    const some = members
      .slice(start, start + MEMBERS_MAX)
      .map((member, i) => sql`select * from (${member(sql.raw(`${start + i}, `))}) ${sql.raw(`m${i}`)}`)
    statements.push(sql.join(some, sql` union all `))
  }
  return after(together(statements.map((statement) => ask(db, statement, numbered))), (found) => {
    const answers: T[][] = members.map(() => [])
    for (const row of found.flat()) answers[Number(row.member)]!.push(row)
    return answers
  })
}

const matching = (where: SQL | undefined): SQL => (where === undefined ? sql`` : sql` where ${where}`)

/** What a source selects, alone and as one of several: made once for its columns. */
const known = new WeakMap<Source['columns'], { alone: Picked<Row>; numbered: Picked<Row & { member: number }> }>()
const picksOf = ({ columns }: Source) => {
  const picks = known.get(columns) ?? { alone: pick(columns as Fields), numbered: pick(columns as Fields, 'member') }
  known.set(columns, picks)
  return picks
}

/** Pages of one source, in walking order. */
export const fetchPages = (db: Db, queries: readonly PageQuery[]): Soon<Row[][]> => {
  const [only] = queries
  if (only === undefined) return []
  const { alone, numbered } = picksOf(only.source)
  const page =
    ({ source, where, terms, walk, limit }: PageQuery) =>
    (first: SQL): SQL =>
      sql`select ${first}${alone.list} from ${source.from}${matching(where)} order by ${sql.join(orderBy(terms, walk), sql`, `)} limit ${limit}`
  if (queries.length === 1) return after(ask(db, page(only)(sql``), alone), (rows) => [rows])
  return after(askTogether(db, queries.map(page), numbered), (pages) => {
    // A union promises no order of its own.
    for (const [i, rows] of pages.entries()) rows.sort(compareRows(queries[i]!.terms, queries[i]!.walk))
    return pages
  })
}

type Counted = { readonly count: unknown }
const reading = <T>(rowsOf: (row: readonly unknown[]) => T): Picked<T> => ({
  list: sql`count(*)`,
  rowsOf: (rows) => rows.map(rowsOf),
})
const counted = reading<Counted>(([count]) => ({ count }))
const countedEach = reading(([member, count]) => ({ member: Number(member), count }))

/** How many rows match, for several conditions on one source. */
export const fetchCounts = (db: Db, queries: readonly CountQuery[]): Soon<number[]> => {
  const [only] = queries
  if (only === undefined) return []
  const count =
    ({ source, where }: CountQuery) =>
    (first: SQL): SQL =>
      sql`select ${first}${counted.list} from ${source.from}${matching(where)}`
  const found =
    queries.length === 1
      ? after(ask(db, count(only)(sql``), counted), (rows) => [rows])
      : askTogether<Counted>(db, queries.map(count), countedEach)
  return after(found, (answers) => answers.map((rows) => Number(rows[0]?.count ?? 0)))
}
