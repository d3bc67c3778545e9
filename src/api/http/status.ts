import type { Log } from '../../log.ts'
import { readCompleteness } from '../../store/read/completeness.ts'
import { createReader } from '../../store/read/reader.ts'
import { reorgSummary, type SyncStatus, syncStatus } from '../../store/read/status.ts'
import type { Store } from '../../store/store.ts'
import { type Answer, json } from './answer.ts'

const instant = (seconds: number | undefined): string | null =>
  seconds === undefined ? null : new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z')

/** Where every chain stands, from one snapshot. */
export const statuses = (store: Store): Promise<SyncStatus[]> =>
  store.read(async (db) => {
    const now = Math.floor(Date.now() / 1_000)
    const reader = createReader(db, store.tables)
    const found: SyncStatus[] = []
    for (const state of await reader.chains()) found.push(await syncStatus(reader, state, now))
    return found
  })

/** The same names as SyncStatus in the schema. */
export const answerStatus = async (store: Store): Promise<Answer> =>
  store.read(async (db) => {
    const reader = createReader(db, store.tables)
    const now = Math.floor(Date.now() / 1_000)
    const chains = []
    for (const state of await reader.chains()) {
      const status = await syncStatus(reader, state, now)
      const reorgs = await reorgSummary(reader, state.chain.id)
      chains.push({
        chainId: state.chain.id,
        name: state.chain.name,
        phase: status.phase,
        ready: status.ready,
        reason: status.reason,
        retired: status.retired,
        startBlock: state.chain.startBlock,
        indexedBlock: state.cursor?.block ?? null,
        indexedBlockHash: state.cursor?.hash ?? null,
        indexedTimestamp: instant(state.cursor?.timestamp),
        headBlock: status.headBlock,
        finalizedBlock: status.finalizedBlock,
        lagBlocks: status.lagBlocks,
        lagSeconds: status.lagSeconds,
        progressBps: status.progressBps,
        etaSeconds: status.etaSeconds,
        blocksPerSecond: status.blocksPerSecond,
        completeness: await readCompleteness(reader, state.chain, state.cursor),
        eventCount: status.eventCount,
        reorgCount: reorgs.count,
        deepestReorg: reorgs.deepest,
        measuredAt: instant(status.measuredAt),
        lastError: status.lastError,
      })
    }
    return json(200, { chains })
  })

/**
 * Ready: blocks of every chain come in, or would if there were any. Chains that no configuration names any more do not count. A
 * database that cannot be read is not ready either, and says so here instead of failing.
 */
export const answerReady = async (store: Store, log: Log): Promise<Answer> => {
  const all = await statuses(store).catch((error: unknown) => {
    log.error('The database cannot be read', { error: String(error) })
    return undefined
  })
  if (all === undefined) return json(503, { ready: false, reasons: ['The database cannot be read.'] })
  const awaited = all.filter(({ retired }) => !retired)
  const reasons = awaited.flatMap(({ reason }) => reason ?? [])
  if (awaited.length === 0) reasons.push('No chain is indexed yet.')
  return reasons.length === 0 ? json(200, { ready: true }) : json(503, { ready: false, reasons })
}
