import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LiveNodeProcess, startLiveNode } from '../../bench/node-process.ts'
import { createChain, type SyntheticChain } from '../../bench/synthetic-chain.ts'
import { createSyntheticMarket } from '../../bench/synthetic-market.ts'

const createMarket = () =>
  createSyntheticMarket({ seed: 5, events: 2_000, contributors: 50, eventsPerBlock: 10, startTime: 1_704_067_200 })

const textOf = (chain: SyntheticChain): readonly string[] =>
  Array.from({ length: chain.head() + 1 }, (_, number) => {
    const logs = chain.logText(...chain.logRange(number, number))
    return `${chain.hashOf(number)} ${chain.header(number)} ${logs}`
  })

test('a chain that lost blocks and got them back is as if it never had lost them', () => {
  const market = createMarket()
  const blocks = [...market.blocks()]
  const [whole, mended] = [createChain(market, { logTimestamps: true }), createChain(market, { logTimestamps: true })]
  for (const chain of [whole, mended]) for (const block of blocks) chain.add(block)
  for (const ancestor of [mended.head() - 1, mended.head() - 64, market.startBlock, mended.head()]) {
    const taken = blocks.filter(({ number }) => number > ancestor)
    mended.cut(ancestor)
    expect([mended.head(), mended.numberOf(whole.hashOf(whole.head()))]).toEqual(
      taken.length > 0 ? [ancestor, undefined] : [whole.head(), whole.head()],
    )
    for (const block of taken) mended.add(block)
    expect(mended.logs()).toBe(2_000)
  }
  expect(textOf(mended)).toEqual(textOf(whole))
  for (const chain of [whole, mended]) chain.close()
})

let node: LiveNodeProcess
beforeAll(async () => {
  node = await startLiveNode(['--blocks', '40', '--events-per-block', '10', '--reorganisation-depth', '8'])
})
afterAll(() => node?.stop())

const ask = async <T>(method: string, params: readonly unknown[]): Promise<T> => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const answer = await fetch(node.url, { method: 'POST', body })
  return ((await answer.json()) as { result: T }).result
}
type Header = { readonly number: string; readonly hash: string; readonly parentHash: string }
const readHeaders = async (head: number) =>
  Promise.all(
    Array.from({ length: head + 1 }, (_, number) =>
      ask<Header>('eth_getBlockByNumber', [`0x${number.toString(16)}`, false]),
    ),
  )
const readLogs = () =>
  ask<readonly { blockHash: string; data: string }[]>('eth_getLogs', [{ fromBlock: '0x0', toBlock: 'latest' }])

test('a reorganisation puts the same logs into other blocks, and one more block on top', async () => {
  const mined = await node.mine()
  const before = { headers: await readHeaders(mined.number), logs: await readLogs() }
  const socket = new WebSocket(node.url.replace('http:', 'ws:'))
  const told: string[] = []
  const heard = new Promise<void>((resolve) => {
    socket.addEventListener('open', () =>
      socket.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}'),
    )
    socket.addEventListener('message', ({ data }) => {
      told.push(String(data))
      if (told.length === 2) resolve()
      else void node.reorganise()
    })
  })
  await heard
  socket.close()
  const head = mined.number + 1
  const after = { headers: await readHeaders(head), logs: await readLogs() }
  expect(JSON.parse(told[1]!).params.result).toMatchObject({
    number: `0x${head.toString(16)}`,
    hash: after.headers[head]!.hash,
  })
  after.headers.forEach((header, number) => {
    if (number > 0) expect(header.parentHash).toBe(after.headers[number - 1]!.hash)
    if (number <= mined.number) expect(header.hash === before.headers[number]!.hash).toBe(number <= mined.number - 8)
  })
  expect(after.logs.slice(0, before.logs.length).map(({ data }) => data)).toEqual(before.logs.map(({ data }) => data))
  const hashes = new Set(after.headers.map(({ hash }) => hash))
  expect(after.logs.every(({ blockHash }) => hashes.has(blockHash))).toBe(true)
  expect((await node.expected()).total).toBe(after.logs.length)
})
