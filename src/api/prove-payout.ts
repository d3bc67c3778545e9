import type { Witness } from '../proof/block-evidence.ts'
import type { Store } from '../store/store.ts'
import { createContext } from './create-context.ts'
import { createEvidence } from './evidence.ts'
import { find } from './lookup.ts'
import { partsOf } from './node-ids.ts'
import { verifyPayout } from './payout-verification.ts'
import type { PayoutVerificationSource } from './sources.ts'

/** Nobody is billed for what an operator asks at the command line. */
const free = { allowed: true, limit: 0, used: 0, remaining: 0, resetAt: 0 } as const
const bill = { charge: () => free, allowance: free, count: null }

/** Verifies a payout by its global id, as the API does; null when nothing is indexed under it. Throws QueryError when it is no id. */
export const provePayout = (store: Store, witness: Witness, id: string): Promise<PayoutVerificationSource | null> =>
  store.read(async (db) => {
    const service = { name: '', version: '', schemaHash: '', evidence: createEvidence(witness) }
    const context = createContext(store, db, service, { ...bill })
    const payout = await find.Payout(context, partsOf('Payout', id))
    return payout === undefined ? null : verifyPayout(context, payout)
  })
