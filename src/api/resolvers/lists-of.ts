import { eq } from 'drizzle-orm'
import type { Rows } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { type Connection, connect, type ListArgs } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Within } from '../pages.ts'

type ListNames = {
  tasks: 'tasks'
  submissions: 'submissions'
  reviews: 'reviews'
  datasets: 'datasets'
  purchases: 'purchases'
  rewards: 'rewards'
  payouts: 'payouts'
  fees: 'fees'
}

/** A list of rows as they are, narrowed to a parent. */
export const listOf = <N extends keyof ListNames>(
  context: Context,
  name: N,
  args: ListArgs,
  scope = '',
  within?: Within,
): Promise<Connection<Rows[N]>> =>
  connect(context, context.lists[name], args, { within, scope, node: (row) => row as Rows[N] })

/** The field of a parent that lists the rows pointing at it. */
export const children =
  <N extends keyof ListNames, C extends keyof Rows[N] & string>(name: N, column: C) =>
  (parent: { readonly id: number }, args: ListArgs, context: Context): Promise<Connection<Rows[N]>> => {
    const table = context.reader.tables[name] as unknown as Record<string, Tables['tasks']['id']>
    return listOf(context, name, args, `${column}:${parent.id}`, eq(table[column]!, parent.id))
  }
