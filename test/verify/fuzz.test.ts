import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verifyPayoutProof } from '../../src/verify/verify-payout-proof.ts'
import { block, PAID_AT, proofOf } from './proofs.ts'

// Proofs that are changed at random never pass and never crash the checker. More of them: FUZZ_RUNS=20000 npx vitest run
// test/verify/fuzz.test.ts; a failure prints the seed that repeats it.

const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000)

const { file, blockHash } = proofOf(block, PAID_AT)
type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
const original = JSON.parse(JSON.stringify(file)) as Json

const isParent = (value: Json): value is Json[] | { [name: string]: Json } =>
  typeof value === 'object' && value !== null

/** Every value in the file with where it is. */
const places = (value: Json, path: string[] = []): string[][] => [
  path,
  ...(isParent(value) ? Object.entries(value).flatMap(([name, child]) => places(child, [...path, name])) : []),
]

const at = (value: Json, path: readonly string[]): Json =>
  path.reduce((parent, name) => (parent as { [name: string]: Json })[name]!, value)

const replace = (value: Json, [name, ...rest]: readonly string[], change: (old: Json) => Json | undefined): Json => {
  if (name === undefined) return change(value) ?? null
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as { [name: string]: Json }
  if (rest.length > 0) copy[name] = replace(copy[name]!, rest, change)
  else {
    const changed = change(copy[name]!)
    if (changed !== undefined) copy[name] = changed
    else if (Array.isArray(copy)) copy.splice(Number(name), 1)
    else delete copy[name]
  }
  return copy as Json
}

const digit = fc.constantFrom(...'0123456789abcdef')
/** Changes of text: a digit for another, one more, one less, a piece of it twice. */
const textChange = fc
  .record({ where: fc.double({ min: 0, max: 1, noNaN: true }), digit, how: fc.nat(4) })
  .map(({ where, digit, how }) => (text: string): string => {
    const i = Math.floor(where * text.length)
    if (how === 0) return text.slice(0, i) + digit + text.slice(i + 1)
    if (how === 1) return text.slice(0, i) + digit + text.slice(i)
    if (how === 2) return text.slice(0, i) + text.slice(i + 1)
    if (how === 3) return text.slice(0, i) + text.slice(i, i + 8) + text.slice(i)
    return text + digit + digit
  })
const anything = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>
const placed = fc.constantFrom(...places(original))

const mutation: fc.Arbitrary<(value: Json) => Json> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(placed, textChange).map(
      ([path, change]) =>
        (value: Json) =>
          replace(value, path, (old) => (typeof old === 'string' ? change(old) : old)),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(placed, anything).map(
      ([path, other]) =>
        (value: Json) =>
          replace(value, path, () => other),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(placed, placed).map(
      ([path, from]) =>
        (value: Json) =>
          replace(value, path, () => at(original, from)),
    ),
  },
  { weight: 1, arbitrary: placed.map((path) => (value: Json) => replace(value, path, () => undefined)) },
  {
    weight: 1,
    arbitrary: fc.tuple(placed, fc.integer({ min: -3, max: 30 })).map(
      ([path, n]) =>
        (value: Json) =>
          replace(value, path, (old) => (typeof old === 'number' ? n : old)),
    ),
  },
)

/** No header knows the chain it is of, nor whether it is final. */
const sayNothingOf = (value: Json): Json =>
  isParent(value) ? { ...(value as object), chainId: 0, finalWhenMade: true } : value

const examine = (mutated: Json) => {
  const { result, checks } = verifyPayoutProof(mutated, blockHash)
  expect(checks.length).toBeGreaterThan(0)
  for (const { detail } of checks) expect(detail).toMatch(/^[A-Z].*\.$/s)
  if (result === 'PASS') expect(isDeepStrictEqual(sayNothingOf(mutated), sayNothingOf(original))).toBe(true)
}

/** A change may take away the place of the next. */
const applied = (changes: readonly ((value: Json) => Json)[]): Json =>
  changes.reduce((value, change) => {
    try {
      return change(value)
    } catch {
      return value
    }
  }, original)

test(`${RUNS} changed proofs neither pass nor crash`, () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (changes) => examine(applied(changes))),
    { numRuns: RUNS },
  )
})

test('files that are changed as text, where they are still JSON, neither pass nor crash', () => {
  const text = JSON.stringify(original)
  fc.assert(
    fc.property(fc.array(textChange, { minLength: 1, maxLength: 2 }), (changes) => {
      let mutated: Json
      try {
        mutated = JSON.parse(changes.reduce((rest, change) => change(rest), text)) as Json
      } catch {
        return
      }
      examine(mutated)
    }),
    { numRuns: RUNS },
  )
})

test('anything at all neither passes nor crashes', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (value, trusted) => {
      expect(verifyPayoutProof(value, trusted as string).result).not.toBe('PASS')
    }),
    { numRuns: RUNS },
  )
})
