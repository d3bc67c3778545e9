import type { Hex } from '../domain/hex.ts'
import { together } from '../store/read/later.ts'
import { createReader } from '../store/read/reader.ts'
import type { Db, Store } from '../store/store.ts'
import type { Bill, OperationContext, Outcome, Service } from './context.ts'
import { createLists } from './lists.ts'
import { createLoaders } from './loaders.ts'
import { rowsOfIds } from './lookup.ts'
import { partsOf } from './node-ids.ts'
import type { Shown } from './reads.ts'

const unheard: Outcome = { whole: () => {}, momentary: () => {} }

/** The context of one operation on one snapshot. */
export const createContext = (
  store: Store,
  db: Db,
  service: Service,
  bill: Bill,
  outcome: Outcome = unheard,
): OperationContext => {
  const reader = createReader(db, store.tables)
  const now = Math.floor(Date.now() / 1_000)
  let known: Shown | undefined
  const shown = (type: string) => known?.get(type)
  const context: OperationContext = {
    service,
    bill,
    outcome,
    moment: () => {
      outcome.momentary()
      return { bill, evidence: service.evidence, now }
    },
    reader,
    lists: createLists(reader),
    load: createLoaders(reader, shown),
    shown,
    shows: (all) => {
      // PostgreSQL keeps statements by their names on each connection, for good: it gets one for each table, of whole rows.
      if (store.dialect === 'sqlite') known = all
    },
    filter: {
      reader,
      rowsOf: (type, ids) => rowsOfIds(context, type, ids),
      addressOf: (id) => partsOf('Contributor', id)[0] as Hex,
      accountsOf: async (addresses) =>
        (await together(addresses.map((address) => context.load.accountsOf.load(address)))).flatMap((rows) =>
          rows.map((row) => row.id),
        ),
    },
  }
  return context
}
