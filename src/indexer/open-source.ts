import { type ChainSource, createChainSource } from '../chain/source.ts'
import type { Clock } from '../clock.ts'
import type { ChainConfig } from '../config/config.ts'
import type { Log } from '../log.ts'
import { grows } from '../protocols/registry.ts'
import type { ChainPlace } from './chain-place.ts'
import type { Contracts } from './contracts.ts'

/** The chain's nodes, asked for all that the markets' contracts make wanted. */
export const openSource = (
  chain: ChainConfig,
  place: ChainPlace,
  contracts: Contracts,
  around: { readonly log: Log; readonly clock: Clock },
): ChainSource =>
  createChainSource(
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
