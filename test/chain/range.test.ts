import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answered,
  halve,
  hintedRange,
  isRound,
  planRanges,
  type Range,
  refused,
  sizeOf,
  takeRange,
} from '../../src/chain/range.ts'

/** Covers [from, to] against a node whose answers are given by `accepts`, as read-logs.ts does. */
const cover = (whole: Range, sizeMax: number, accepts: (piece: Range, attempt: number) => boolean) => {
  let plan = planRanges(sizeMax)
  let attempts = 0
  const pieces: Range[] = []
  for (let from = whole.from; from <= whole.to; ) {
    const piece = takeRange(plan, { from, to: whole.to })
    attempts += 1
    if (sizeOf(piece) > 1 && !accepts(piece, attempts)) {
      plan = refused(plan, piece, null)
      continue
    }
    plan = answered(plan, piece, 0)
    pieces.push(piece)
    from = piece.to + 1
  }
  return { pieces, attempts, plan }
}

test('ranges cover each block exactly once, whatever is refused', () => {
  const spans = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 5_000 }))
  fc.assert(
    fc.property(spans, fc.infiniteStream(fc.boolean()), ([from, length, sizeMax], answers) => {
      const to = from + length - 1
      const { pieces } = cover({ from, to }, sizeMax, () => answers.next().value ?? true)
      let next = from
      for (const piece of pieces) {
        expect(piece.from).toBe(next)
        expect(sizeOf(piece)).toBeGreaterThan(0)
        expect(sizeOf(piece)).toBeLessThanOrEqual(sizeMax)
        next = piece.to + 1
      }
      expect(next).toBe(to + 1)
    }),
    { numRuns: 200 },
  )
})

test('a fixed limit is found, and hardly run into any more', () => {
  for (const limit of [1, 10, 100, 1_000, 1_999]) {
    const { attempts, pieces } = cover({ from: 0, to: limit * 400 }, 2_000, (piece) => sizeOf(piece) <= limit)
    expect(attempts - pieces.length).toBeLessThan(30)
    expect(pieces.length).toBeLessThan(400 * 1.2)
  }
})

test('a node that was refusing everything is soon asked widely again', () => {
  const { plan } = cover({ from: 0, to: 20_000 }, 2_000, (_, attempt) => attempt > 40)
  expect(plan.size).toBeGreaterThan(500)
})

test('a hint is obeyed only when strictly smaller', () => {
  const plan = planRanges(1_000)
  const range = { from: 0, to: 999 }
  expect(refused(plan, range, { from: 0, to: 99 }).size).toBe(100)
  expect(refused(plan, range, { from: 0, to: 999 }).size).toBe(500)
  expect(refused(plan, range, { from: 0, to: 5_000 }).size).toBe(500)
  expect(refused(plan, range, null).size).toBe(500)
})

test('many logs make narrow ranges', () => {
  expect(answered(planRanges(2_000), { from: 0, to: 1_999 }, 32_000_000).size).toBe(500)
  expect(answered(planRanges(2_000), { from: 0, to: 0 }, 32_000_000).size).toBe(1)
})

test('hints are read as nodes write them', () => {
  const sentence = 'query returned more than 10000 results. Try with this block range [0x10, 0x2f].'
  expect(hintedRange(sentence)).toEqual({ from: 16, to: 47 })
  expect(hintedRange('retry with the range [100, 200]')).toEqual({ from: 100, to: 200 })
  expect(hintedRange('range [0x2f, 0x10]')).toBeNull()
  expect(hintedRange('block range too large')).toBeNull()
})

test('limits are told from ordinary counts', () => {
  for (const count of [100, 128, 150, 200, 250, 256, 500, 1_000, 1_024, 2_000, 2_500, 5_000, 10_000, 20_000, 65_536]) {
    expect(isRound(count), String(count)).toBe(true)
  }
  for (const count of [0, 1, 2, 10, 64, 99, 101, 110, 123, 999, 1_001, 1_100, 9_999]) {
    expect(isRound(count), String(count)).toBe(false)
  }
})

test('halves are the whole', () => {
  expect(halve({ from: 3, to: 4 })).toEqual([
    { from: 3, to: 3 },
    { from: 4, to: 4 },
  ])
  expect(halve({ from: 0, to: 4 })).toEqual([
    { from: 0, to: 2 },
    { from: 3, to: 4 },
  ])
})
