import type { Block, BlockRef, LevelRun, OpenBlock } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'

/** What a consumer applies, in the order it comes. */
export type ChainEvent =
  /** Blocks after the cursor, ascending, all final at `finalized`; only those that hold logs of interest are listed. */
  | {
      readonly type: 'history'
      readonly blocks: readonly Block[]
      /** The last block covered, with its header. */
      readonly through: BlockRef
      /** Which level each of the blocks covered reached, listed or not: without a hole, ascending. */
      readonly levels: readonly LevelRun[]
      /** Those of them that are not as complete as was asked for, ascending. */
      readonly open: readonly OpenBlock[]
      readonly finalized: number
      readonly head: number
    }
  /**
   * The branch after `ancestor`, ascending, hash-linked, every block listed (also empty ones). When `ancestor` is below what the
   * consumer holds, it first undoes everything above it.
   */
  | {
      readonly type: 'branch'
      readonly ancestor: number
      readonly blocks: readonly Block[]
      readonly finalized: number
      readonly head: number
    }
  /** Nothing new but finality or the head moved. */
  | { readonly type: 'head'; readonly finalized: number; readonly head: number }

/** The consumer's newest block; null before the first. */
export type Cursor = { readonly number: number; readonly hash: Hex } | null

/** The consumer's side of fork choice, read when deciding: each event is applied before the next is asked for. */
export type Held = {
  cursor(): Cursor
  /** Must know every block held above `finalized()`, and the one at it where that is kept. */
  hashAt(number: number): Hex | undefined
  finalized(): number
}
