import { type ChainSource, createChainSource } from '../chain/source.ts'
import type { Clock } from '../clock.ts'
import type { ChainConfig } from '../config/config.ts'
import type { Hex } from '../domain/hex.ts'
import type { Log } from '../log.ts'
import { grows } from '../protocols/registry.ts'
import type { ChainPlace } from './chain-place.ts'
import { createContracts, type Part } from './contracts.ts'

/** What reading a chain takes, as data: whoever reads it learns of further contracts by itself. */
export type SourceGiven = {
  readonly chain: ChainConfig
  readonly place: Pick<ChainPlace, 'startBlock' | 'markets'>
  /** The contracts that are known to begin with. */
  readonly parts: readonly (readonly [Hex, Part])[]
}

type Around = { readonly log: Log; readonly clock: Clock }

/** A source as following a chain needs it; `close` ends what `events` left under way. */
export type Feed = Pick<ChainSource, 'events' | 'call'> & { close(): void }
export type OpenFeed = (given: SourceGiven, around: Around) => Feed

/** The chain's nodes, asked for all that the markets' contracts make wanted. */
export const openSource = ({ chain, place, parts }: SourceGiven, around: Around): ChainSource => {
  const contracts = createContracts(parts)
  return createChainSource(
    {
      chainId: chain.id,
      urls: chain.rpc,
      finality: chain.finality,
      completeness: chain.completeness,
      startBlock: place.startBlock,
      filters: contracts.filters(),
      ...(place.markets.some(({ protocol }) => grows(protocol)) ? { discover: contracts.discover } : {}),
      ...(chain.rangeBlocksMax === undefined ? {} : { rangeBlocksMax: chain.rangeBlocksMax }),
      ...(chain.concurrency === undefined ? {} : { concurrency: chain.concurrency }),
      ...(chain.pollMs === undefined ? {} : { pollMs: chain.pollMs }),
    },
    around,
  )
}

/** Reads in the thread that asks. */
export const openFeed: OpenFeed = (given, around) => ({ ...openSource(given, around), close: () => {} })
