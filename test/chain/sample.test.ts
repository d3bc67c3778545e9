import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { demandOf, isSampled } from '../../src/chain/demand.ts'
import { createChainSource } from '../../src/chain/source.ts'
import { chanceUnnoticed } from '../../src/domain/completeness.ts'
import { createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import { announce, contract, factory, meaning, say, startGrowing } from './factories.ts'
import { createFakeChain, type FakeChain, type RawLog } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { market, mineSome, options, stranger, watched } from './world.ts'

// Long histories, of which only blocks with logs and a share of the others are read.

let nodes: FakeNode[] = []
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async (chain: FakeChain = createFakeChain('sampled', [], { real: true })) => {
  const node = await createFakeNode({ chainId: 7, chain })
  nodes.push(node)
  return node
}

const run = async (urls: readonly string[], sample: number, more: Parameters<typeof options>[1] = {}) => {
  const source = createChainSource(options(urls, { completeness: { sample }, ...more }), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { once: true })
  const histories = consumer.events.filter((event) => event.type === 'history')
  return {
    consumer,
    health: source.nodes(),
    levels: histories.flatMap(({ levels }) => levels),
    open: histories.flatMap(({ open }) => open),
  }
}

/** Mostly empty blocks. */
const mineSparse = (chain: FakeChain, count: number) => {
  for (let index = 0; index < count; index += 1) {
    const number = chain.head().number + 1
    chain.mine(
      number % 10 === 3 ? [{ address: market, data: '0x03' }] : number % 7 === 0 ? [{ address: stranger }] : [],
    )
  }
}

test('only blocks with logs, the sample and the ends of ranges are asked for', async () => {
  const node = await start()
  mineSparse(node.chain, 2_000)
  const asked = new Set<number>()
  node.faults.before = (method, [tag]) => {
    if (method === 'eth_getBlockByNumber' && /^0x/.test(String(tag))) asked.add(Number(tag))
  }
  const { consumer, levels, open } = await run([node.url], 0.05)
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(consumer.blocks().every(({ level }) => level === 'RECEIPTS_PROVEN')).toBe(true)
  expect(open).toEqual([])
  const { sample } = demandOf({ sample: 0.05 }, 7)
  const chosen = node.chain.blocks().filter(({ number }) => isSampled(sample, number))
  expect(chosen.every(({ number }) => asked.has(number))).toBe(true)
  expect(chosen.length).toBeGreaterThan(60)
  // 194 final blocks with logs, some 100 of the sample, and the last 64, which are not final.
  expect(asked.size).toBeLessThan(420)
  const count = (level: string) =>
    levels.filter((each) => each.level === level).reduce((sum, { from, to }) => sum + to - from + 1, 0)
  expect(count('RECEIPTS_PROVEN')).toBeGreaterThanOrEqual(194)
  expect(count('NONE')).toBeGreaterThan(1_600)
  expect(levels.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(1_937)
  expect(levels[0]!.from).toBe(0)
  for (const [index, each] of levels.slice(1).entries()) expect(each.from).toBe(levels[index]!.to + 1)
})

test('logs left out of a block of the sample are put back, and left out of others are not noticed', async () => {
  const node = await start()
  for (let index = 0; index < 800; index += 1) node.chain.mine([{ address: market, data: '0x01' }])
  const { sample } = demandOf({ sample: 0.3 }, 7)
  node.faults.omit = (log, by) => by !== 'receipts' && Number(log.blockNumber) % 2 === 0
  const { consumer, health } = await run([node.url], 0.3)
  const expected = truth(node.chain, watched).filter(({ number }) => number % 2 === 1 || isSampled(sample, number))
  const final = (blocks: typeof expected) => blocks.filter(({ number }) => number < 700)
  // The ends of ranges are read besides.
  const found = final(indexed(consumer)).filter(({ number }) =>
    final(expected).some((block) => block.number === number),
  )
  expect(found).toEqual(final(expected))
  expect(health[0]!.omitted).toBeGreaterThan(80)
})

test('beside an honest node, a node that is caught in the sample is not believed in the rest', async () => {
  const liar = await start()
  for (let index = 0; index < 800; index += 1) liar.chain.mine([{ address: market, data: '0x01' }])
  const honest = await start(liar.chain)
  liar.faults.omit = (log: RawLog, by) => by !== 'receipts' && Number(log.blockNumber) % 2 === 0
  const { consumer, health } = await run([liar.url, honest.url], 0.1)
  expect(indexed(consumer)).toEqual(truth(liar.chain, watched))
  expect(health[0]!.quarantinedUntil).toBeGreaterThan(0)
})

test('contracts announced on the way are found in blocks whose headers were not read', async () => {
  const node = await start()
  for (let n = 1; n <= 20; n += 1) {
    node.chain.mine([announce(factory, contract(n))])
    for (let index = 0; index < 20; index += 1) node.chain.mine(index % 6 === 0 ? [say(contract(n), n)] : [])
  }
  for (let index = 0; index < 80; index += 1) node.chain.mine()
  const growing = startGrowing([node], { completeness: { sample: 0.01 } })
  await growing.run()
  expect(meaning(growing.consumer.blocks())).toEqual(meaning(node.chain.blocks()))
})

test('an empty answer of a backend that is behind is not believed', async () => {
  const node = await start()
  mineSome(node.chain, 500)
  let lags = 0
  // The backend that answers eth_getLogs has not reached the last final block yet, the first times.
  node.faults.before = (method) => {
    if (method === 'eth_getLogs') {
      lags += 1
      node.faults.lag = lags < 3 ? 100 : 0
    }
  }
  const { consumer } = await run([node.url], 0.01)
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test('the same seed chooses the same blocks, as many as asked for, without a pattern', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      (seed, share) => {
        const from = seed * 7_919
        const count = 20_000
        const chosen = Array.from({ length: count }, (_, i) => isSampled({ share, seed }, from + i)).filter(
          Boolean,
        ).length
        // Six standard deviations of a binomial distribution.
        expect(Math.abs(chosen - count * share)).toBeLessThan(6 * Math.sqrt(count * share * (1 - share)) + 1)
      },
    ),
  )
  const other = Array.from({ length: 1_000 }, (_, i) => isSampled({ share: 0.5, seed: 1 }, i))
  expect(other).not.toEqual(Array.from({ length: 1_000 }, (_, i) => isSampled({ share: 0.5, seed: 2 }, i)))
  expect(isSampled(null, 1)).toBe(true)
})

test('the chance that an omission went unnoticed falls with its size', () => {
  expect(chanceUnnoticed(0.02, 0)).toBe(1)
  expect(chanceUnnoticed(0.02, 1)).toBeCloseTo(0.98)
  expect(chanceUnnoticed(0.02, 228)).toBeCloseTo(0.01, 3)
  expect(chanceUnnoticed(0.5, 3)).toBe(0.125)
})
