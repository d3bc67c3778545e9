import type { Clock } from '../clock.ts'
import type { ChainConfig, Config } from '../config/config.ts'
import type { OpenBlock } from '../domain/block.ts'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { openPlace, recordedParts } from './chain-place.ts'
import { createContracts } from './contracts.ts'
import { recordDoubts } from './gaps.ts'
import { awaitHistory, createIndexMaker } from './history-indices.ts'
import { type Mend, mendMeanwhile, mendOnce } from './mend.ts'
import { openSource } from './open-source.ts'
import { createQuietGarbage } from './quiet-garbage.ts'
import { retireOthers } from './retire.ts'
import { askTaskStatuses } from './task-status.ts'
import { createTelemetry, type Progress } from './telemetry.ts'
import { describeTokens } from './token-metadata.ts'
import { createWriter } from './writer.ts'

export type RunOptions = {
  readonly store: Store
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  /** Ends at the nodes' heads as they are now, instead of following them. */
  readonly once: boolean
  readonly toBlock?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** How gaps are closed while it follows a chain; in this thread when left out. */
  readonly mend?: Mend | undefined
}

/** One chain's run: `historyIn` is called when all its final blocks are on record. */
type ChainRun = RunOptions & { readonly historyIn: () => Promise<void> }

/** How long a chain that failed rests before it is tried again. */
const RETRY_MS = 5_000
/** How often one is looked at again that only an operator can clear. */
const HALTED_MS = 30_000
/** Two who write in turns must not do so without a pause. */
const MOVED_MS = 250

/** Indexes every configured chain, each on its own: one that fails does not stop the others. */
export const runIndexer = async (options: RunOptions): Promise<void> => {
  const { config, store, clock } = options
  const used = config.chains.filter((chain) => config.markets.some((market) => market.chainId === chain.id))
  const ids = used.map(({ id }) => id)
  await retireOthers(store, ids, clock.now())
  await awaitHistory(store)
  const historyIn = createIndexMaker(store, options)
  const results = await Promise.allSettled(used.map((chain) => runChain(chain, { ...options, historyIn })))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

/** Follows a chain, and asks again beside it for what was left open. */
const runChain = async (chain: ChainConfig, options: ChainRun): Promise<void> => {
  const { store, config, log, clock, once, signal, mend } = options
  const ended = new AbortController()
  const stop = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal
  const mending = { store, chain, markets: config.markets, log, clock, signal: stop }
  const meanwhile = once
    ? null
    : mendMeanwhile(mending, mend).catch((error: unknown) => {
        if (!stop.aborted)
          log.error('Gaps are not closed any more', { chainId: chain.id, reason: known(error).message })
      })
  try {
    await keepFollowing(chain, options)
    if (once && !signal?.aborted) await mendOnce(mending)
  } finally {
    ended.abort()
    await meanwhile
  }
}

const keepFollowing = async (chain: ChainConfig, options: ChainRun): Promise<void> => {
  const { store, config, log, clock, once, signal, onProgress } = options
  const place = await openPlace(store, chain, config.markets)
  const telemetry = createTelemetry(store, chain.id, { now: clock.now, onProgress })
  await telemetry.turned('STARTING')
  while (!signal?.aborted) {
    try {
      await follow(chain, place, telemetry, options)
      break
    } catch (error) {
      const reason = known(error)
      if (reason.code === 'BOOKS_MOVED') {
        log.info('Another process wrote these books; they are read again', { chainId: chain.id })
        await clock.sleep(MOVED_MS, signal)
        continue
      }
      const passing = reason.action === 'retry-later'
      // The node may come to its senses, or an operator resolve it: until then nothing is written, and all is served.
      const waits = reason.code === 'REORG_TOO_DEEP'
      // A database that is gone cannot be told so.
      await telemetry.turned(passing ? 'STALLED' : 'HALTED', reason).catch(() => {})
      // What an operator must clear is not tried again: the books stay as they are, and are served.
      if (once || !(passing || waits)) throw reason
      log.warn('A chain stands still and is tried again', {
        chainId: chain.id,
        code: reason.code,
        reason: reason.message,
      })
      await clock.sleep(waits ? HALTED_MS : RETRY_MS, signal)
    }
  }
  if (signal?.aborted || once) await telemetry.turned('PAUSED')
}

/** Failures of a database that pass: busy or full (both), gone, starting, or in another's way (PostgreSQL's classes 08, 53, 55P03, 57P0, 40). */
const PASSING = /^(SQLITE_(BUSY|FULL|IOERR)|E(CONN|PIPE|NOTFOUND|TIMEDOUT)|CONNECT|57P0|08|53|40|55P03)/

/** An error as this program names it; a database driver's is found along its causes. */
const known = (error: unknown): DaybookError => {
  if (error instanceof DaybookError) return error
  for (
    let cause = error as { code?: unknown; message?: string; cause?: unknown } | undefined;
    cause;
    cause = cause.cause as typeof cause
  ) {
    if (!PASSING.test(String(cause.code ?? ''))) continue
    return new DaybookError('DATABASE_UNREACHABLE', `The database fails: ${cause.message ?? cause.code}.`, {
      cause: error,
    })
  }
  return new DaybookError('INVARIANT', String((error as Error).message ?? error), { cause: error })
}

type Place = Awaited<ReturnType<typeof openPlace>>
type Telemetry = ReturnType<typeof createTelemetry>

const follow = async (
  chain: ChainConfig,
  place: Place,
  telemetry: Telemetry,
  { store, log, clock, once, toBlock, signal, historyIn }: ChainRun,
): Promise<void> => {
  const contracts = createContracts(await recordedParts(store, place))
  const source = openSource(chain, place, contracts, { log, clock })
  const writer = await createWriter(store, place, { now: clock.now, contracts, ask: source.call })
  const held = {
    cursor: () => {
      const cursor = writer.cursor()
      return cursor && { number: cursor.block, hash: cursor.hash }
    },
    hashAt: writer.hashAt,
    finalized: () => writer.cursor()?.finalized ?? place.startBlock - 1,
  }
  const bounds = {
    held,
    once,
    looked: telemetry.looked,
    doubted: (open: readonly OpenBlock[]) =>
      recordDoubts(store, { chainId: chain.id, open, at: Math.floor(clock.now() / 1000) }),
    ...(toBlock === undefined ? {} : { toBlock }),
    ...(signal ? { signal } : {}),
  }
  const collectGarbage = once ? null : createQuietGarbage()
  for await (const event of source.events(bounds)) {
    switch (event.type) {
      case 'history':
        await writer.history(event)
        break
      case 'branch':
        await writer.branch(event)
        break
      case 'head':
        await writer.head(event)
        break
    }
    const cursor = writer.cursor()
    if (!cursor) continue
    const logs = event.type === 'head' ? 0 : event.blocks.reduce((sum, block) => sum + block.logs.length, 0)
    // The first blocks that are not final belong to it: what they add to indices would split most of their pages, full as they are made.
    const phase = event.type === 'history' && cursor.block < event.head ? 'BACKFILLING' : 'LIVE'
    if (phase === 'LIVE') await historyIn()
    await telemetry.moved({ phase, block: cursor.block, finalized: cursor.finalized, head: event.head, logs })
    if (phase !== 'LIVE') continue
    if (logs > 0) await describeTokens(store, place, source, event.head)
    await askTaskStatuses(store, place, source, event.head)
    await store.rest?.()
    collectGarbage?.()
  }
  if (once) await historyIn()
  const cursor = writer.cursor()
  if (!cursor) return
  await describeTokens(store, place, source, cursor.block)
  while ((await askTaskStatuses(store, place, source, cursor.block)) > 0);
}
