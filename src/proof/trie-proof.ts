import { keccak256 } from 'viem'
import { bytesOf, sameBytes } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { decodeRlp, isBytes, isList, type RlpItem } from './rlp.ts'
import { buildTrie, type Entry, type Nibbles, nibblesOf } from './trie.ts'

const HASH_BYTES = 32
const BRANCH_ITEMS = 17
const VALUE = 16

/** The nodes from the root to the value at `path`, which must be one of the entries'. */
export const proveEntry = (entries: readonly Entry[], path: Nibbles): readonly Uint8Array[] => {
  const nodes: Uint8Array[] = []
  // Children are told before their parents.
  buildTrie(entries, (node, prefix) => {
    if (prefix.every((digit, at) => digit === path[at])) nodes.unshift(node)
  })
  return nodes
}

/** What a walk down a proof came to: the value, or why it is no proof, in one sentence. */
export type Proven = { readonly value: Uint8Array } | { readonly fault: string }

/** What one node says to a path: where to go on, or what is there. */
type Step = { readonly hash: Uint8Array; readonly rest: Nibbles } | Proven

/** Undoes the hex-prefix encoding; null unless it is the one that there is. */
const expand = (bytes: Uint8Array): { path: Nibbles; leaf: boolean } | null => {
  const [flag, ...digits] = nibblesOf(bytes)
  if (flag === undefined || flag > 3) return null
  const odd = flag % 2 === 1
  if (!odd && digits.shift() !== 0) return null
  return { path: digits, leaf: flag >= 2 }
}

const readBranch = (items: readonly RlpItem[], path: Nibbles): Step => {
  const [digit, ...rest] = path
  const slot = items[digit ?? VALUE]
  if (digit === undefined || !isBytes(slot)) return { fault: 'a branch does not lead on by a hash' }
  return slot.length === HASH_BYTES ? { hash: slot, rest } : { fault: 'a branch has nothing where the key leads' }
}

const readShort = ([head, content]: readonly RlpItem[], path: Nibbles): Step => {
  const known = isBytes(head) ? expand(head) : null
  if (known === null || !isBytes(content)) return { fault: 'a node is neither branch nor extension nor leaf' }
  const matches = known.path.every((digit, at) => digit === path[at])
  if (!matches) return { fault: 'a node is on the way to another key' }
  const rest = path.slice(known.path.length)
  if (known.leaf) return rest.length === 0 ? { value: content } : { fault: 'a leaf ends before the key does' }
  if (known.path.length === 0 || content.length !== HASH_BYTES)
    return { fault: 'an extension does not lead on by a hash' }
  return { hash: content, rest }
}

/** Nodes that stand inside their parents are refused: receipts are longer than a hash, so there are none on the way to one. */
const readNode = (node: Uint8Array, path: Nibbles): Step => {
  const items = decodeRlp(node)
  if (isList(items) && items.length === BRANCH_ITEMS) return readBranch(items, path)
  if (isList(items) && items.length === 2) return readShort(items, path)
  return { fault: 'a node is no list of 2 or 17 items' }
}

/**
 * The value under `key` in the trie with this root, by the nodes from root to leaf: each has the hash by which the one before names
 * it, and the last holds the value. Nodes left over are no part of a proof.
 */
export const provenValue = (root: Hex, key: Uint8Array, nodes: readonly Uint8Array[]): Proven => {
  let hash = bytesOf(root)
  let path = nibblesOf(key)
  for (const [index, node] of nodes.entries()) {
    if (hash === null || !sameBytes(keccak256(node, 'bytes'), hash)) {
      return { fault: `node ${index} has not the hash by which it is named above it` }
    }
    const step = readNode(node, path)
    if ('fault' in step) return step
    if ('value' in step) {
      return index === nodes.length - 1 ? step : { fault: 'nodes are left over after the one that holds the value' }
    }
    hash = step.hash
    path = step.rest
  }
  return { fault: 'the nodes end before the key does' }
}
