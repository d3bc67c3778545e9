import { describe, expect, test } from 'vitest'
import type { Call } from '../../src/demo/call.ts'
import { castOf } from '../../src/demo/cast.ts'
import { blocksOf, createHistory, FULL, type Size, SMALL, startOf } from '../../src/demo/history.ts'
import { themes } from '../../src/demo/texts/themes.ts'
import { DAY } from '../../src/demo/world.ts'

const END = 1_790_000_000

const historyOf = (seed: number, size: Size) => {
  const period = { seed, start: startOf(END, size), end: END }
  return [...blocksOf(createHistory({ ...period, size }), period)]
}
const callsOf = (seed: number, size: Size): Call[] => historyOf(seed, size).flatMap(({ calls }) => calls)
const named = (calls: readonly Call[], name: string) => calls.filter((call) => call.name === name)
const timesEach = (words: readonly string[]) => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

describe('the demo’s history', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(historyOf(7, SMALL)).toEqual(historyOf(7, SMALL))
    const [seven, eight] = [castOf(7, 60), castOf(8, 60)]
    expect(new Set([...seven.contributors, ...eight.contributors].map(({ address }) => address)).size).toBe(120)
    expect(named(callsOf(8, SMALL), 'submit')).not.toHaveLength(named(callsOf(7, SMALL), 'submit').length)
  })

  test.each([1, 2, 99])('holds everything a market does, whatever the seed: %i', (seed) => {
    const calls = callsOf(seed, SMALL)
    const names =
      'postTask fundTask setReviewer submit review accept reject pay forfeit closeTask reclaim registerDataset publishVersion revokeShare setPrice setStatus purchase claimRevenue setFee setArbiter transferOwnership acceptOwnership transfer'
    expect(names.split(' ').filter((name) => named(calls, name).length === 0)).toEqual([])
    expect(new Set(named(calls, 'forfeit').map(({ args }) => args[1]))).toEqual(new Set([1, 2]))
    expect(new Set(named(calls, 'closeTask').map(({ args }) => args[1]))).toEqual(new Set([1, 2]))
    expect(new Set(named(calls, 'review').map(({ args }) => args[1]))).toEqual(new Set([0, 1, 2]))
    const requesters = new Set(named(calls, 'postTask').map(({ from }) => from))
    expect(named(calls, 'pay').some(({ from }) => !requesters.has(from))).toBe(true)
  })

  test('of full size spans four months, with 300 people who are not equally active', () => {
    const blocks = historyOf(1, FULL)
    expect((blocks.at(-1)!.time - blocks[0]!.time) / DAY).toBeGreaterThan(120)
    expect(blocks.every(({ time }, i) => i === 0 || time > blocks[i - 1]!.time)).toBe(true)
    const calls = blocks.flatMap((block) => block.calls)
    expect(calls.length).toBeGreaterThan(3_000)
    const submissions = named(calls, 'submit').map(({ from }) => from)
    const counts = [...timesEach(submissions).values()].sort((a, b) => b - a)
    expect(counts.length).toBeGreaterThan(280)
    const busiest = counts.slice(0, 30).reduce((sum, count) => sum + count, 0)
    expect(busiest / submissions.length).toBeGreaterThan(0.3)
  })

  test('speaks many languages, in JSON that is really there', async () => {
    type Text = { name: string; description: string; language: string }
    expect(new Set(themes.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10)
    const uris = callsOf(1, SMALL).flatMap(({ name, args }) =>
      name === 'postTask' ? [args[5] as string] : name === 'registerDataset' ? [args[0] as string] : [],
    )
    const documents = await Promise.all(uris.map(async (uri) => (await fetch(uri)).json() as Promise<Text>))
    expect(documents.every(({ name, description, language }) => name && description && language)).toBe(true)
    expect(documents.map(({ name }) => name)).toEqual(expect.arrayContaining(['Sauti za soko', '看板と貼り紙の日本語']))
  })
})
