import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relate } from '../../src/chain/fork.ts'
import { createFakeChain, type FakeChain } from './fake-chain.ts'

const at = (chain: FakeChain, number: number) => chain.block(number) ?? null

const relation = (ours: FakeChain, theirs: FakeChain, cursor = ours.head().number) =>
  relate({
    cursor: ours.block(cursor)!,
    hashAt: (number) => (number <= cursor ? ours.block(number)?.hash : undefined),
    head: theirs.head(),
    at: at(theirs, cursor),
  })

const chainOf = (length: number) => {
  const chain = createFakeChain()
  for (let index = 0; index < length; index += 1) chain.mine()
  return chain
}

test('each relation, by name', () => {
  const ours = chainOf(10)
  expect(relate({ cursor: null, hashAt: () => undefined, head: ours.head(), at: null })).toBe('start')
  expect(relation(ours, ours)).toBe('duplicate')
  const theirs = ours.fork()
  theirs.mine()
  expect(relation(ours, theirs)).toBe('extend')
  theirs.mine()
  expect(relation(ours, theirs)).toBe('gap')
  expect(relation(theirs, ours)).toBe('lag')
  const other = ours.fork()
  other.reorg(3, [[], [], []])
  expect(relation(ours, other)).toBe('fork')
  const shorter = ours.fork()
  shorter.reorg(3, [[]])
  expect(relation(ours, shorter)).toBe('fork')
})

test('a node that has no block where it claims a higher head is unsettled', () => {
  const ours = chainOf(5)
  const theirs = ours.fork()
  theirs.mine()
  expect(relate({ cursor: ours.head(), hashAt: () => undefined, head: theirs.head(), at: null })).toBe('unsettled')
})

test('a fork is told exactly when a held hash differs', () => {
  const cases = fc.record({
    length: fc.integer({ min: 1, max: 20 }),
    depth: fc.nat(20),
    mined: fc.nat(25),
  })
  fc.assert(
    fc.property(cases, ({ length, depth, mined }) => {
      const ours = chainOf(length)
      const theirs = ours.fork()
      theirs.reorg(
        Math.min(depth, length),
        Array.from({ length: mined }, () => []),
      )
      const shared = Math.min(ours.head().number, theirs.head().number)
      const differs = ours.block(shared)!.hash !== theirs.block(shared)!.hash
      expect(relation(ours, theirs) === 'fork').toBe(differs)
      expect(relation(ours, theirs) === 'lag').toBe(!differs && theirs.head().number < ours.head().number)
    }),
  )
})
