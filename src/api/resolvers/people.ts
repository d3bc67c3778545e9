import type { Column } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { slotOf } from '../../store/ids.ts'
import type { Soon } from '../../store/read/later.ts'
import { within } from '../../store/read/operators.ts'
import type { Rows } from '../../store/store.ts'
import type { ListArgs } from '../connection.ts'
import type { Context } from '../context.ts'
import { listOf } from './lists-of.ts'

/** Accounts of an address, one per chain, in a steady order. */
export const accountsOf = ({ load }: Context, address: Hex): Soon<readonly Rows['accounts'][]> =>
  load.accountsOf.load(address)

export const accountIds = async (context: Context, address: Hex): Promise<number[]> =>
  (await accountsOf(context, address)).map((account) => account.id)

/** Contributor rows of an address, one per chain on which it contributed. */
export const contributorRows = async (context: Context, address: Hex): Promise<Rows['contributors'][]> => {
  const ids = await accountIds(context, address)
  return (await Promise.all(ids.map((id) => context.load.contributorsOf.load(id)))).flat()
}

type Lists = 'tasks' | 'submissions' | 'reviews' | 'purchases' | 'rewards' | 'payouts' | 'fees'

/** The field of a person that lists rows naming it in `column`. */
export const byPerson =
  <N extends Lists>(name: N, column: keyof Rows[N] & string) =>
  async ({ address }: { readonly address: Hex }, args: ListArgs, context: Context) => {
    const table = context.reader.tables[name] as unknown as Record<string, Column>
    const ids = await accountIds(context, address)
    const ofPerson = (slot?: number) =>
      within(
        table[column]!,
        ids.filter((id) => slot === undefined || slotOf(id) === slot),
      )
    return listOf(context, name, args, `${column}:${address}`, ofPerson)
  }
