import { expect, test } from 'vitest'
import type { ProgressReport } from '../../src/cli/parts.ts'
import { createProgress, progressText, secondsLeft } from '../../src/cli/progress.ts'
import { type Log, silentLog } from '../../src/log.ts'
import { aClock, anOutput } from './helpers.ts'

const aReport = (over: Partial<ProgressReport> = {}): ProgressReport => ({
  chainId: 1,
  phase: 'BACKFILLING',
  block: 1_200,
  finalized: null,
  head: 48_000,
  events: 10,
  eventsPerSecond: 120.4,
  blocksPerSecond: 800,
  ...over,
})

const aProgress = ({ isTTY = false, env = {}, columns = 200 } = {}) => {
  const stderr = anOutput(isTTY, columns)
  const clock = aClock()
  const lines: string[] = []
  const log: Log = { ...silentLog, info: (sentence) => lines.push(sentence) }
  return { progress: createProgress({ stderr, env, clock, log, names: new Map([[1, 'one']]) }), stderr, clock, lines }
}

test('a report in words', () => {
  expect(progressText(aReport())).toBe('BACKFILLING, block 1,200 of 48,000 (2%), 800 blocks/s, 120 events/s, 59 s left')
  expect(progressText(aReport({ phase: 'LIVE', block: 48_000 }))).toBe('LIVE, block 48,000, the head')
  expect(progressText(aReport({ head: null }))).toBe('BACKFILLING, block 1,200')
  expect(secondsLeft(aReport({ blocksPerSecond: 0 }))).toBe(null)
})

test('without a terminal there is a log line every five seconds, and one for each new phase', () => {
  const { progress, clock, lines, stderr } = aProgress()
  for (let i = 0; i < 12; i++) {
    progress.report(aReport({ block: i }))
    clock.advance(1_000)
  }
  progress.report(aReport({ phase: 'LIVE' }))
  progress.done()
  expect(lines.map((line) => line.slice(0, 39))).toEqual([
    'Indexing one: BACKFILLING, block 0 of 4',
    'Indexing one: BACKFILLING, block 5 of 4',
    'Indexing one: BACKFILLING, block 10 of ',
    'Indexing one: LIVE, block 1,200 of 48,0',
  ])
  expect(stderr.text()).toBe('')
})

test('on a terminal one line is rewritten, and makes room for log lines', () => {
  const { progress, clock, lines, stderr } = aProgress({ isTTY: true, env: { NO_COLOR: '1' } })
  progress.report(aReport())
  progress.report(aReport({ block: 1_300 }))
  clock.advance(200)
  progress.report(aReport({ block: 1_400 }))
  progress.log.info('Something happened')
  clock.advance(200)
  progress.report(aReport({ block: 1_500 }))
  progress.done()
  expect(lines).toEqual(['Something happened'])
  expect(stderr.chunks.map((chunk) => chunk.slice(0, 35))).toEqual([
    'one: BACKFILLING, block 1,200 of 48',
    '\r\x1b[2K',
    'one: BACKFILLING, block 1,400 of 48',
    '\r\x1b[2K',
    'one: BACKFILLING, block 1,500 of 48',
    '\n',
  ])
})

test('the line fits the terminal, and has colour unless NO_COLOR says otherwise', () => {
  const { progress, stderr } = aProgress({ isTTY: true, columns: 40 })
  progress.report(aReport())
  expect(stderr.text()).toBe('\x1b[2mone: BACKFILLING, block 1,200 of 48,000\x1b[0m')
})

test('a supervised process writes log lines even on a terminal', () => {
  const { progress, lines, stderr } = aProgress({ isTTY: true, env: { DAYBOOK_SUPERVISED: 'index' } })
  progress.report(aReport())
  expect(lines).toHaveLength(1)
  expect(stderr.text()).toBe('')
})
