import { expect, test } from 'vitest'
import type { Request } from '../../bench/node-server.ts'
import { medianRun, quantile } from '../../bench/part.ts'
import { boundness, drawTimeline } from '../../bench/request-timeline.ts'
import { isMet, ratioOf, tableOf } from '../../bench/table.ts'

test('a goal is for the ratio where there is something to compare with, else for the figure', () => {
  const against = { name: 'plain loop', value: 1_000 }
  expect(isMet({ what: 'rate', value: 4_000, unit: '', against, goal: { least: 4 } })).toBe(true)
  expect(isMet({ what: 'rate', value: 3_999, unit: '', against, goal: { least: 4 } })).toBe(false)
  expect(isMet({ what: 'memory', value: 300, unit: 'MB', goal: { most: 300 } })).toBe(true)
  expect(isMet({ what: 'memory', value: 301, unit: 'MB', goal: { most: 300 } })).toBe(false)
  expect(isMet({ what: 'rate', value: 1, unit: '', against })).toBeNull()
  expect(ratioOf({ what: 'whole blocks', value: 0, unit: '', goal: { most: 0 } })).toBeNull()
})

test('a missed goal is printed as missed', () => {
  const against = { name: 'plain loop', value: 11_700 }
  const text = tableOf([
    { what: 'index --once', value: 9_300, unit: 'events/s', against, goal: { least: 4 } },
    { what: 'database', value: 240, unit: 'bytes an event', goal: { most: 320 } },
  ])
  expect(text.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
    '| what | figure | goal | ratio | |',
    '| ------------ | ------------------ | --------------------------------- | ------ | ------ |',
    '| index --once | 9,300 events/s | ≥ 4× plain loop (11,700 events/s) | 0.795× | MISSED |',
    '| database | 240 bytes an event | ≤ 320 bytes an event | 0.75× | met |',
  ])
})

test('the median is a run that was, and a quantile a value that was', () => {
  const runs = [5, 1, 3, 4].map((eventsPerSecond) => ({ eventsPerSecond }))
  expect(medianRun(runs)).toEqual({ eventsPerSecond: 3 })
  expect([0, 0.5, 0.99, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 2, 4, 4])
})

test('how far a node bounds its reader is told by its record of requests', () => {
  const logs = (from: number, to: number): Request => ({ from, to, method: 'eth_getLogs' })
  const headers = (from: number, to: number): Request => ({ from, to, method: 'eth_getBlockByNumber' })
  // Two at once for 100 ms, one for 100 ms after it, nothing for 200 ms.
  const requests = [logs(1_000, 1_100), headers(1_000, 1_100), logs(1_100, 1_200)]
  expect(boundness(requests, 1_400)).toEqual({ wallMs: 400, concurrency: 2, floorShare: 0.375, busyShare: 0.5 })
  expect(drawTimeline(requests, 1_400)).toEqual([
    `eth_getLogs          |${'1'.repeat(40)}${'.'.repeat(40)}|`,
    `eth_getBlockByNumber |${'1'.repeat(20)}${'.'.repeat(60)}|`,
  ])
})
