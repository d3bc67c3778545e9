import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyOf } from '../../src/indexer/shelf.ts'
import { packId } from '../../src/store/ids.ts'

// Two rows of one table never share a key in memory, whatever numbers and texts their keys are made of: one would be taken for the other.

/** Numbers about the bounds at which a key becomes a text, and any others. */
const number = fc.oneof(
  fc.integer({ min: 0, max: 70 }),
  fc
    .tuple(fc.constantFrom(4, 11, 12, 20, 22, 26, 32, 43), fc.integer({ min: -2, max: 2 }))
    .map(([bits, by]) => 2 ** bits + by),
  fc.integer({ min: 0, max: 2 ** 44 - 1 }),
)
const text = fc.oneof(fc.constantFrom('', '0', '1|2', '|', '17'), fc.string({ maxLength: 4 }))
const slots = fc.constantFrom(0, 1, 511)

/** Keys of one table: each part is always a row number, always another number, or always a text. */
const keys = fc
  .array(fc.constantFrom('id', 'number', 'text'), { minLength: 2, maxLength: 4 })
  .filter((kinds) => kinds.filter((kind) => kind === 'text').length <= 1)
  .chain((kinds) => {
    const key = fc.tuple(...kinds.map((kind): fc.Arbitrary<number | string> => (kind === 'text' ? text : number)))
    return fc.tuple(fc.constant(kinds), slots, fc.array(key, { minLength: 2, maxLength: 30 }))
  })

test('two keys are alike only if all their parts are', () => {
  const check = fc.property(keys, ([kinds, slot, list]) => {
    const made = new Map<unknown, string>()
    for (const parts of list) {
      // 0 stands for no row, in every slot.
      const given = parts.map((part, i) => (kinds[i] === 'id' && part !== 0 ? packId(slot, part as number) : part))
      const [a, b, c, d] = given
      const key = keyOf(a, b, c, d)
      expect(made.get(key) ?? JSON.stringify(given)).toBe(JSON.stringify(given))
      made.set(key, JSON.stringify(given))
      expect(keyOf(a, b, c, d)).toBe(key)
    }
  })
  fc.assert(check, { numRuns: 2_000 })
})

test('what fits is packed into a number that is exact, and what does not is a text', () => {
  for (const [fits, not] of [
    [
      [2 ** 26 - 1, 2 ** 26 - 1],
      [0, 2 ** 26],
    ],
    [
      [2 ** 22 - 1, 2 ** 20 - 1, 2 ** 11 - 1],
      [0, 2 ** 20, 0],
    ],
    [
      [15, 2 ** 11 - 1, 2 ** 26 - 1, 2 ** 12 - 1],
      [16, 0, 0, 0],
    ],
  ] as const) {
    expect(Number.isSafeInteger(keyOf(...(fits as unknown as [unknown])))).toBe(true)
    expect(keyOf(...(not as unknown as [unknown]))).toBe(not.join('|'))
  }
  expect(keyOf(7, null)).toBe('7|null')
  expect(keyOf(7)).toBe(7)
})
