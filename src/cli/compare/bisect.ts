import { CHECKPOINT_BLOCKS } from '../../store/digest.ts'
import type { Side } from './sides.ts'

/** Where two sides' digests part: equal at the end of `after` (null: no earlier block is known), different at the end of `through`. */
export type Parting = { readonly after: number | null; readonly through: number }

/** What digests alone tell: the newest block at which both sides keep a state, and where they part up to it. */
export type ByDigests = { readonly comparedAt: number; readonly parting: Parting | null }

type Pair = { readonly block: number; readonly equal: boolean }

/** Blocks at whose end states are kept: the last of each stretch of history, and all that are not final on either side. */
const candidates = (a: Side, b: Side, through: number): number[] => {
  const start = Math.min(a.startBlock, b.startBlock)
  const settled = Math.min(through, Math.max(a.finalized, b.finalized))
  const ends: number[] = []
  const first = Math.floor(start / CHECKPOINT_BLOCKS) * CHECKPOINT_BLOCKS + CHECKPOINT_BLOCKS - 1
  for (let block = first; block < settled; block += CHECKPOINT_BLOCKS) ends.push(block)
  for (let block = settled; block <= through; block++) ends.push(block)
  return ends
}

/**
 * Finds the narrowest stretch of blocks in which two sides part, by asking both for digests of O(log n) blocks. What parts and
 * comes together again in between is not seen: raw logs are rows too, so that sides that hold other logs stay apart.
 * Null when there is no block at which both keep a state.
 */
export const bisectDigests = async (a: Side, b: Side, through: number): Promise<ByDigests | null> => {
  const blocks = candidates(a, b, through)
  const pairAt = async (at: number): Promise<Pair | null> => {
    const block = blocks[at]!
    const [x, y] = await Promise.all([a.digestAt(block), b.digestAt(block)])
    return x && y ? { block, equal: x.digest === y.digest && x.algorithm === y.algorithm } : null
  }
  /** The first comparable place from `at` towards `end`, which is left out. */
  const seek = async (at: number, end: number): Promise<{ at: number; pair: Pair } | null> => {
    for (let i = at; i !== end; i += Math.sign(end - at)) {
      const pair = await pairAt(i)
      if (pair) return { at: i, pair }
    }
    return null
  }

  const newest = await seek(blocks.length - 1, -1)
  if (!newest) return null
  const comparedAt = newest.pair.block
  if (newest.pair.equal) return { comparedAt, parting: null }
  let [low, high] = [-1, newest.at]
  let [after, last] = [null as number | null, comparedAt]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    // Where one side keeps no state, the next place that both know stands for it.
    const found = (await seek(middle, high)) ?? (middle - 1 > low ? await seek(middle - 1, low) : null)
    if (!found) break
    if (found.pair.equal) {
      low = found.at
      after = found.pair.block
    } else {
      high = found.at
      last = found.pair.block
    }
  }
  return { comparedAt, parting: { after, through: last } }
}

/** The first block that is another one on each side: below it both are on one branch. Null when no header says so. */
export const firstOtherBlock = async (
  a: Side,
  b: Side,
  through: number,
): Promise<{ block: number; hashes: readonly [string, string] } | null> => {
  const hashesAt = async (block: number) => {
    const [x, y] = await Promise.all([a.hashAt(block), b.hashAt(block)])
    return x && y && x !== y ? ([x, y] as const) : null
  }
  const top = await hashesAt(through)
  if (!top) return null
  // Headers that are not final are on record on both sides; a block's hash holds its parent's, so that branches never meet again.
  let [same, other, hashes] = [Math.min(through, Math.max(a.finalized, b.finalized)) - 1, through, top]
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    const found = await hashesAt(middle)
    if (found) {
      other = middle
      hashes = found
    } else same = middle
  }
  return { block: other, hashes }
}
