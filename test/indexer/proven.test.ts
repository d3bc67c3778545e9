import { expect, test } from 'vitest'
import { provenAfterBranch, provenAfterHistory } from '../../src/indexer/proven.ts'

test('history is proven as far as every block of it reached the level', () => {
  expect(provenAfterHistory(null, { through: 9, whole: true })).toBe(9)
  expect(provenAfterHistory(null, { through: 9, whole: false })).toBeNull()
  expect(provenAfterHistory({ block: 9, provenThrough: 9 }, { through: 20, whole: true })).toBe(20)
  expect(provenAfterHistory({ block: 9, provenThrough: 9 }, { through: 20, whole: false })).toBe(9)
  expect(provenAfterHistory({ block: 9, provenThrough: 4 }, { through: 20, whole: true })).toBe(4)
})

const blocks = (levels: readonly ('HEADER_LINKED' | 'BLOOM_CONSISTENT')[]) =>
  levels.map((level, i) => ({ number: 11 + i, level }))

test('a branch is proven up to its first weak block, and not beyond what was undone', () => {
  const demanded = 'BLOOM_CONSISTENT'
  const all = blocks(['BLOOM_CONSISTENT', 'BLOOM_CONSISTENT'])
  expect(provenAfterBranch({ provenThrough: 10 }, { ancestor: 10, blocks: all, demanded })).toBe(12)
  expect(provenAfterBranch({ provenThrough: 30 }, { ancestor: 10, blocks: all, demanded })).toBe(12)
  expect(provenAfterBranch({ provenThrough: 7 }, { ancestor: 10, blocks: all, demanded })).toBe(7)
  expect(
    provenAfterBranch(
      { provenThrough: 10 },
      { ancestor: 10, blocks: blocks(['HEADER_LINKED', 'BLOOM_CONSISTENT']), demanded },
    ),
  ).toBe(10)
  expect(provenAfterBranch(null, { ancestor: 10, blocks: all, demanded })).toBe(12)
  expect(provenAfterBranch(null, { ancestor: 10, blocks: blocks(['HEADER_LINKED']), demanded })).toBeNull()
})
