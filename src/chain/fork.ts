import type { Hex } from '../domain/hex.ts'
import type { Cursor } from './event.ts'

type Seen = { readonly number: number; readonly hash: Hex; readonly parentHash: Hex }

/** What a node's head means to a consumer that holds blocks up to its cursor. */
export type Relation =
  /** The consumer holds nothing yet. */
  | 'start'
  /** The head is what the consumer holds. */
  | 'duplicate'
  /** The head follows directly on the cursor. */
  | 'extend'
  /** The cursor is on the node's chain, and more than one block behind. */
  | 'gap'
  /** The node is behind the cursor, on the same chain as far as can be told: it says nothing new, and nothing is undone. */
  | 'lag'
  /** The node has another block where the consumer holds one. */
  | 'fork'
  /** What the node says does not fit together: it changed its mind between two answers. */
  | 'unsettled'

export type Heard = {
  readonly cursor: Cursor
  /** The hash the consumer holds at a height, if it holds one. */
  readonly hashAt: (number: number) => Hex | undefined
  readonly head: Seen
  /** The node's own block at the cursor's height; null when it has none. */
  readonly at: Seen | null
}

/**
 * Only another hash at a height that is held makes a fork. A lower head with a known hash is a node that lags: taken for a
 * reorganisation, it would undo blocks that nobody has taken back.
 */
export const relate = ({ cursor, hashAt, head, at }: Heard): Relation => {
  if (cursor === null) return 'start'
  if (head.number < cursor.number) {
    const held = hashAt(head.number)
    return held === undefined || held === head.hash ? 'lag' : 'fork'
  }
  if (at === null) return 'unsettled'
  if (at.hash !== cursor.hash) return 'fork'
  if (head.number === cursor.number) return head.hash === cursor.hash ? 'duplicate' : 'unsettled'
  if (head.number > cursor.number + 1) return 'gap'
  return head.parentHash === cursor.hash ? 'extend' : 'unsettled'
}
