import { after, type Soon } from '../../store/read/later.ts'
import { presently } from '../known.ts'
import type { Loaders } from '../loaders.ts'
import type { AccountSource } from '../sources.ts'

/** The account behind a row's reference: named by its address, whatever the chain. */
export const accountRef = (load: Loaders, id: number | null): Soon<AccountSource | null> =>
  id === null ? null : accountOf(load, id)

export const accountOf = (load: Loaders, id: number): Soon<AccountSource> =>
  after(presently(load.account.load(id), 'account'), ({ address }) => ({ address }))
