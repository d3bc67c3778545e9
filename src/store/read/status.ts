import { count, eq, max } from 'drizzle-orm'
import type { Rows } from '../store.ts'
import { readBlockTimes } from './block-times.ts'
import { publicError } from './last-error.ts'
import type { ChainState, Reader } from './reader.ts'
import { reasonNotReady } from './readiness.ts'

/** Where the indexer stands on one chain, as a client sees it at `now`. */
export type SyncStatus = {
  readonly state: ChainState
  readonly phase: Rows['syncStatus']['phase']
  readonly ready: boolean
  /** Why it is not ready: one sentence; null when it is. */
  readonly reason: string | null
  /** Why nobody waits for it: no indexer's configuration names it any more. It is not ready, and makes nothing else unready. */
  readonly retired: boolean
  /** Seconds since the newest block held last changed; null when it never did. */
  readonly idleSeconds: number | null
  readonly headBlock: number | null
  readonly finalizedBlock: number | null
  readonly lagBlocks: number | null
  readonly lagSeconds: number | null
  readonly progressBps: number
  readonly etaSeconds: number | null
  readonly blocksPerSecond: string
  readonly eventCount: number
  readonly measuredAt: number
  readonly lastError: string | null
}

const progress = ({ chain, cursor }: ChainState, head: number | null): number => {
  if (cursor === undefined || head === null) return 0
  const all = head - chain.startBlock + 1
  if (all <= 0) return 10_000
  return Math.max(0, Math.min(10_000, Math.floor(((cursor.block - chain.startBlock + 1) * 10_000) / all)))
}

const thousandths = (value: number): string => `${Math.floor(value / 1_000)}.${String(value % 1_000).padStart(3, '0')}`

/** `now` is the wall clock in seconds: the one thing here that no snapshot holds. */
export const syncStatus = async (reader: Reader, state: ChainState, now: number): Promise<SyncStatus> => {
  const { cursor, status } = state
  const headBlock = status?.head ?? null
  const lagBlocks = headBlock === null || cursor === undefined ? null : Math.max(0, headBlock - cursor.block)
  const rate = status?.milliBlocksPerSecond ?? 0
  const retired = status !== undefined && status.retiredAt !== null
  const times = await readBlockTimes(reader, state.chain.slot)
  const reason = retired
    ? `Chain ${state.chain.id}: no longer in the configuration.`
    : reasonNotReady({ state, times, lag: lagBlocks, now })
  const live = status?.phase === 'LIVE'
  return {
    state,
    phase: status?.phase ?? 'STARTING',
    ready: reason === null,
    reason,
    retired,
    idleSeconds: status?.advancedAt == null ? null : Math.max(0, now - status.advancedAt),
    headBlock,
    finalizedBlock: status?.finalized ?? null,
    lagBlocks,
    lagSeconds: cursor === undefined ? null : Math.max(0, now - cursor.timestamp),
    progressBps: progress(state, headBlock),
    etaSeconds: live || lagBlocks === null || rate === 0 ? null : Math.ceil((lagBlocks * 1_000) / rate),
    blocksPerSecond: thousandths(rate),
    eventCount: cursor?.counters.logs ?? 0,
    measuredAt: status?.measuredAt ?? now,
    lastError: publicError(status?.errorCode ?? null, status?.lastError ?? null),
  }
}

/** Reorganisations of a chain: how many, and the deepest. */
export const reorgSummary = async (
  { db, tables }: Reader,
  chainId: number,
): Promise<{ count: number; deepest: number }> => {
  const [row] = await db
    .select({ count: count(), deepest: max(tables.reorgs.depth) })
    .from(tables.reorgs)
    .where(eq(tables.reorgs.chainId, chainId))
  return { count: Number(row?.count ?? 0), deepest: Number(row?.deepest ?? 0) }
}
