import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesAny } from '../../src/chain/filter.ts'
import type { LogFilter } from '../../src/chain/rules.ts'
import { createWanted } from '../../src/chain/wanted.ts'
import type { Log } from '../../src/domain/block.ts'
import type { Hex } from '../../src/domain/hex.ts'

const address = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`
const topic = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
const TRANSFER = topic(0xffff)

const child = (n: number): readonly LogFilter[] => [
  { addresses: [address(n)] },
  { topics: [[TRANSFER], [topic(n)]] },
  { topics: [[TRANSFER], null, [topic(n)]] },
]

/** A set of wanted logs, and a way to add to it. */
const growing = (filters: readonly LogFilter[] = []) => {
  let next: readonly LogFilter[] = []
  const wanted = createWanted({ filters, discover: () => next })
  const add = (...more: readonly LogFilter[]) => {
    next = more
    wanted.learn!([])
  }
  return { wanted, add }
}

test('children are asked for together, and the new ones by themselves', () => {
  const { wanted, add } = growing(child(1))
  add(...child(2), ...child(3))
  const version = wanted.version()
  add(...child(4), ...child(3))
  expect(wanted.all().map(({ criteria }) => criteria)).toEqual([
    { address: [1, 2, 3, 4].map(address) },
    { topics: [[TRANSFER], [1, 2, 3, 4].map(topic)] },
    { topics: [[TRANSFER], null, [1, 2, 3, 4].map(topic)] },
  ])
  expect(wanted.since(version).map(({ criteria }) => criteria)).toEqual([
    { address: [address(4)] },
    { topics: [[TRANSFER], [topic(4)]] },
    { topics: [[TRANSFER], null, [topic(4)]] },
  ])
  expect(wanted.since(wanted.version())).toEqual([])
})

test('what is wanted already makes nothing new, whatever its case', () => {
  const { wanted, add } = growing([{ addresses: [address(0xab)] }])
  const version = wanted.version()
  add({ addresses: [address(0xab).toUpperCase().replace('0X', '0x') as Hex] }, { addresses: [] }, { topics: [[]] })
  expect(wanted.version()).toBe(version)
  expect(wanted.all()).toHaveLength(1)
})

test('a list holds a thousand, and stays as it is once it is full', () => {
  const { wanted, add } = growing(Array.from({ length: 2_500 }, (_, n) => child(n)).flat())
  const before = wanted.all()
  const listsOf = (criteria: Readonly<Record<string, unknown>>) =>
    ((criteria.address ?? (criteria.topics as (Hex[] | null)[]).at(-1)) as Hex[]).length
  const lengths = [1_000, 1_000, 500]
  expect(before.map(({ criteria }) => listsOf(criteria))).toEqual([...lengths, ...lengths, ...lengths])
  add(...child(9_999))
  const after = wanted.all()
  expect(after.map((filter, index) => filter === before[index])).toEqual([
    true,
    true,
    false,
    true,
    true,
    false,
    true,
    true,
    false,
  ])
  expect(listsOf(after[2]!.criteria)).toBe(501)
})

test('long lists of events are asked in parts as well', () => {
  const events = Array.from({ length: 1_200 }, (_, n) => topic(n))
  const { wanted } = growing([{ topics: [events, [topic(1), topic(2)]] }, { topics: [events] }])
  const sizes = wanted.all().map(({ criteria }) => (criteria.topics as (Hex[] | null)[]).map((list) => list?.length))
  expect(sizes).toEqual([[1_000, 2], [200, 2], [1_000], [200]])
})

test('a filter without any list is asked as it is', () => {
  const { wanted } = growing([{ topics: [null] }])
  expect(wanted.all().map(({ criteria }) => criteria)).toEqual([{ topics: [null] }])
})

test('put together, filters want neither more nor less', () => {
  const small = fc.integer({ min: 0, max: 3 })
  const list = fc.option(fc.array(small.map(topic), { minLength: 1, maxLength: 3 }))
  const filter: fc.Arbitrary<LogFilter> = fc.oneof(
    fc.record({ addresses: fc.array(small.map(address), { maxLength: 2 }) }),
    fc.record({ topics: fc.array(list, { maxLength: 3 }) }),
  )
  const log = fc
    .record({ address: small.map(address), topics: fc.array(small.map(topic), { maxLength: 3 }) })
    .map((some): Log => ({ ...some, transactionHash: '0x', transactionIndex: 0, logIndex: 0, data: '0x' }))
  const matches = (one: LogFilter, { address: own, topics }: Log) =>
    'addresses' in one
      ? one.addresses.includes(own)
      : one.topics.every((choices, at) => at < topics.length && (choices === null || choices.includes(topics[at]!)))
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 6 }), fc.array(filter, { maxLength: 6 }), log, (first, then, each) => {
      const { wanted, add } = growing(first)
      const before = matchesAny(wanted.all(), each)
      expect(before).toBe(first.some((one) => matches(one, each)))
      const version = wanted.version()
      add(...then)
      const after = matchesAny(wanted.all(), each)
      expect(after).toBe([...first, ...then].some((one) => matches(one, each)))
      if (!before) expect(matchesAny(wanted.since(version), each)).toBe(after)
    }),
    { numRuns: 500 },
  )
})
