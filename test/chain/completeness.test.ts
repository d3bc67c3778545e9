import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { createChainSource } from '../../src/chain/source.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import type { FakeChain, FakeLog, RawLog } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { market, mineSome, options, other, stranger, watched } from './world.ts'

// A log left out of an otherwise good answer, under the true block hash: what no hash comparison can see.

let nodes: FakeNode[] = []
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async () => {
  const node = await createFakeNode({ chainId: 7 })
  nodes.push(node)
  return node
}

const run = async (urls: readonly string[], more: Parameters<typeof options>[1] = {}) => {
  const source = createChainSource(options(urls, more), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { once: true })
  return { consumer, omitted: source.nodes().reduce((sum, { omitted }) => sum + omitted, 0) }
}

/** Blocks where each log has a topic of its own, so that none hides behind another one's bits. */
const mineDistinct = (chain: FakeChain, count: number) => {
  for (let index = 0; index < count; index += 1) {
    const number = chain.head().number + 1
    const logs = Array.from({ length: (number * 7) % 5 }, (_, log): FakeLog => {
      const word: Hex = `0x${(number * 10 + log).toString(16).padStart(64, '0')}`
      return {
        address: [market, other, stranger][(number + log) % 3]!,
        topics: [`0x${'e7'.repeat(32)}`, word],
        data: word,
      }
    })
    chain.mine(logs)
  }
}

const isWatched = ({ address }: RawLog) => watched.some((each) => each === address)

test('any set of logs left out by range is put back, each counted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000), fc.integer({ min: 2, max: 9 }), async (seed, share) => {
      const node = await start()
      mineDistinct(node.chain, 120)
      const lost = new Set<string>()
      const isLost = (log: RawLog) => (Number(log.data) * 7 + seed) % share === 0
      node.faults.omit = (log, by) => {
        const drops = by !== 'receipts' && isLost(log)
        if (drops && isWatched(log)) lost.add(`${log.blockHash}${log.logIndex}`)
        return drops
      }
      const { consumer, omitted } = await run([node.url])
      expect(indexed(consumer)).toEqual(truth(node.chain, watched))
      expect(consumer.blocks().every(({ level }) => level === 'BLOOM_CONSISTENT')).toBe(true)
      expect(omitted).toBe(lost.size)
    }),
    { numRuns: 15 },
  )
})

test('without receipts, what eth_getLogs tells by block hash is put back', async () => {
  const node = await start()
  mineDistinct(node.chain, 200)
  node.faults.receipts = false
  node.faults.omit = (log, by) => by === 'range' && Number(log.data) % 3 === 0
  const { consumer, omitted } = await run([node.url])
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(omitted).toBeGreaterThan(5)
})

test('a node that leaves logs out of everything is seen through by another', async () => {
  const liar = await start()
  mineDistinct(liar.chain, 200)
  const honest = await createFakeNode({ chainId: 7, chain: liar.chain })
  nodes.push(honest)
  liar.faults.omit = (log) => Number(log.data) % 3 === 0
  const { consumer } = await run([liar.url, honest.url])
  expect(indexed(consumer)).toEqual(truth(liar.chain, watched))
})

test('a node that tells no log of a thousand blocks is not believed', async () => {
  const node = await start()
  mineDistinct(node.chain, 1_000)
  for (const by of ['receipts', 'hash'] as const) {
    node.heal()
    node.faults.receipts = by === 'receipts'
    node.faults.omit = (_, told) => told !== by
    const { consumer } = await run([node.url])
    expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  }
})

test('what cannot be settled is said: a lower level, counted as such, and the block and the reason', async () => {
  const node = await start()
  for (let index = 0; index < 80; index += 1) node.chain.mine([{ address: market, data: '0x01' }])
  node.faults.omit = (log) => log.blockNumber === '0x5' // the only node, in all it says
  const { consumer, omitted } = await run([node.url])
  const [history] = consumer.events
  expect(history).toMatchObject({
    type: 'history',
    through: { number: 16 },
    levels: [
      { from: 0, to: 4, level: 'BLOOM_CONSISTENT' },
      { from: 5, to: 5, level: 'HEADER_LINKED' },
      { from: 6, to: 16, level: 'BLOOM_CONSISTENT' },
    ],
    open: [{ number: 5, doubt: 'The bloom of its header may hold a log that is asked for, and no node shows one.' }],
  })
  expect(omitted).toBe(0)
})

test('a stranger’s logs in the same block are a false alarm that costs a request and no level', async () => {
  const node = await start()
  for (let index = 0; index < 50; index += 1) node.chain.mine([{ address: market }, { address: stranger }])
  const { consumer, omitted } = await run([node.url])
  expect(consumer.blocks()).toHaveLength(50)
  expect(consumer.blocks().every(({ level }) => level === 'BLOOM_CONSISTENT')).toBe(true)
  expect(omitted).toBe(0)
})

test('a chain whose blooms are always full is indexed at the level that can be had, without stalling', async () => {
  const node = await start()
  mineSome(node.chain, 1_000)
  node.faults.changeBlock = (block) => ({ ...block, logsBloom: `0x${'f'.repeat(512)}` })
  node.faults.receipts = false
  const before = node.counts.eth_getLogs ?? 0
  const { consumer } = await run([node.url])
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(consumer.blocks().some(({ level }) => level === 'HEADER_LINKED')).toBe(true)
  expect(node.counts.eth_getLogs! - before).toBeLessThan(600)
})

test('receipts that do not add up to the bloom prove nothing', async () => {
  const node = await start()
  for (let index = 0; index < 80; index += 1) node.chain.mine([{ address: market, data: '0x01' }])
  node.faults.omit = (log, by) => by !== 'hash' && log.blockNumber === '0x5'
  const { consumer } = await run([node.url])
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test('linked asks for no second opinion and says so by its level', async () => {
  const node = await start()
  mineSome(node.chain, 100)
  const { consumer } = await run([node.url], { completeness: 'linked' })
  expect(consumer.blocks().every(({ level }) => level === 'HEADER_LINKED')).toBe(true)
  expect(node.counts.eth_getBlockReceipts).toBeUndefined()
})
