import { and, Column, eq, gt, is, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'

export type Direction = 'ASC' | 'DESC'
/** A value that a list is ordered by: counts and times are numbers, amounts bigints, addresses text. */
export type SortValue = number | bigint | string | null
/** Where a row stands in an order: its value in each term. */
export type Position = readonly SortValue[]

/** One term of an order. Nulls come last in both directions; the last term of every order is unique. */
export type Term = {
  readonly key: string
  readonly column: Column
  readonly nullable: boolean
  readonly direction: Direction
}

/** Whether walking goes with the order or against it. */
export type Walk = 'forward' | 'backward'

const ascends = (term: Term, walk: Walk): boolean => (term.direction === 'ASC') === (walk === 'forward')

/** Rows that stand behind `value` in one term, in walking direction. */
const behind = (term: Term, value: SortValue, walk: Walk): SQL | undefined => {
  if (value === null) return walk === 'forward' ? undefined : isNotNull(term.column)
  const strict = ascends(term, walk) ? gt(term.column, value) : lt(term.column, value)
  return term.nullable && walk === 'forward' ? or(strict, isNull(term.column)) : strict
}

const level = (term: Term, value: SortValue): SQL => (value === null ? isNull(term.column) : eq(term.column, value))

/** Whether one row-value comparison says it all, so that an index on the first column is entered at the very row. */
const uniform = (terms: readonly Term[]): boolean =>
  terms.every((term) => !term.nullable && term.direction === terms[0]!.direction)

/** Rows behind a position in walking direction. */
export const beyond = (terms: readonly Term[], position: Position, walk: Walk): SQL => {
  if (uniform(terms)) {
    const columns = sql.join(
      terms.map((term) => sql`${term.column}`),
      sql`, `,
    )
    const values = sql.join(
      terms.map((term, i) => sql`${is(term.column, Column) ? sql.param(position[i], term.column) : position[i]}`),
      sql`, `,
    )
    return ascends(terms[0]!, walk) ? sql`(${columns}) > (${values})` : sql`(${columns}) < (${values})`
  }
  const alternatives: SQL[] = []
  const equal: SQL[] = []
  for (const [i, term] of terms.entries()) {
    const value = position[i] ?? null
    const step = behind(term, value, walk)
    if (step !== undefined) alternatives.push(and(...equal, step)!)
    equal.push(level(term, value))
  }
  return or(...alternatives)!
}

/** The ORDER BY of a walk. Where nulls can be, their place is said: the databases differ in it. */
export const orderBy = (terms: readonly Term[], walk: Walk): SQL[] =>
  terms.map((term) => {
    const value = ascends(term, walk) ? sql`${term.column} asc` : sql`${term.column} desc`
    if (!term.nullable) return value
    return walk === 'forward' ? sql`${value} nulls last` : sql`${value} nulls first`
  })

export const positionOf = (terms: readonly Term[], row: Readonly<Record<string, unknown>>): Position =>
  terms.map((term) => row[term.key] as SortValue)

/** The order as a comparison, for rows that came from several statements at once. */
export const compareRows =
  (terms: readonly Term[], walk: Walk) =>
  (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number => {
    for (const term of terms) {
      const [x, y] = [a[term.key] as SortValue, b[term.key] as SortValue]
      if (x === y) continue
      if (x === null || y === null) return (x === null) === (walk === 'forward') ? 1 : -1
      return x < y === ascends(term, walk) ? -1 : 1
    }
    return 0
  }
