import { type Hex, keccak256 } from 'viem'

// The logs bloom as the yellow paper has it: 2048 bits, three of them set by the hash of each address and topic. Written anew on
// purpose: the indexer's own (src/chain/bloom.ts) is checked against these headers.

const BLOOM_BYTES = 256
/** Most topics are seen a few times within a short while and never again. */
const KNOWN_MAX = 100_000

export type BloomMaker = (items: Iterable<Hex>) => Buffer

export const createBloomMaker = (): BloomMaker => {
  let known = new Map<Hex, readonly number[]>()
  const bitsOf = (item: Hex): readonly number[] => {
    const found = known.get(item)
    if (found) return found
    const hash = keccak256(Buffer.from(item.slice(2), 'hex'), 'bytes')
    const bits = [0, 2, 4].map((at) => ((hash[at]! << 8) | hash[at + 1]!) & 2047)
    if (known.size >= KNOWN_MAX) known = new Map()
    known.set(item, bits)
    return bits
  }
  return (items) => {
    const bloom = Buffer.alloc(BLOOM_BYTES)
    for (const item of items) for (const bit of bitsOf(item)) bloom[BLOOM_BYTES - 1 - (bit >> 3)]! |= 1 << (bit & 7)
    return bloom
  }
}
