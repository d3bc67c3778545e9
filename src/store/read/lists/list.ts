import { type Column, getTableColumns } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Fields } from '../filter.ts'
import type { Direction, Term } from '../keyset.ts'
import type { Source } from '../page.ts'
import { QueryError } from '../query-error.ts'

/** What can be listed: where rows come from, which filters and orders they take. `key` is unique and ends every order. */
export type List = {
  readonly name: string
  readonly source: Source
  readonly key: string
  readonly filters: Fields
  /** Order fields of the API and the columns behind them. */
  readonly orders: Readonly<Record<string, string>>
  /** Rows are numbered per chain from 1, none left out, as they are made: what is said of times holds of numbers. */
  readonly numbered: boolean
}

export const tableList = <T extends SQLiteTable>(
  name: string,
  table: T,
  filters: Fields,
  orders: Readonly<Record<string, keyof T['_']['columns'] & string>> = {},
): List => {
  const columns = getTableColumns(table) as Record<string, Column>
  return {
    name,
    source: { from: table, columns },
    key: 'id',
    filters,
    orders,
    numbered: true,
  }
}

/** The schema's default direction stands where none is given. */
export type Order = { readonly field: string; readonly direction?: Direction }

const ORDERS_MAX = 4

/** The terms of an order, ended by the key in the direction of the last one: an index holds the two together. */
export const termsOf = (list: List, order: readonly Order[]): Term[] => {
  if (order.length > ORDERS_MAX)
    throw new QueryError('BAD_USER_INPUT', `orderBy takes at most ${ORDERS_MAX} fields; this one has ${order.length}.`)
  const named = order.map(({ field, direction = 'DESC' }) => ({ key: list.orders[field] ?? list.key, direction }))
  const last = named.at(-1)?.direction ?? 'ASC'
  return [...named, { key: list.key, direction: last }].map(({ key, direction }): Term => {
    const column = list.source.columns[key]!
    return { key, direction, column, nullable: !column.notNull && !column.primary }
  })
}
