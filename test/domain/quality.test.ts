import { expect, test } from 'vitest'
import { type Judgement, medianOf, qualityOf } from '../../src/domain/quality.ts'

const says = (assessor: string, verdict: Judgement['verdict'], scoreBps: number | null): Judgement => ({
  assessor,
  verdict,
  scoreBps,
})

test('no reviews say nothing', () => {
  expect(qualityOf([])).toEqual({
    count: 0,
    assessors: 0,
    meanBps: null,
    medianBps: null,
    minBps: null,
    maxBps: null,
    wilsonLowerBps: null,
    histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  })
})

test('scores are counted in bins, the best in the last, and summed up in whole basis points', () => {
  const quality = qualityOf([
    says('a', 'ACCEPT', 10_000),
    says('b', 'ACCEPT', 9_999),
    says('a', 'REJECT', 0),
    says('c', 'REVISE', null),
  ])
  expect(quality).toMatchObject({ count: 4, assessors: 3, meanBps: 6_666, medianBps: 9_999, minBps: 0, maxBps: 10_000 })
  expect(quality.histogram).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 2])
})

test('the Wilson bound is fair to small counts', () => {
  const accepted = (count: number) =>
    qualityOf(Array.from({ length: count }, () => says('a', 'ACCEPT', null))).wilsonLowerBps
  // 1 of 1 and 10 of 10 at 95 %: 0.2065 and 0.7224, by the formula.
  expect([accepted(1), accepted(10)]).toEqual([2_065, 7_224])
  expect(qualityOf([says('a', 'REJECT', null)]).wilsonLowerBps).toBe(0)
})

test('the median of an even number is the mean of the middle two, rounded down', () => {
  expect([medianOf([]), medianOf([7]), medianOf([1, 4]), medianOf([1, 2, 9])]).toEqual([null, 7, 2, 2])
})
