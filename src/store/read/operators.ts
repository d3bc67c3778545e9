import {
  and,
  Column,
  eq,
  gt,
  gte,
  inArray,
  is,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { QueryError } from './query-error.ts'

// Conditions are two-valued: on a null, equality is false and difference is true, so that `not` is an exact complement.

const IN_MAX = 250
export const always = sql`1 = 1`
export const never = sql`1 = 0`

export type Operators = Readonly<Record<string, unknown>>

/**
 * How a condition may be looked up: `LEAD` lets the database enter an index by it, `FOLLOW` has it test rows that come in the order
 * wanted (a plus before a column hides it from the choice of an index). Numbers only: PostgreSQL has no plus before text.
 */
export type Lookup = 'LEAD' | 'FOLLOW'
export const seen = (column: Column, lookup: Lookup): SQL => (lookup === 'LEAD' ? sql`${column}` : sql`+${column}`)
/** Columns of a query that stands for a table are expressions, and encode nothing. */
const bound = (column: Column, value: unknown) => (is(column, Column) ? sql.param(value, column) : value)

const known = (column: Column, condition: SQL, lookup: Lookup): SQL =>
  column.notNull ? condition : and(isNotNull(seen(column, lookup)), condition)!
const orUnknown = (column: Column, condition: SQL): SQL => (column.notNull ? condition : or(isNull(column), condition)!)

export const within = (column: Column, values: readonly unknown[], lookup: Lookup = 'LEAD'): SQL => {
  if (values.length === 0) return never
  const [left, right] = [seen(column, lookup), values.map((value) => bound(column, value))]
  return known(column, right.length === 1 ? eq(left, right[0]) : inArray(left, right), lookup)
}
export const outside = (column: Column, values: readonly unknown[]): SQL => {
  if (values.length === 0) return always
  return orUnknown(column, values.length === 1 ? ne(column, values[0]) : notInArray(column, [...values]))
}

export const checkIn = (values: readonly unknown[]): readonly unknown[] => {
  if (values.length <= IN_MAX) return values
  throw new QueryError(
    'BAD_USER_INPUT',
    `A list in a filter holds at most ${IN_MAX} values; this one has ${values.length}.`,
  )
}

/** Conditions of an operator object on a plain column. Operators within it are combined with 'and'. */
export const compare = (column: Column, operators: Operators, lookup: (operator: string) => Lookup): SQL => {
  const conditions = Object.entries(operators).flatMap(([operator, value]): SQL[] => {
    if (value === null || value === undefined) return []
    const way = lookup(operator)
    const left = seen(column, way)
    switch (operator) {
      case 'eq':
        return [within(column, [value], way)]
      case 'ne':
        return [outside(column, [value])]
      case 'in':
        return [within(column, checkIn(value as unknown[]), way)]
      case 'notIn':
        return [outside(column, checkIn(value as unknown[]))]
      case 'gt':
        return [known(column, gt(left, bound(column, value)), way)]
      case 'gte':
        return [known(column, gte(left, bound(column, value)), way)]
      case 'lt':
        return [known(column, lt(left, bound(column, value)), way)]
      case 'lte':
        return [known(column, lte(left, bound(column, value)), way)]
      case 'isNull':
        return [nullness(column, value === true, way)]
      case 'startsWith':
        // Both databases count characters here, and neither looks at case.
        return [known(column, sql`substr(${column}, 1, ${[...(value as string)].length}) = ${value}`, way)]
      default:
        throw new RangeError(`Unknown operator ${operator}.`)
    }
  })
  return and(...conditions) ?? always
}

export const nullness = (column: Column, isNullWanted: boolean, lookup: Lookup = 'LEAD'): SQL => {
  if (column.notNull) return isNullWanted ? never : always
  const left = seen(column, lookup)
  return isNullWanted ? isNull(left) : isNotNull(left)
}

/** The same operators on a value in hand, for the few things that are known before the database is asked (chains). */
export const test = (value: number, operators: Operators): boolean =>
  Object.entries(operators).every(([operator, operand]) => {
    if (operand === null || operand === undefined) return true
    const other = operand as number
    switch (operator) {
      case 'eq':
        return value === other
      case 'ne':
        return value !== other
      case 'gt':
        return value > other
      case 'gte':
        return value >= other
      case 'lt':
        return value < other
      case 'lte':
        return value <= other
      case 'in':
        return checkIn(operand as number[]).includes(value)
      case 'isNull':
        return operand === false
      default:
        throw new RangeError(`Unknown operator ${operator}.`)
    }
  })
