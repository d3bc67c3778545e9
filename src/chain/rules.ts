import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'

/** What logs the index wants. `addresses` asks for every log of these contracts (unknown events are kept raw too). */
export type LogFilter =
  /** Every log these contracts emit. */
  | { readonly addresses: readonly Hex[] }
  /** Of any contract, by topics: e.g. ERC-20 Transfer from or to a set of holders. */
  | {
      readonly topics: readonly (readonly Hex[] | null)[]
      /** Only of the stretch of blocks whose logs made it wanted. */
      readonly once?: true
    }

/** Which logs are wanted; it grows as logs announce further contracts. */
export type Wanted = {
  /** What is wanted from the start (for a restart: all that was learnt before). */
  readonly filters: readonly LogFilter[]
  /**
   * What these logs make wanted besides. It is called with all logs of a stretch of blocks in their order, stretch after stretch,
   * perhaps several times with the same ones, and also with those of branches that are given up later. It need not return again
   * what it returned before, but for what is wanted once: nothing else that is wanted is ever forgotten.
   */
  readonly discover?: (logs: readonly Log[]) => readonly LogFilter[]
}

/** Which blocks no reorganisation can take back: by the node's tag, by depth, or by age on the chain's own clock. */
export type Finality = 'finalized' | { readonly depth: number } | { readonly seconds: number }
