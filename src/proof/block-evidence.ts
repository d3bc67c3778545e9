import type { Hex } from '../domain/hex.ts'
import type { Entry } from './trie.ts'

/** What a node gives to prove something of a block. */
export type BlockEvidence = {
  /** The hash of its block at that height; null when it has none there. */
  readonly canonical: Hex | null
  /** RLP of the block's header, with the block's hash; null when it does not give that. */
  readonly headerRlp: Hex | null
  /** All receipts of the block as its trie holds them, in order; null unless their root is the header's. */
  readonly receipts: readonly Entry[] | null
  /** Why header or receipts are missing, in one sentence that names no node; null when nothing is. */
  readonly doubt: string | null
}

/** Asks the nodes of a chain for evidence; null when none is configured. Throws a DaybookError when none answers. */
export type Witness = (
  chainId: number,
  block: { readonly number: number; readonly hash: Hex },
  signal: AbortSignal,
) => Promise<BlockEvidence | null>
