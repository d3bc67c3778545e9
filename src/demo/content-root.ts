import { concat, keccak256 } from 'viem'
import type { Hex } from '../domain/hex.ts'

/**
 * The Merkle root over content hashes, as OpenZeppelin's `StandardMerkleTree.of([[contentHash], …], ['bytes32'])` makes it:
 * leaves hashed twice and sorted, the tree laid out in an array with its root at 0 and its leaves, last one first, at the end.
 */
export const contentRoot = (contentHashes: readonly Hex[]): Hex => {
  const leaves = contentHashes.map((hash) => keccak256(keccak256(hash))).sort()
  const tree: Hex[] = Array(2 * leaves.length - 1)
  leaves.forEach((leaf, i) => {
    tree[tree.length - 1 - i] = leaf
  })
  for (let i = leaves.length - 2; i >= 0; i--) tree[i] = parentOf(tree[2 * i + 1]!, tree[2 * i + 2]!)
  return tree[0]!
}

const parentOf = (a: Hex, b: Hex): Hex => keccak256(concat(a < b ? [a, b] : [b, a]))
