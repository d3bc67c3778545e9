import { and, type Column, gte, inArray, lt, not, or, type SQL, sql } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { always, checkIn, compare, never, nullness, type Operators, outside, test, within } from './operators.ts'
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
  return where === null || where === undefined || Object.keys(where).length === 0 ? undefined : all(where, 1)
}

const isOperators = (value: unknown): value is Operators =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A plain column: numbers, amounts, hashes, times and text. */
export const value =
  (column: Column): Field =>
  (operators) =>
    compare(column, operators as Operators)

/** A column of codes: any of the names given. */
export const code =
  (column: Column, names: readonly string[]): Field =>
  (wanted) =>
    within(
      column,
      checkIn(wanted as string[]).map((name) => names.indexOf(name as string)),
    )

/** True or false by a condition. */
export const flag =
  (condition: SQL): Field =>
  (wanted) =>
    wanted === true ? condition : not(condition)

type Lookup = (values: readonly unknown[], context: FilterContext) => Promise<readonly number[]>

/** A column of row ids, filtered by what the outside calls these rows. */
const named =
  (column: Column, lookup: Lookup): Field =>
  async (operators, context) => {
    const conditions: SQL[] = []
    for (const [operator, operand] of Object.entries(operators as Operators)) {
      if (operand === null || operand === undefined) continue
      if (operator === 'isNull') conditions.push(nullness(column, operand === true))
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
  (has: (ids: readonly number[] | undefined) => SQL, lookup: Lookup): Field =>
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
  async (operators, { reader }) => {
    const chains = await reader.chains()
    const wanted = chains.filter((state) => test(state.chain.id, operators as Operators))
    if (wanted.length === chains.length) return always
    return or(...wanted.map((state) => inSlot(id, state.chain.slot))) ?? never
  }

export const inSlot = (id: Column, slot: number): SQL => {
  const { first, end } = idRange(slot)
  return and(gte(id, first), lt(id, end))!
}

/** Markets are few: a protocol is a list of their ids. */
export const protocol =
  (marketId: Column): Field =>
  async (names, { reader }) =>
    within(marketId, await marketsOf(reader, names))

export const marketsOf = async (reader: Reader, names: unknown): Promise<number[]> => {
  const wanted = checkIn(names as string[])
  return (await reader.markets()).filter((market) => wanted.includes(market.protocol)).map((market) => market.id)
}
