import { eq } from 'drizzle-orm'
import type { Rows } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { type Connection, connect, type ListArgs } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Within } from '../pages.ts'
import { reads } from '../reads.ts'

/** Lists of rows that are read to be shown, and the types they are shown as. */
const types = {
  tasks: 'Task',
  submissions: 'Submission',
  reviews: 'Review',
  datasets: 'Dataset',
  purchases: 'Purchase',
  rewards: 'Reward',
  payouts: 'Payout',
  fees: 'FeeCharge',
} as const
type ListName = keyof typeof types

/** A list of rows as they are, narrowed to a parent. */
export const listOf = <N extends ListName>(
  context: Context,
  name: N,
  args: ListArgs,
  scope = '',
  within?: Within,
): Promise<Connection<Rows[N]>> =>
  connect(context, context.lists[name], args, { within, scope, shownAs: types[name], node: (row) => row as Rows[N] })

/** The field of a parent that lists the rows pointing at it. */
export const children = <N extends ListName, C extends keyof Rows[N] & string>(name: N, column: C) =>
  reads(['id'], (parent: { readonly id: number }, args: ListArgs, context: Context): Promise<Connection<Rows[N]>> => {
    const table = context.reader.tables[name] as unknown as Record<string, Tables['tasks']['id']>
    return listOf(context, name, args, `${column}:${parent.id}`, eq(table[column]!, parent.id))
  })
