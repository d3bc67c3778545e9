import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createKeyFilter, type Key } from '../../src/indexer/key-filter.ts'

const aKey = fc.oneof(fc.maxSafeNat(), fc.string())

test('no key that was put in is denied', () => {
  fc.assert(
    fc.property(fc.array(aKey), fc.array(aKey), (first, later) => {
      const filter = createKeyFilter(first, first.length)
      for (const key of later) filter.add(key)
      expect([...first, ...later].every((key) => filter.has(key))).toBe(true)
    }),
  )
})

test('few others seem to be there, also when it has grown', () => {
  const keys = (from: number, count: number) =>
    Array.from({ length: count }, (_, n): Key => `12|0x${(from + n).toString(16)}`)
  const filter = createKeyFilter(keys(0, 1_000), 1_000)
  for (const key of keys(1_000, 400_000)) filter.add(key)
  for (const number of [1, 2 ** 40 + 1, 2 ** 44 * 3 + 7]) filter.add(number)
  expect(keys(0, 401_000).every(filter.has)).toBe(true)
  expect(keys(1_000_000, 100_000).filter(filter.has).length).toBeLessThan(2_000)
  expect(Array.from({ length: 10_000 }, (_, n) => 2 ** 44 * 5 + n).filter(filter.has).length).toBeLessThan(200)
})

test('keys that come again and again take no more room', () => {
  const filter = createKeyFilter([], 0)
  const before = process.memoryUsage().arrayBuffers
  for (let n = 0; n < 500_000; n++) filter.add(n % 100)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000)
})
