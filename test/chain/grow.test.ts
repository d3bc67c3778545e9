import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createChainSource } from '../../src/chain/source.ts'
import { createConsumer, fastDeps } from './consumer.ts'
import {
  announce,
  contract,
  createRegistry,
  factory,
  meaning,
  overhear,
  say,
  startGrowing,
  transfer,
} from './factories.ts'
import { createFakeChain, type FakeChain, type FakeLog, type RawLog } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { options, stranger } from './world.ts'

// Contracts that are announced while reading: their logs are there from the block on that announces them.

let nodes: FakeNode[] = []
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async (chain: FakeChain = createFakeChain()) => {
  const node = await createFakeNode({ chainId: 7, chain })
  nodes.push(node)
  return node
}

const child = contract(1)
const grandchild = contract(2)

/** Blocks up to this length, with what is said in some of them. */
const mineTo = (chain: FakeChain, length: number, logs: Readonly<Record<number, readonly FakeLog[]>> = {}) => {
  while (chain.head().number < length) chain.mine(logs[chain.head().number + 1] ?? [])
}

type Growing = ReturnType<typeof startGrowing>
const expectAll = ({ consumer }: Growing, chain: FakeChain) => {
  const through = consumer.held.cursor()?.number ?? -1
  expect(meaning(consumer.blocks())).toEqual(meaning(chain.blocks().slice(0, through + 1)))
  expect(consumer.blocks().every(({ level }) => level === 'BLOOM_CONSISTENT')).toBe(true)
}
const told = ({ consumer }: Growing, number: number) =>
  consumer.blocks().find((block) => block.number === number)?.logs.length ?? 0

/** In one transaction: the child speaks before and after it is announced, and money moves into and out of it. */
const birth = (by = factory, born = child): readonly FakeLog[] => [
  say(born, 1, { transaction: 1 }),
  transfer(stranger, born, 5, { transaction: 1 }),
  announce(by, born, { transaction: 1 }),
  say(born, 2, { transaction: 1 }),
  transfer(born, stranger, 3, { transaction: 1 }),
  transfer(stranger, stranger, 9, { transaction: 1 }),
]

describe.each(['history', 'branch by hash', 'branch by range', 'branch without logs by hash'])('%s', (where) => {
  const begin = async () => {
    const node = await start()
    node.chain.finalize(where === 'history' ? null : 0)
    node.faults.byHash = where !== 'branch without logs by hash'
    const length = where === 'history' ? 150 : where === 'branch by range' ? 60 : 12
    return { node, length }
  }

  test('a child speaks in the transaction that announces it, and later', async () => {
    const { node, length } = await begin()
    mineTo(node.chain, length, { 4: birth(), 7: [say(child, 3)], 9: [transfer(child, stranger, 1)] })
    const growing = startGrowing([node])
    await growing.run()
    expectAll(growing, node.chain)
    expect([4, 7, 9].map((number) => told(growing, number))).toEqual([5, 1, 1])
  })

  test('a child’s own child is heard too, whatever the order within a block', async () => {
    const { node, length } = await begin()
    mineTo(node.chain, length, {
      4: [...birth(child, grandchild), ...birth()],
      6: [say(grandchild, 6), announce(grandchild, contract(3)), say(contract(3), 7)],
      8: [announce(contract(3), contract(4)), say(contract(4), 8)],
    })
    const growing = startGrowing([node])
    await growing.run()
    expectAll(growing, node.chain)
    expect([...growing.registry().known]).toHaveLength(5)
    expect([4, 6, 8].map((number) => told(growing, number))).toEqual([10, 3, 2])
  })

  test.each([
    ['range', (by: string) => by === 'range'],
    ['range and hash', (by: string) => by !== 'receipts'],
  ])('logs left out of answers by %s are put back, and may announce', async (_, omits) => {
    const { node, length } = await begin()
    const watched = [factory, child, grandchild]
    mineTo(node.chain, length, {
      4: birth(),
      6: [announce(child, grandchild)],
      8: [say(grandchild, 1)],
      9: [say(factory, 9), say(child, 9)],
    })
    const isLost = ({ address, data }: RawLog) => watched.includes(address) && (address !== factory || data === '0x')
    node.faults.omit = (log, by) => isLost(log) && omits(by)
    const growing = startGrowing([node])
    await growing.run()
    expectAll(growing, node.chain)
    expect(growing.registry().known.has(grandchild)).toBe(true)
    if (where === 'history') expect(growing.omitted()).toBe(6)
  })
})

test('ranges that were read ahead are asked for the child too, and for nothing else twice', async () => {
  const node = await start()
  mineTo(node.chain, 1_300, {
    50: birth(),
    120: [say(child, 1)],
    250: [say(child, 2), announce(child, grandchild)],
    350: [say(child, 3), say(grandchild, 3)],
    450: [transfer(grandchild, stranger, 1)],
    1050: [say(grandchild, 5)],
  })
  const queries = overhear(node)
  const growing = startGrowing([node], { rangeBlocksMax: 100 })
  await growing.run(1_200)
  expectAll(growing, node.chain)
  expect([120, 250, 350, 450, 1050].map((number) => told(growing, number))).toEqual([1, 2, 2, 1, 1])
  const asked = (from: number) =>
    queries.flatMap(({ fromBlock, address }) => (address && Number(fromBlock) === from ? [address] : []))
  expect(asked(0)).toEqual([[factory], [child]])
  expect(asked(100)).toEqual([[factory], [child]])
  expect(asked(200)).toEqual([[factory], [child], [grandchild]])
  expect(asked(300)).toEqual([[factory], [child, grandchild]])
  expect(asked(800)).toEqual([[factory, child], [grandchild]])
  expect(asked(1000)).toEqual([[factory, child, grandchild]])
})

test('a source that learns nothing asks as one that cannot learn', async () => {
  const node = await start()
  mineTo(node.chain, 500, { 50: [say(factory, 1)], 320: [say(factory, 2), say(stranger, 1)] })
  const usage = async (run: () => Promise<void>) => {
    const before = { ...node.counts }
    await run()
    return Object.entries(node.counts).map(([method, count]) => [method, count - (before[method] ?? 0)])
  }
  const { filters } = createRegistry().wanted()
  const fixed = createChainSource(options([node.url], { filters }), fastDeps())
  const first = await usage(() => createConsumer().follow(fixed, { once: true }))
  expect(await usage(() => startGrowing([node]).run())).toEqual(first)
})

test.each([30, 50, 51, 199, 260])('a restart after block %i goes on with what was learnt before', async (stop) => {
  const node = await start()
  mineTo(node.chain, 400, {
    50: birth(),
    51: [say(child, 1)],
    199: [announce(child, grandchild)],
    260: [say(grandchild, 1), transfer(stranger, child, 1)],
    330: [say(child, 1), say(grandchild, 1)],
  })
  const growing = startGrowing([node], { rangeBlocksMax: 100 })
  await growing.run(stop)
  expectAll(growing, node.chain)
  growing.restart()
  await growing.run()
  expectAll(growing, node.chain)
  expect(told(growing, 330)).toBe(2)
})

test.each([4, 30])('an announcement on a branch that is given up, %i blocks deep, costs nothing', async (depth) => {
  const node = await start()
  const { chain } = node
  const first = 101 - depth
  mineTo(chain, first - 1)
  mineTo(chain, 100, { [first]: birth(), [first + 1]: [say(child, 1), announce(factory, contract(3))] })
  const growing = startGrowing([node])
  await growing.run()
  expectAll(growing, chain)
  expect(told(growing, first)).toBe(5)
  chain.reorg(depth, [[say(child, 4)], birth(), [say(contract(3), 1)], [say(child, 5)]])
  mineTo(chain, 104)
  await growing.run()
  expectAll(growing, chain)
  expect([1, 3].map((after) => told(growing, first + after))).toEqual([5, 1])
})

test('a node that fails when it is asked for more is left for another, or asked anew', async () => {
  const first = await start()
  mineTo(first.chain, 400, {
    50: birth(),
    60: [announce(child, grandchild), say(grandchild, 1)],
    150: [say(child, 1)],
    350: [say(child, 2), say(grandchild, 2)],
  })
  const second = await start(first.chain)
  for (const urls of [[first, second], [first]]) {
    let refusals = 0
    first.faults.itemError = (method, [query]) => {
      const isForMore = method === 'eth_getLogs' && (query as { address?: string[] }).address?.[0] === child
      return isForMore && refusals++ < 12 ? { code: -32603, message: 'oops' } : null
    }
    const growing = startGrowing(urls, { rangeBlocksMax: 100 })
    await growing.run()
    expectAll(growing, first.chain)
    expect(refusals).toBeGreaterThan(0)
  }
})

test('what a log announces twice, or says of a known contract, is asked for once', async () => {
  const node = await start()
  mineTo(node.chain, 150, { 50: [announce(factory, child), announce(factory, child), announce(child, factory)] })
  const queries = overhear(node)
  const growing = startGrowing([node])
  await growing.run()
  const [history] = growing.consumer.events
  expect(history).toMatchObject({ type: 'history', through: { number: 86 } })
  expect(queries.flatMap(({ address, blockHash }) => (address && !blockHash ? [address] : []))).toEqual([
    [factory],
    [child],
    [factory, child],
  ])
})

test('a thousand holders and more are asked for in parts', async () => {
  const node = await start()
  const count = 2_300
  const many = Array.from({ length: count }, (_, index) => announce(factory, contract(index + 1)))
  mineTo(node.chain, 400, {
    10: many.slice(0, 1_500),
    120: many.slice(1_500),
    130: [say(contract(1), 1), say(contract(count), 2), transfer(contract(900), contract(2_000), 3)],
    330: [say(contract(1_200), 1), transfer(stranger, contract(count), 3)],
  })
  const queries = overhear(node)
  const growing = startGrowing([node], { rangeBlocksMax: 100, completeness: 'linked' })
  await growing.run()
  expect(meaning(growing.consumer.blocks())).toEqual(meaning(node.chain.blocks()))
  const lengths = queries.map(({ address, topics }) =>
    Math.max(0, ...[address, ...(topics ?? [])].map((l) => l?.length ?? 0)),
  )
  expect(Math.max(...lengths)).toBe(1_000)
  const last = queries.filter(({ fromBlock }) => Number(fromBlock) > 336)
  expect(last).toHaveLength(9)
})

test('any tree of factories, read in any widths and stops, is heard from each announcement on', {
  timeout: 120_000,
}, async () => {
  const story = fc.record({
    /** Who announces each contract, and when. */
    tree: fc.array(fc.record({ by: fc.nat(1_000), block: fc.integer({ min: 1, max: 420 }) }), {
      minLength: 1,
      maxLength: 12,
    }),
    chatter: fc.array(
      fc.record({ block: fc.integer({ min: 1, max: 420 }), who: fc.nat(12), to: fc.nat(14), pays: fc.boolean() }),
      { maxLength: 60 },
    ),
    rangeBlocksMax: fc.integer({ min: 1, max: 250 }),
    depth: fc.integer({ min: 0, max: 120 }),
    stops: fc.array(fc.record({ block: fc.nat(420), restarts: fc.boolean() }), { maxLength: 3 }),
    lost: fc.integer({ min: 2, max: 9 }),
  })
  await fc.assert(
    fc.asyncProperty(story, async ({ tree, chatter, rangeBlocksMax, depth, stops, lost }) => {
      const node = await start()
      const logs: Record<number, FakeLog[]> = {}
      const put = (block: number, log: FakeLog) => {
        logs[block] ??= []
        logs[block].push(log)
      }
      for (const [index, { block, who, to, pays }] of chatter.entries()) {
        put(block, pays ? transfer(contract(who), contract(to), index) : say(contract(who), index))
      }
      for (const [index, { by, block }] of tree.entries()) {
        put(block, announce(contract(by % (index + 1)), contract(index + 1)))
      }
      mineTo(node.chain, 420, logs)
      node.faults.omit = (log, by) => by === 'range' && (Number(log.blockNumber) + Number(log.logIndex)) % lost === 0
      const growing = startGrowing([node], { rangeBlocksMax, finality: { depth } })
      for (const { block, restarts } of stops.toSorted((a, b) => a.block - b.block)) {
        await growing.run(block)
        expectAll(growing, node.chain)
        if (restarts) growing.restart()
      }
      await growing.run()
      expect(growing.consumer.held.cursor()?.number).toBe(420)
      expectAll(growing, node.chain)
      await node.stop()
    }),
    { numRuns: 30 },
  )
})
