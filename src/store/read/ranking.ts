import { and, type Column, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Hex } from '../../domain/hex.ts'
import { beyond, type Position, type Term, type Walk } from './keyset.ts'
import { fetchCounts, fetchPages, type Source } from './page.ts'
import { QueryError } from './query-error.ts'
import type { Reader } from './reader.ts'

/** Somebody's place: `key` is their row's id, or their address where rows of several chains were added up. */
export type Place = { readonly key: number | Hex; readonly value: bigint; readonly rank: number }

/** People by one figure, best first; ties by key. Nobody with nothing is ranked. */
export type Ranking = {
  readonly terms: readonly Term[]
  page(query: { after?: Position; before?: Position; limit: number; walk: Walk }): Promise<Place[]>
  count(): Promise<number>
  total(): Promise<bigint>
}

type Ranked = { readonly source: Source; readonly where: SQL | undefined; readonly value: string; readonly key: string }

/** The ranking that an index holds already: a page is read from it, and its first rank is counted. */
export const rankRows = (reader: Reader, ranked: Ranked, total: () => Promise<bigint>): Ranking => {
  const { source, value, key } = ranked
  const column = source.columns[value]!
  const zero = column.dataType === 'custom' ? 0n : 0
  const where = and(ranked.where, gt(column, zero))
  const terms: Term[] = [
    { key: value, column, nullable: false, direction: 'DESC' },
    { key, column: source.columns[key]!, nullable: false, direction: 'DESC' },
  ]
  const countOf = async (condition: SQL | undefined) =>
    (await fetchCounts(reader.db, [{ source, where: condition }]))[0] ?? 0
  return {
    terms,
    page: async ({ after, before, limit, walk }) => {
      const between = and(where, after && beyond(terms, after, 'forward'), before && beyond(terms, before, 'backward'))
      const [rows = []] = await fetchPages(reader.db, [{ source, where: between, terms, walk, limit }])
      const best = walk === 'forward' ? rows : rows.toReversed()
      const [first] = best
      if (first === undefined) return []
      // Who has more than somebody has more than nothing: said twice, SQLite would count everybody who has something.
      const better = await countOf(and(ranked.where, gt(column, first[value])))
      const level = await countOf(and(ranked.where, eq(column, first[value]), gt(source.columns[key]!, first[key])))
      const places = place(
        best.map((row) => ({ key: row[key] as number, value: BigInt(row[value] as bigint | number) })),
        { better, ahead: better + level },
      )
      return walk === 'forward' ? places : places.toReversed()
    },
    count: () => countOf(where),
    total,
  }
}

/** Ranks of a stretch of a ranking: ties share the rank of their first (1224). */
const place = (
  rows: readonly { key: number | Hex; value: bigint }[],
  { better, ahead }: { better: number; ahead: number },
): Place[] => {
  let rank = better + 1
  return rows.map((row, i) => {
    if (i > 0 && row.value !== rows[i - 1]!.value) rank = ahead + i + 1
    return { ...row, rank }
  })
}

/** People that a ranking made on the spot may have. */
const PEOPLE_MAX = 100_000

/** A ranking made on the spot, where figures of several rows have to be added up first. */
export const rankValues = (terms: readonly Term[], load: () => Promise<ReadonlyMap<number | Hex, bigint>>): Ranking => {
  let places: Promise<Place[]> | undefined
  const all = () => {
    places ??= load().then((values) => {
      if (values.size > PEOPLE_MAX)
        throw new QueryError('RANGE_TOO_WIDE', `More than ${PEOPLE_MAX} people are in this ranking.`, {
          max: PEOPLE_MAX,
        })
      const rows = [...values].filter(([, value]) => value > 0n).map(([key, value]) => ({ key, value }))
      rows.sort((a, b) => (a.value === b.value ? (a.key < b.key ? 1 : -1) : a.value < b.value ? 1 : -1))
      return place(rows, { better: 0, ahead: 0 })
    })
    return places
  }
  const compare = (a: Place, [value, key]: Position): number => {
    const other = BigInt(value as bigint | number)
    if (a.value !== other) return a.value > other ? -1 : 1
    return a.key === key ? 0 : a.key > (key as number | Hex) ? -1 : 1
  }
  return {
    terms,
    page: async ({ after, before, limit, walk }) => {
      const between = (await all()).filter(
        (one) => (after === undefined || compare(one, after) > 0) && (before === undefined || compare(one, before) < 0),
      )
      return walk === 'forward' ? between.slice(0, limit) : between.toReversed().slice(0, limit)
    },
    count: async () => (await all()).length,
    total: async () => (await all()).reduce((sum, one) => sum + one.value, 0n),
  }
}

/** Sum of a count over a table; exact in both databases, since counts are small. */
export const sumOf = async ({ db }: Reader, table: SQLiteTable, column: Column, where?: SQL): Promise<bigint> => {
  const [row] = await db
    .select({ total: sql<string | number | null>`sum(${column})` })
    .from(table)
    .where(where)
  return BigInt(row?.total ?? 0)
}
