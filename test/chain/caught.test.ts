import { afterEach, expect, test } from 'vitest'
import { createChainSource } from '../../src/chain/source.ts'
import type { OpenBlock } from '../../src/domain/block.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import { announce, contract, factory, meaning, say, startGrowing } from './factories.ts'
import { createFakeChain, type FakeLog } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { market, options, stranger, watched } from './world.ts'

// A node that was caught leaving logs out of one block left more of them out: of the same stretch, of stretches read ahead, of
// what it is asked for next. The chains here cannot be proved, so that only its word, blooms and other words are there.

let nodes: FakeNode[] = []
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async (chain = createFakeChain()) => {
  const node = await createFakeNode({ chainId: 7, chain })
  nodes.push(node)
  return node
}

const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`
const TOPIC: Hex = `0x${'e7'.repeat(32)}`
/** A log that no bloom misses: its address and topic are in every other one too. */
const plain = (value: number, transaction = 0): FakeLog => ({
  address: market,
  topics: [TOPIC],
  data: word(value),
  transaction,
})
const lost = word(99)

const run = async (rangeBlocksMax?: number) => {
  const urls = nodes.map(({ url }) => url)
  const source = createChainSource(options(urls, rangeBlocksMax === undefined ? {} : { rangeBlocksMax }), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { once: true })
  return { consumer, omitted: source.nodes().reduce((sum, { omitted }) => sum + omitted, 0) }
}

test.each([
  ['of the same stretch', 60, 20],
  ['of a stretch that was read ahead', 20, 330],
])('blocks %s, which were believed before it was caught, are asked of others', async (_, caughtAt, lostAt) => {
  const node = await start()
  const { chain, faults } = node
  for (let number = 1; number <= 400; number += 1) {
    if (number === lostAt) chain.mine([plain(1), plain(99), plain(2)])
    else chain.mine(number === caughtAt ? [plain(3)] : [])
  }
  // Of one block nothing is told, which its bloom shows; of the other one log of three is missing, which no bloom can show.
  faults.omit = (log, by) => by === 'range' && (log.data === lost || Number(log.blockNumber) === caughtAt)
  const { consumer, omitted } = await run(100)
  expect(indexed(consumer)).toEqual(truth(chain, watched))
  expect(omitted).toBe(2)
})

test('a log that a node leaves out though nobody catches it is beyond what a bloom can tell', async () => {
  const node = await start()
  for (let number = 1; number <= 70; number += 1) node.chain.mine(number === 20 ? [plain(1), plain(99), plain(2)] : [])
  node.faults.omit = (log, by) => by === 'range' && log.data === lost
  const { consumer, omitted } = await run()
  expect(indexed(consumer).flatMap(({ logs }) => logs)).toHaveLength(2)
  expect(omitted).toBe(0)
})

test('bits of a large block that no log explains are looked into once one of its logs was found missing', async () => {
  const liar = await start()
  const crowd = Array.from({ length: 30 }, (_, at): FakeLog => ({ ...plain(at, at), topics: [TOPIC, word(at)] }))
  liar.chain.mine(crowd)
  const second = await start(liar.chain)
  // Both lack logs where they are asked for logs, and neither in its receipts.
  liar.faults.omit = (_, by) => by !== 'receipts'
  second.faults.omit = (log, by) => by !== 'receipts' && Number(log.data) % 3 === 0
  const { consumer } = await run()
  expect(indexed(consumer)).toEqual(truth(liar.chain, watched))
})

test('more logs than are explained one by one are explained, of a node that was caught', async () => {
  const node = await start()
  const crowd = Array.from({ length: 90 }, (_, at): FakeLog => ({ ...plain(at, at), topics: [TOPIC, word(at)] }))
  node.chain.mine([plain(1)])
  node.chain.mine(crowd)
  for (let number = 3; number <= 70; number += 1) node.chain.mine()
  node.faults.omit = (log, by) => by !== 'receipts' && (log.blockNumber === '0x1' || Number(log.data) === 80)
  const { consumer, omitted } = await run()
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(omitted).toBe(2)
})

const child = contract(1)

test('what becomes wanted of a block whose receipts were told is taken from them', async () => {
  const node = await start()
  for (let number = 1; number <= 30; number += 1) {
    node.chain.mine(
      number === 10
        ? [announce(factory, child), { ...say(child, 1), data: lost }, say(child, 1), { address: stranger }]
        : [],
    )
  }
  // By the logs of the factory alone the bloom has more to tell; once the child is heard, its other log explains all of it.
  node.faults.omit = (log, by) => by !== 'receipts' && log.data === lost
  const growing = startGrowing([node])
  await growing.run()
  expect(meaning(growing.consumer.blocks())).toEqual(meaning(node.chain.blocks()))
  // Once more when it is caught: what only adds up to the bloom is its own word.
  expect(node.counts.eth_getBlockReceipts).toBe(2)
  expect(growing.omitted()).toBe(1)
})

test('blocks that are on record by then are reported once, and read again from others than the node', async () => {
  const node = await start()
  const { chain, faults } = node
  chain.finalize(0)
  faults.omit = (log, by) => by !== 'receipts' && (log.data === lost || log.data === word(98))
  const script = [
    () => chain.mine([plain(1), plain(99), plain(2)]),
    () => chain.mine(),
    // Taken back before anything was noticed.
    () => chain.mine([plain(5)]),
    () => chain.reorg(1, [[]]),
    // Here its bloom tells, and in what follows it is not believed any more.
    () => chain.mine([plain(98)]),
    () => chain.mine([plain(1), plain(99), plain(2)]),
    () => chain.mine(),
  ]
  const source = createChainSource(options([node.url]), fastDeps())
  const consumer = createConsumer()
  const doubts: OpenBlock[] = []
  const doubted = async (open: readonly OpenBlock[]) => {
    doubts.push(...open)
  }
  chain.mine()
  for await (const event of source.events({ held: consumer.held, doubted })) {
    consumer.apply(event)
    if (consumer.held.cursor()?.hash !== chain.head().hash) continue
    const next = script.shift()
    if (next === undefined) break
    next()
  }
  const name = source.nodes()[0]!.name
  expect(doubts).toEqual([{ number: 2, doubt: `${name} was caught leaving logs out after it had told this block.` }])
  const told = indexed(consumer).map(({ number, logs }) => [number, logs.length])
  expect(told).toEqual([
    [2, 2],
    [5, 1],
    [6, 3],
  ])
  // Whoever reads it again, as mending does, need not have caught the node before.
  const fresh = createChainSource(options([node.url]), fastDeps())
  for await (const { blocks } of fresh.reread({ from: 2, to: 2, level: 'RECEIPTS_PROVEN' }))
    expect(blocks.map(({ logs }) => logs.map(({ data }) => data))).toEqual([[word(1), lost, word(2)]])
  expect.assertions(3)
})
