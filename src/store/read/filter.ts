import { and, type Column, gte, inArray, lt, not, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Hex } from '../../domain/hex.ts'
import { slotOf } from '../ids.ts'
import { lowerBound, type Numbered } from './lower-bound.ts'
import {
  always,
  checkIn,
  compare,
  type Lookup,
  never,
  nullness,
  type Operators,
  outside,
  seen,
  test,
  within,
} from './operators.ts'
import { QueryError } from './query-error.ts'
import { idRange, type Reader } from './reader.ts'

/** What a filter may ask while it is turned into a condition. */
export type FilterContext = {
  readonly reader: Reader
  /** Row ids of the global ids of a type; unknown ids have none, malformed ones throw BAD_USER_INPUT. */
  rowsOf(type: string, ids: readonly string[]): Promise<readonly number[]>
  /** The address that an id of an account or contributor holds. */
  addressOf(id: string): Hex
  /** An address has one account per chain. */
  accountsOf(addresses: readonly Hex[]): Promise<readonly number[]>
  /** In which order the rows are wanted; left out where all of them are counted or added up. */
  readonly order?: RowOrder
}

/** One chain's rows as they are numbered, which is by time; or by a column. */
export type RowOrder = { readonly slot: number } | { readonly column: Column }

/** The same questions where one chain's rows alone are wanted: what lies on other chains is no answer to any of them. */
export const onChain = (context: FilterContext, slot: number): FilterContext => ({
  ...context,
  order: { slot },
  rowsOf: async (type, ids) => (await context.rowsOf(type, ids)).filter((id) => slotOf(id) === slot),
  accountsOf: async (addresses) => (await context.accountsOf(addresses)).filter((id) => slotOf(id) === slot),
})

/**
 * Conditions that many rows meet must not lead away from the order wanted, or all those rows were sorted for one page. Every index
 * ends with the row's number: one value of a column is in order by time. A range is in order by that very column.
 */
export const lookupBy = (column: Column, { order }: FilterContext, one: boolean): Lookup => {
  if (order === undefined) return 'LEAD'
  if ('slot' in order) return one ? 'LEAD' : 'FOLLOW'
  return order.column === column ? 'LEAD' : 'FOLLOW'
}

/** Turns a filter field's value into a condition that is true or false, never null. */
export type Field = (value: unknown, context: FilterContext) => SQL | Promise<SQL>
export type Fields = Readonly<Record<string, Field>>

const DEPTH_MAX = 5
const LEAVES_MAX = 100
const BRANCHES_MAX = 10

type Where = Readonly<Record<string, unknown>>

/** A condition from a `where` argument; undefined when it restricts nothing. */
export const compileFilter = async (
  fields: Fields,
  where: Where | null | undefined,
  context: FilterContext,
): Promise<SQL | undefined> => {
  let leaves = 0
  const all = async (filter: Where, depth: number): Promise<SQL> => {
    if (depth > DEPTH_MAX) throw new QueryError('BAD_USER_INPUT', `Filters nest at most ${DEPTH_MAX} deep.`)
    const conditions: SQL[] = []
    for (const [name, value] of Object.entries(filter)) {
      if (value === null || value === undefined) continue
      if (name === 'and' || name === 'or') {
        const branches = value as Where[]
        if (branches.length > BRANCHES_MAX)
          throw new QueryError(
            'BAD_USER_INPUT',
            `'${name}' takes at most ${BRANCHES_MAX} filters; this one has ${branches.length}.`,
          )
        const parts: SQL[] = []
        for (const branch of branches) parts.push(await all(branch, depth + 1))
        conditions.push((name === 'and' ? (and(...parts) ?? always) : or(...parts)) ?? never)
      } else if (name === 'not') {
        conditions.push(not(await all(value as Where, depth + 1)))
      } else {
        leaves += isOperators(value) ? Math.max(1, Object.keys(value).length) : 1
        if (leaves > LEAVES_MAX)
          throw new QueryError('BAD_USER_INPUT', `A filter has at most ${LEAVES_MAX} conditions.`)
        const field = fields[name]
        if (field === undefined) throw new RangeError(`No filter field is called ${name}.`)
        conditions.push(await field(value, context))
      }
    }
    return and(...conditions) ?? always
  }
  const says = (value: unknown) => value !== null && value !== undefined
  return where && Object.values(where).some(says) ? all(where, 1) : undefined
}

const isOperators = (value: unknown): value is Operators =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A plain column of numbers, amounts or times. */
export const value =
  (column: Column): Field =>
  (operators, context) =>
    compare(column, operators as Operators, (operator) =>
      lookupBy(column, context, operator === 'eq' || operator === 'isNull'),
    )

/** A plain column of hashes or text: few rows have the same. Many have none, and are met in the order wanted. */
export const text =
  (column: Column): Field =>
  (operators, { order }) => {
    const { isNull, ...others } = operators as Operators
    const rest = compare(column, others, () => 'LEAD')
    if (order === undefined || 'slot' in order || column.notNull || typeof isNull !== 'boolean')
      return compare(column, operators as Operators, () => 'LEAD')
    // PostgreSQL has no plus before text.
    return and(rest, sql`case when ${column} is null then 1 else 0 end = ${isNull ? 1 : 0}`)!
  }

/** A column of codes: any of the names given. */
export const code =
  (column: Column, names: readonly string[]): Field =>
  (wanted, context) => {
    const codes = checkIn(wanted as string[]).map((name) => names.indexOf(name as string))
    return within(column, codes, lookupBy(column, context, codes.length === 1))
  }

/** The time of rows that are numbered in its order: on each chain a range of numbers, and no index holds the time. */
export const time =
  (column: Column, table: Numbered): Field =>
  async (operators, { order, reader }) => {
    const range = (slot: number, lookup: Lookup) =>
      timeRange(operators as Operators, seen(table.id, lookup), (seconds) =>
        lowerBound(reader, table, column as SQLiteColumn, slot, seconds),
      )
    if (order !== undefined && 'slot' in order) return range(order.slot, 'LEAD')
    const lookup = order === undefined ? 'LEAD' : 'FOLLOW'
    const sides: SQL[] = []
    for (const { chain } of await reader.chains())
      sides.push(and(inSlot(table.id, chain.slot, lookup), await range(chain.slot, lookup))!)
    return or(...sides) ?? never
  }

/** A range of times as one of row numbers; `at` is the lowest number with a time of at least so many seconds. */
export const timeRange = async (
  operators: Operators,
  id: Column | SQL,
  at: (seconds: number) => Promise<number>,
): Promise<SQL> => {
  const conditions: SQL[] = []
  const number = sql`${id}`
  for (const [operator, operand] of Object.entries(operators)) {
    if (operand === null || operand === undefined) continue
    const seconds = operand as number
    if (operator === 'isNull') conditions.push(operand === true ? never : always)
    if (operator === 'gte' || operator === 'eq') conditions.push(gte(number, await at(seconds)))
    if (operator === 'gt') conditions.push(gte(number, await at(seconds + 1)))
    if (operator === 'lt') conditions.push(lt(number, await at(seconds)))
    if (operator === 'lte' || operator === 'eq') conditions.push(lt(number, await at(seconds + 1)))
  }
  return and(...conditions) ?? always
}

/** True or false by a condition. */
export const flag =
  (condition: SQL): Field =>
  (wanted) =>
    wanted === true ? condition : not(condition)

type Find = (values: readonly unknown[], context: FilterContext) => Promise<readonly number[]>

/** A column of row ids, filtered by what the outside calls these rows. */
const named =
  (column: Column, lookup: Find): Field =>
  async (operators, context) => {
    const conditions: SQL[] = []
    for (const [operator, operand] of Object.entries(operators as Operators)) {
      if (operand === null || operand === undefined) continue
      if (operator === 'isNull') conditions.push(nullness(column, operand === true, lookupBy(column, context, true)))
      else {
        const ids = await lookup(
          operator === 'eq' || operator === 'ne' ? [operand] : checkIn(operand as unknown[]),
          context,
        )
        conditions.push(operator === 'eq' || operator === 'in' ? within(column, ids) : outside(column, ids))
      }
    }
    return and(...conditions) ?? always
  }

/** A reference, or the row's own id, by global id. */
export const reference = (column: Column, type: string): Field =>
  named(column, (ids, context) => context.rowsOf(type, ids as string[]))

/** A reference to an account, by address. */
export const account = (column: Column): Field =>
  named(column, (addresses, context) => context.accountsOf(addresses as Hex[]))

/** "Has one of these": `has` is the condition that a row is related to one of some ids, or to anything at all. */
export const related =
  (has: (ids: readonly number[] | undefined) => SQL, lookup: Find): Field =>
  async (operators, context) => {
    const conditions: SQL[] = []
    for (const [operator, operand] of Object.entries(operators as Operators)) {
      if (operand === null || operand === undefined) continue
      if (operator === 'isNull') conditions.push(operand === true ? not(has(undefined)) : has(undefined))
      else {
        const ids = await lookup(
          operator === 'eq' || operator === 'ne' ? [operand] : checkIn(operand as unknown[]),
          context,
        )
        const condition = ids.length === 0 ? never : has(ids)
        conditions.push(operator === 'eq' || operator === 'in' ? condition : not(condition))
      }
    }
    return and(...conditions) ?? always
  }

/** `subject` is listed in a link table beside one of some ids; with no ids, beside anything. */
const linked =
  (subject: Column | SQL, link: { subject: Column; object: Column }) =>
  (ids: readonly number[] | undefined): SQL => {
    const which = ids === undefined ? sql`` : sql` where ${inArray(link.object, [...ids])}`
    return sql`${subject} in (select ${link.subject} from ${link.subject.table}${which})`
  }

export const relatedAccount = (subject: Column, link: { subject: Column; object: Column }): Field =>
  related(linked(subject, link), (addresses, context) => context.accountsOf(addresses as Hex[]))

/** Chains are in the ids, so a chain is a range of them. */
export const chain =
  (id: Column): Field =>
  async (operators, { reader, order }) => {
    const asked = order !== undefined && 'slot' in order ? order.slot : undefined
    const chains = (await reader.chains()).filter(({ chain }) => asked === undefined || chain.slot === asked)
    const wanted = chains.filter((state) => test(state.chain.id, operators as Operators))
    if (wanted.length === chains.length) return always
    const lookup = order === undefined ? 'LEAD' : 'FOLLOW'
    return or(...wanted.map((state) => inSlot(id, state.chain.slot, lookup))) ?? never
  }

export const inSlot = (id: Column, slot: number, lookup: Lookup = 'LEAD'): SQL => {
  const { first, end } = idRange(slot)
  const left = seen(id, lookup)
  return and(gte(left, first), lt(left, end))!
}

/** Rows of some markets. Markets are few and hold many rows each: rows are tested for theirs, and no index is entered by it. */
export const inMarkets = async (
  marketId: Column,
  wanted: readonly number[],
  { reader, order }: FilterContext,
): Promise<SQL> => {
  const asked = order !== undefined && 'slot' in order ? order.slot : undefined
  const ids = (await reader.markets()).map(({ id }) => id).filter((id) => asked === undefined || slotOf(id) === asked)
  const some = ids.filter((id) => wanted.includes(id))
  if (some.length === ids.length && some.length > 0) return always
  return within(marketId, some, order === undefined ? 'LEAD' : 'FOLLOW')
}

export const market =
  (marketId: Column): Field =>
  async (operators, context) => {
    const conditions: SQL[] = []
    for (const [operator, operand] of Object.entries(operators as Operators)) {
      if (operand === null || operand === undefined) continue
      if (operator === 'isNull') conditions.push(nullness(marketId, operand === true))
      else {
        const single = operator === 'eq' || operator === 'ne'
        const ids = await context.rowsOf('Market', (single ? [operand] : checkIn(operand as unknown[])) as string[])
        const condition = await inMarkets(marketId, ids, context)
        conditions.push(operator === 'eq' || operator === 'in' ? condition : not(condition))
      }
    }
    return and(...conditions) ?? always
  }

/** A protocol is a list of markets. */
export const protocol =
  (marketId: Column): Field =>
  async (names, context) =>
    inMarkets(marketId, await marketsOf(context.reader, names), context)

export const marketsOf = async (reader: Reader, names: unknown): Promise<number[]> => {
  const wanted = checkIn(names as string[])
  return (await reader.markets()).filter((market) => wanted.includes(market.protocol)).map((market) => market.id)
}
