import type { Hex } from '../domain/hex.ts'

/** When a block counts as settled: the node's own tag, or a distance from the head. */
export type FinalityRule = 'finalized' | { depth: number } | { seconds: number }

/** How much is proved while indexing; each includes those before it. */
export type CompletenessRule = 'linked' | 'bloom'

/** A protocol that the program speaks, as far as a configuration goes: its name, and the roles of `markets[].contracts`. */
export type KnownProtocol = { readonly name: string; readonly roles: readonly string[] }

export type ChainConfig = {
  id: number
  name: string
  /** URLs with keys: only their hosts may be shown. */
  rpc: string[]
  finality: FinalityRule
  completeness: CompletenessRule
  rangeBlocksMax?: number
  concurrency?: number
  pollMs?: number
}

export type MarketConfig = {
  protocol: string
  chainId: number
  /** Lower case. */
  address: Hex
  startBlock: number
  name: string | null
  /** Other contracts of the market, by role. */
  contracts?: Record<string, Hex[]>
  /** Whose reviews count in summaries; all when left out. */
  trustedAssessors?: Hex[]
}

/** What the whole program runs by: checked, with defaults filled in and the environment applied. */
export type Config = {
  name: string
  /** `sqlite:PATH` or `postgres://…`. */
  database: string
  chains: ChainConfig[]
  markets: MarketConfig[]
}
