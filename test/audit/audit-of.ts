import { type Audit, type AuditOptions, auditStore } from '../../src/audit/audit.ts'
import { createNodes } from '../../src/chain/nodes.ts'
import { systemClock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import type { Store } from '../../src/store/store.ts'

/** Audits a database as `daybook audit` does; without a node, as `daybook audit --offline`. */
export const auditOf = (store: Store, rpcUrl: string | null, over: Partial<AuditOptions> = {}): Promise<Audit> =>
  auditStore(store, {
    market: undefined,
    block: undefined,
    nodesOf:
      rpcUrl === null
        ? null
        : (chainId) => createNodes({ chainId, urls: [rpcUrl], concurrency: 8 }, { log: silentLog, clock: systemClock }),
    locate: false,
    recordsMax: 20_000,
    signal: new AbortController().signal,
    onFinding: () => {},
    onAsked: () => {},
    ...over,
  })
