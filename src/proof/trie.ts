import { keccak256 } from 'viem'
import { encodeRlp, type RlpItem } from './rlp.ts'

// The Merkle-Patricia trie (yellow paper, appendix D) of values under the RLP of their places, built in one go. Values are receipts: all longer than a
// hash, so that no node is ever short enough to stand inside its parent, and no key begins another, so that branches have no value.

/** Hex digits of a key. */
export type Nibbles = readonly number[]

export type Entry = { readonly path: Nibbles; readonly value: Uint8Array }

const EMPTY = new Uint8Array()
const LEAF = 2
const ODD = 1

export const nibblesOf = (key: Uint8Array): Nibbles => [...key].flatMap((byte) => [byte >> 4, byte & 15])

/** The hex-prefix encoding of what is left of a path (appendix C). */
const compact = (path: Nibbles, leaf: boolean): Uint8Array => {
  const odd = path.length % 2 === 1
  const flag = (leaf ? LEAF : 0) + (odd ? ODD : 0)
  const digits = odd ? [flag, ...path] : [flag, 0, ...path]
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => digits[2 * i]! * 16 + digits[2 * i + 1]!)
}

/** How many digits after `depth` the paths of all entries have in common. Entries are in order, so the first and last tell. */
const shared = (entries: readonly Entry[], depth: number): number => {
  const [first, last] = [entries[0]!.path, entries.at(-1)!.path]
  let count = 0
  while (first[depth + count] === last[depth + count]) count += 1
  return count
}

/** What is told of each node, parents after their children: its encoding, the first digits of all paths through it. */
export type Visit = (node: Uint8Array, prefix: Nibbles) => void

/** The encoding of the node above `entries` (ordered by path, one at least), whose paths agree up to `depth`. */
const encodeNode = (entries: readonly Entry[], depth: number, visit: Visit): Uint8Array => {
  const node = encodeRlp(itemsOf(entries, depth, visit))
  visit(node, entries[0]!.path.slice(0, depth))
  return node
}

const hashOf = (node: Uint8Array): Uint8Array => keccak256(node, 'bytes')

const itemsOf = (entries: readonly Entry[], depth: number, visit: Visit): RlpItem => {
  if (entries.length === 1) return [compact(entries[0]!.path.slice(depth), true), entries[0]!.value]
  const count = shared(entries, depth)
  if (count > 0) {
    const path = entries[0]!.path.slice(depth, depth + count)
    return [compact(path, false), hashOf(encodeNode(entries, depth + count, visit))]
  }
  const slots: Uint8Array[] = new Array(17).fill(EMPTY)
  for (let from = 0; from < entries.length; ) {
    const digit = entries[from]!.path[depth]!
    let to = from + 1
    while (to < entries.length && entries[to]!.path[depth] === digit) to += 1
    slots[digit] = hashOf(encodeNode(entries.slice(from, to), depth + 1, visit))
    from = to
  }
  return slots
}

const ordered = (a: Entry, b: Entry): number => {
  let at = 0
  while (a.path[at] === b.path[at]) at += 1
  return a.path[at]! - b.path[at]!
}

/** Builds the trie of `entries` (distinct paths, none of which begins another) and tells its root's hash. */
export const buildTrie = (entries: readonly Entry[], visit: Visit = () => {}): Uint8Array =>
  hashOf(entries.length === 0 ? encodeRlp(EMPTY) : encodeNode([...entries].sort(ordered), 0, visit))
