import type { Hex } from './hex.ts'

// Block numbers, indices and times are safe integers (checked where they come in): bigint is kept for amounts.

/** A block's place in its chain. */
export type BlockRef = {
  readonly number: number
  readonly hash: Hex
  readonly parentHash: Hex
  readonly timestamp: number
}

/** A log as the chain holds it, in the order (transactionIndex, logIndex) of its block. */
export type Log = {
  readonly transactionHash: Hex
  readonly transactionIndex: number
  readonly logIndex: number
  readonly address: Hex
  /** 0 to 4 topics; the first is the event's signature hash unless the event is anonymous. */
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** How it is known that no log of a block is missing; each level includes those before it. */
export type ProofLevel = 'NONE' | 'HEADER_LINKED' | 'BLOOM_CONSISTENT' | 'RECEIPTS_PROVEN' | 'SECOND_SOURCE'

/** A block with all its logs of interest, checked to `level`. */
export type Block = BlockRef & {
  readonly level: ProofLevel
  /** Why less is proven of it than was asked for: one sentence. Left out when nothing is open. */
  readonly doubt?: string
  readonly logs: readonly Log[]
}

/** Blocks next to each other, `to` included, that reached the same level as their highest. */
export type LevelRun = { readonly from: number; readonly to: number; readonly level: ProofLevel }

/** A block of which less is proven than was asked for, and why. */
export type OpenBlock = { readonly number: number; readonly doubt: string }
