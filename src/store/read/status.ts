import { count, eq, max } from 'drizzle-orm'
import type { Rows } from '../store.ts'
import type { ChainState, Reader } from './reader.ts'

/** A status older than this says that the indexer is gone, whatever phase it last reported. */
const STALE_SECONDS = 60
/** A chain that follows its head is now and then a few blocks behind it. */
const LAG_BLOCKS_MAX = 10

/** Where the indexer stands on one chain, as a client sees it at `now`. */
export type SyncStatus = {
  readonly state: ChainState
  readonly phase: Rows['syncStatus']['phase']
  readonly ready: boolean
  /** Why it is not ready: one sentence; null when it is. */
  readonly reason: string | null
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

const reasonOf = (state: ChainState, lag: number | null, now: number): string | null => {
  const { chain, status } = state
  if (status === undefined) return `Chain ${chain.id}: the indexer has not reported yet.`
  const age = now - status.measuredAt
  if (age > STALE_SECONDS) return `Chain ${chain.id}: the indexer last reported ${age} seconds ago.`
  if (status.phase !== 'LIVE') return `Chain ${chain.id}: ${status.phase}.`
  if (lag === null) return `Chain ${chain.id}: no node answers.`
  if (lag > LAG_BLOCKS_MAX) return `Chain ${chain.id}: ${lag} blocks behind its head.`
  return null
}

const progress = ({ chain, cursor }: ChainState, head: number | null): number => {
  if (cursor === undefined || head === null) return 0
  const all = head - chain.startBlock + 1
  if (all <= 0) return 10_000
  return Math.max(0, Math.min(10_000, Math.floor(((cursor.block - chain.startBlock + 1) * 10_000) / all)))
}

const thousandths = (value: number): string => `${Math.floor(value / 1_000)}.${String(value % 1_000).padStart(3, '0')}`

/** `now` is the wall clock in seconds: the one thing here that no snapshot holds. */
export const syncStatus = (state: ChainState, now: number): SyncStatus => {
  const { cursor, status } = state
  const headBlock = status?.head ?? null
  const lagBlocks = headBlock === null || cursor === undefined ? null : Math.max(0, headBlock - cursor.block)
  const rate = status?.milliBlocksPerSecond ?? 0
  const reason = reasonOf(state, lagBlocks, now)
  const live = status?.phase === 'LIVE'
  return {
    state,
    phase: status?.phase ?? 'STARTING',
    ready: reason === null,
    reason,
    headBlock,
    finalizedBlock: status?.finalized ?? null,
    lagBlocks,
    lagSeconds: cursor === undefined ? null : Math.max(0, now - cursor.timestamp),
    progressBps: progress(state, headBlock),
    etaSeconds: live || lagBlocks === null || rate === 0 ? null : Math.ceil((lagBlocks * 1_000) / rate),
    blocksPerSecond: thousandths(rate),
    eventCount: cursor?.counters.logs ?? 0,
    measuredAt: status?.measuredAt ?? now,
    lastError: status?.lastError ?? null,
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
