import type { CompletenessRule } from '../domain/completeness.ts'
import type { Hex } from '../domain/hex.ts'

/** When a block counts as settled: the node's own tag, or a distance from the head. */
export type FinalityRule = 'finalized' | { depth: number } | { seconds: number }

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
  /** Whether blocks come by a schedule, or only when something is to be mined; by the chain's id when left out. */
  pace?: 'scheduled' | 'on-demand'
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

/** Documents that records point at: whether they are fetched, from where, and what that may take. */
export type MetadataConfig = {
  /** Whether the network is asked at all: hosts and gateways then learn what this index reads. */
  fetch: boolean
  /** Plain http too. */
  http: boolean
  ports: number[]
  /** URLs without a path of their own; they may be in a private network. */
  ipfsGateways: string[]
  arweaveGateways: string[]
  documentBytesMax: number
  storageBytesMax: number
  concurrency: number
  /** For one request. */
  timeoutSeconds: number
}

/** What one client may ask of the API, and what the API keeps in memory. */
export type ApiConfig = {
  /** Points of one operation. */
  costMax: number
  /** Points of one client in a minute; when left out, a default that leaves programs on this machine alone. */
  pointsPerMinute?: number
  /** Proxies in front of the API whose X-Forwarded-For is believed. */
  trustedProxies: number
  /** Of answers that are kept for as long as the books do not change; 0 for none. */
  answersBytesMax: number
}

/** What the whole program runs by: checked, with defaults filled in and the environment applied. */
export type Config = {
  name: string
  /** `sqlite:PATH` or `postgres://…`. */
  database: string
  chains: ChainConfig[]
  markets: MarketConfig[]
  /** Nothing is fetched when left out. */
  metadata?: MetadataConfig
  /** Defaults when left out. */
  api?: ApiConfig
}
