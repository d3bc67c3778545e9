import { present } from '../known.ts'
import type { Loaders } from '../loaders.ts'
import type { AccountSource } from '../sources.ts'

/** The account behind a row's reference: named by its address, whatever the chain. */
export const accountRef = async (load: Loaders, id: number | null): Promise<AccountSource | null> =>
  id === null ? null : accountOf(load, id)

export const accountOf = async (load: Loaders, id: number): Promise<AccountSource> => ({
  address: present(await load.account.load(id), 'account').address,
})
