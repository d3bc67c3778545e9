import { expect, test } from 'vitest'
import { hasPassed, mayPass, noOddities } from '../../src/chain/oddities.ts'

const block = `0x${'b1'.repeat(32)}` as const
const other = `0x${'b2'.repeat(32)}` as const

/** How often this block may contradict itself until that is its chain's way. */
const readings = (oddities: ReturnType<typeof noOddities>) => {
  let times = 1
  while (mayPass(oddities, 'bloom', block)) times += 1
  return times
}

test('contradictions of a block count in a row, and each block for itself', () => {
  const most = readings(noOddities())
  expect(most).toBeGreaterThan(3)
  const oddities = noOddities()
  for (let i = 1; i < most; i += 1) expect(mayPass(oddities, 'bloom', block)).toBe(true)
  expect(mayPass(oddities, 'bloom', other)).toBe(true)
  hasPassed(oddities, 'bloom', block)
  expect(readings(oddities)).toBe(most)
})

test('what agrees with a bloom may still contradict receipts, and the other way round', () => {
  const oddities = noOddities()
  let times = 1
  while (mayPass(oddities, 'receipts', block)) {
    hasPassed(oddities, 'bloom', block)
    times += 1
  }
  expect(times).toBe(readings(noOddities()))
})
