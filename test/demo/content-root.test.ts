import fc from 'fast-check'
import { keccak256, toBytes } from 'viem'
import { expect, test } from 'vitest'
import { contentRoot } from '../../src/demo/content-root.ts'
import { leafOf, parentOf } from '../contracts/market.ts'

const hashes = (count: number) => Array.from({ length: count }, (_, i) => keccak256(toBytes(`work ${i}`)))

test('the root of one piece of work is its leaf, and of two the parent of both', () => {
  const [a, b] = hashes(2)
  expect(contentRoot([a!])).toBe(leafOf(a!))
  expect(contentRoot([a!, b!])).toBe(parentOf(leafOf(a!), leafOf(b!)))
})

test('the root of three is made as OpenZeppelin’s library makes it: the largest leaf alone, beside the two others', () => {
  const [small, middle, large] = hashes(3).map(leafOf).sort()
  expect(contentRoot(hashes(3))).toBe(parentOf(parentOf(small!, middle!), large!))
})

test('the root does not depend on the order of the work', () => {
  const root = contentRoot(hashes(9))
  const order = fc.shuffledSubarray(hashes(9), { minLength: 9 })
  fc.assert(
    fc.property(order, (shuffled) => contentRoot(shuffled) === root),
    { numRuns: 20 },
  )
})
