import { expect, test } from 'vitest'
import { compareBooks } from '../../bench/faults/compare-books.ts'
import type { Books } from '../../bench/faults/program.ts'
import { createStories, HISTORY } from '../../bench/faults/story.ts'
import type { Hex } from '../../src/domain/hex.ts'
import type { FakeChain } from '../chain/fake-chain.ts'

const tell = createStories(3)

const payloads = (chain: FakeChain) =>
  chain
    .blocks()
    .flatMap(({ logs }) => logs.map(({ topics, data }) => `${topics.join()} ${data}`))
    .sort()

/** Books without a fault. */
const booksOf = (chain: FakeChain): Books => {
  const logs = chain.blocks().flatMap(({ logs }) => logs)
  // PayoutMade is the one event with four topics and two words of data.
  const payouts = logs.filter(
    ({ topics, data }) => topics.length === 4 && data.length === 2 + 2 * 64 && /^0x0{24}/.test(data),
  )
  const paid = new Map<Hex, bigint>()
  for (const { data } of payouts) {
    const token: Hex = `0x${data.slice(26, 66)}`
    paid.set(token, (paid.get(token) ?? 0n) + BigInt(`0x${data.slice(66)}`))
  }
  return { events: logs.map(({ blockHash, logIndex }) => [blockHash, Number(logIndex)]), paid, gaps: [] }
}

test('a seed tells the same history every time', () => {
  const [one, other] = [tell(), tell()]
  for (const story of [one, other]) {
    story.mine(30)
    story.reorganise(20)
    story.mine(2)
  }
  expect(other.chain.head().hash).toBe(one.chain.head().hash)
  expect(payloads(one.chain).length).toBeGreaterThan(HISTORY.events)
})

test('a reorganisation keeps every event, in other blocks', () => {
  const { chain, mine, reorganise } = tell()
  mine(30)
  const [head, before] = [chain.head(), payloads(chain)]
  reorganise(20)
  expect(payloads(chain)).toEqual(before)
  expect(chain.block(head.number)!.hash).not.toBe(head.hash)
})

test('a branch leaves the chain as it is', () => {
  const { chain, mine, branchOff } = tell()
  mine(10)
  const { hash } = chain.head()
  const branch = branchOff()
  expect(chain.head().hash).toBe(hash)
  expect(branch.byHash(branch.head().hash)!.number).toBe(chain.head().number + 1)
})

test('what is lost, doubled, invented or added up wrongly is counted', () => {
  const { chain } = tell()
  const books = booksOf(chain)
  const expected = books.events.length
  const right = { expected, held: expected, lost: 0, untold: 0, pending: 0, doubled: 0, invented: 0, paidRight: true }
  expect(compareBooks(chain, books, chain.head().number)).toEqual(right)

  const [[hash], doubled] = books.events as [Books['events'][number], Books['events'][number]]
  const { number } = chain.byHash(hash)!
  const wrong: Books = {
    // Without the first and the last.
    events: [...books.events.slice(1, -1), doubled, doubled, [`0x${'ab'.repeat(32)}`, 0]],
    paid: new Map([...books.paid].map(([token, sum]) => [token, sum + 1n])),
    gaps: [[number, number]],
  }
  expect(compareBooks(chain, wrong, chain.head().number)).toEqual({
    expected,
    held: expected + 1,
    lost: 2,
    untold: 1,
    pending: 0,
    doubled: 2,
    invented: 1,
    paidRight: false,
  })

  const early = books.events.filter(([hash]) => chain.byHash(hash)!.number <= number)
  const behind = compareBooks(chain, { ...books, events: early }, null)
  expect(behind).toMatchObject({ lost: 0, pending: expected - early.length })
})
