import { afterEach, expect, test } from 'vitest'
import { parseEndpoint } from '../../src/chain/http.ts'
import { createNode } from '../../src/chain/node.ts'
import { createRpc } from '../../src/chain/rpc.ts'
import { createChainSource } from '../../src/chain/source.ts'
import { DaybookError } from '../../src/errors.ts'
import { createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import { createFakeChain, type FakeChain } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { market, options, watched } from './world.ts'

// What follows when a node is caught leaving logs out.

let nodes: FakeNode[] = []
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async (chain: FakeChain = createFakeChain('caught', [], { real: true })) => {
  const node = await createFakeNode({ chainId: 7, chain })
  nodes.push(node)
  return node
}

test('a quarantine grows with each time it was earned, and ends', () => {
  let now = 1_000_000
  const clock = { now: () => now, sleep: async () => {} }
  const rpc = createRpc(parseEndpoint('http://one.example'))
  const node = createNode({ rpc, clock, chainId: 7, concurrency: 1, jitter: () => 0 })
  expect(node.health()).toMatchObject({ quarantinedUntil: null, quarantineReason: null })
  const lengths: number[] = []
  for (let times = 0; times < 14; times += 1) {
    node.omitted(1)
    // What was asked before it was caught does not count again.
    node.omitted(1)
    const until = node.health().quarantinedUntil!
    lengths.push(until - now)
    now = until
    expect(node.isQuarantined()).toBe(false)
  }
  expect(lengths.slice(0, 3)).toEqual([60_000, 120_000, 240_000])
  expect(lengths.at(-1)).toBe(86_400_000)
  expect(node.health()).toMatchObject({ omitted: 28, quarantinedUntil: null })
  expect(node.health().quarantineReason).toContain('left logs out')
})

test('a node that failed gets its place back', () => {
  let now = 1_000_000
  const clock = { now: () => now, sleep: async () => {} }
  const rpc = createRpc(parseEndpoint('http://one.example'))
  const node = createNode({ rpc, clock, chainId: 7, concurrency: 1, jitter: () => 0 })
  for (let times = 0; times < 100; times += 1) {
    node.failed(new DaybookError('RPC_NONSENSE', 'one.example answered HTML'))
    now += 31_000
  }
  expect(node.penalty()).toBeGreaterThan(5)
  now += 7 * 60_000
  expect(node.penalty()).toBe(0)
  expect(node.restsUntil()).toBeLessThan(now)
})

test('others are asked instead', async () => {
  const liar = await start()
  for (let index = 0; index < 4_000; index += 1) liar.chain.mine(index % 20 === 0 ? [{ address: market }] : [])
  const honest = await start(liar.chain)
  liar.faults.omit = (log, by) => by === 'range' && log.blockNumber === '0x15'
  const source = createChainSource(options([liar.url, honest.url], { rangeBlocksMax: 100 }), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { once: true })
  expect(indexed(consumer)).toEqual(truth(liar.chain, watched))
  expect(honest.counts.eth_getLogs!).toBeGreaterThan(liar.counts.eth_getLogs! * 2)
})

test('alone, it is believed only where it can prove what it says', async () => {
  const node = await start()
  for (let index = 0; index < 1_500; index += 1) node.chain.mine(index % 10 === 0 ? [{ address: market }] : [])
  node.faults.omit = (log, by) => by === 'range' && log.blockNumber === '0x15'
  const source = createChainSource(options([node.url], { rangeBlocksMax: 100 }), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { once: true })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  const proven = consumer.blocks().filter(({ level }) => level === 'RECEIPTS_PROVEN')
  expect(proven.length).toBeGreaterThan(50)
  expect(consumer.blocks().every(({ doubt }) => doubt === undefined)).toBe(true)
})
