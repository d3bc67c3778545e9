import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Key } from '../../src/indexer/key-filter.ts'
import { createKeyMap } from '../../src/indexer/key-map.ts'

// Whatever is put in, changed and taken out: a KeyMap is what a Map is.

/** Few and crowded, about bounds, and any. */
const key = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })).map(([a, b]) => a * 2 ** 26 + b),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 44, 2 ** 53 - 1),
  fc.maxSafeNat(),
  fc.string({ maxLength: 2 }),
)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ put: key }) },
  { weight: 2, arbitrary: fc.record({ take: key }) },
)

test('it holds what a Map holds, at each step', () => {
  const check = fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
    const [own, plain] = [createKeyMap<object>(), new Map<Key, object>()]
    for (const each of steps) {
      if ('put' in each) {
        const value = {}
        own.set(each.put, value)
        plain.set(each.put, value)
      } else {
        own.delete(each.take)
        plain.delete(each.take)
      }
      expect(own.size()).toBe(plain.size)
      const asked = 'put' in each ? each.put : each.take
      expect(own.get(asked)).toBe(plain.get(asked))
    }
    for (const [each, value] of plain) expect(own.get(each)).toBe(value)
    expect(new Set(own.keys())).toEqual(new Set(plain.keys()))
  })
  fc.assert(check, { numRuns: 500 })
})

test('many thousands of keys in a row and apart are all found', () => {
  const map = createKeyMap<{ at: number }>()
  const keys = Array.from({ length: 50_000 }, (_, at) => (at % 2 ? at : at * 2 ** 26 + 2))
  for (const [at, each] of keys.entries()) map.set(each, { at })
  for (let at = 0; at < keys.length; at += 3) map.delete(keys[at]!)
  for (const [at, each] of keys.entries()) expect(map.get(each)?.at).toBe(at % 3 === 0 ? undefined : at)
})
