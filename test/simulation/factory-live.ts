import { createChainSource } from '../../src/chain/source.ts'
import { systemClock } from '../../src/clock.ts'
import type { Config } from '../../src/config/config.ts'
import type { Ask } from '../../src/indexer/answers.ts'
import { openPlace, recordedParts } from '../../src/indexer/chain-place.ts'
import { createContracts } from '../../src/indexer/contracts.ts'
import { createWriter } from '../../src/indexer/writer.ts'
import { silentLog } from '../../src/log.ts'
import type { Store } from '../../src/store/store.ts'

// The indexer as src/indexer/run.ts puts it together, but for who answers questions: the fake node calls no contracts.

export type Bounds = { readonly once: boolean; readonly toBlock?: number; readonly signal?: AbortSignal }

/** Follows a chain with a memory of its own; an answer that fails ends it with that error. */
export const followWith = async (store: Store, config: Config, ask: Ask, bounds: Bounds): Promise<void> => {
  const chain = config.chains[0]!
  const place = await openPlace(store, chain, config.markets)
  const contracts = createContracts(await recordedParts(store, place))
  const source = createChainSource(
    {
      chainId: chain.id,
      urls: chain.rpc,
      finality: chain.finality,
      completeness: chain.completeness,
      startBlock: place.startBlock,
      filters: contracts.filters(),
      discover: contracts.discover,
      ...(chain.rangeBlocksMax === undefined ? {} : { rangeBlocksMax: chain.rangeBlocksMax }),
      ...(chain.pollMs === undefined ? {} : { pollMs: chain.pollMs }),
    },
    { log: silentLog, clock: systemClock },
  )
  const writer = await createWriter(store, place, { now: () => 0, contracts, ask })
  const held = {
    cursor: () => {
      const cursor = writer.cursor()
      return cursor && { number: cursor.block, hash: cursor.hash }
    },
    hashAt: writer.hashAt,
    finalized: () => writer.cursor()?.finalized ?? place.startBlock - 1,
  }
  for await (const event of source.events({ held, ...bounds })) {
    if (event.type === 'history') await writer.history(event)
    else if (event.type === 'branch') await writer.branch(event)
    else await writer.head(event)
  }
}

/** Indexes to the node's head as it is now, or to a block, however often an answer fails on the way. */
export const indexWith = async (store: Store, config: Config, ask: Ask, toBlock?: number): Promise<void> => {
  const bounds = { once: true, ...(toBlock === undefined ? {} : { toBlock }) }
  for (;;) {
    const failure = await followWith(store, config, ask, bounds).then(() => null, asUnanswered)
    if (failure === null) return
  }
}

/** Follows the node until told to stop, and begins again where an answer failed. */
export const followLiveWith = (store: Store, config: Config, ask: Ask): { stop(): Promise<void> } => {
  const abort = new AbortController()
  const done = (async () => {
    while (!abort.signal.aborted)
      await followWith(store, config, ask, { once: false, signal: abort.signal }).catch(asUnanswered)
  })()
  return {
    stop: async () => {
      abort.abort()
      await done
    },
  }
}

const asUnanswered = (error: unknown): unknown => {
  if ((error as { code?: unknown }).code === 'RPC_UNAVAILABLE') return error
  throw error
}
