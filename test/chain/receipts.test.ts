import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createChainSource } from '../../src/chain/source.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import { createFakeChain, type FakeChain, type RawLog } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { market, mineSome, options, other, stranger, watched } from './world.ts'

// Blocks proved by their receipts, on a chain whose hashes and roots are true.

let nodes: FakeNode[] = []
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async (chain: FakeChain = createFakeChain('real', [], { real: true })) => {
  const node = await createFakeNode({ chainId: 7, chain })
  nodes.push(node)
  return node
}

const run = async (urls: readonly string[], more: Parameters<typeof options>[1] = {}) => {
  const source = createChainSource(options(urls, { completeness: 'receipts', ...more }), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { once: true })
  const histories = consumer.events.filter((event) => event.type === 'history')
  return {
    consumer,
    health: source.nodes(),
    levels: histories.flatMap(({ levels }) => levels),
    open: [
      ...histories.flatMap(({ open }) => open),
      ...consumer.events
        .filter((event) => event.type === 'branch')
        .flatMap(({ blocks }) => blocks.flatMap(({ number, doubt }) => (doubt ? [{ number, doubt }] : []))),
    ],
  }
}

const isWatched = ({ address }: { address: Hex }) => watched.some((each) => each === address)
const numbersOf = (some: readonly { readonly number: number }[]) => some.map(({ number }) => number)

test('blocks with logs are proved, and the blooms of hashed headers rule the others out', async () => {
  const node = await start()
  mineSome(node.chain, 300)
  const { consumer, levels, open, health } = await run([node.url])
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(consumer.blocks().every(({ level }) => level === 'RECEIPTS_PROVEN')).toBe(true)
  expect(new Set(levels.map(({ level }) => level))).toEqual(new Set(['RECEIPTS_PROVEN', 'BLOOM_CONSISTENT']))
  expect(open).toEqual([])
  expect(health[0]).toMatchObject({ omitted: 0, invented: 0, quarantinedUntil: null, quarantineReason: null })
  expect(levels[0]!.from).toBe(0)
  for (const [index, run] of levels.slice(1).entries()) expect(run.from).toBe(levels[index]!.to + 1)
})

const lies = fc.record({
  seed: fc.nat(10_000),
  share: fc.integer({ min: 2, max: 12 }),
  by: fc.uniqueArray(fc.constantFrom('range', 'hash', 'receipts'), { minLength: 1 }),
})

test('whatever logs a lone node leaves out of whatever it tells, the result is the truth or said to be open', async () => {
  await fc.assert(
    fc.asyncProperty(lies, async ({ seed, share, by }) => {
      const node = await start()
      mineSome(node.chain, 120)
      const isLost = (log: RawLog) => (Number(log.data) * 31 + seed) % share === 0
      node.faults.omit = (log, told) => by.includes(told) && isLost(log)
      const { consumer, open } = await run([node.url])
      const doubtful = new Set(numbersOf(open))
      const sure = (blocks: ReturnType<typeof indexed>) => blocks.filter(({ number }) => !doubtful.has(number))
      expect(sure(indexed(consumer))).toEqual(sure(truth(node.chain, watched)))
      if (!by.includes('receipts')) expect(open).toEqual([])
    }),
    { numRuns: 25 },
  )
})

test('beside an honest node nothing stays open, whatever the other one leaves out', async () => {
  await fc.assert(
    fc.asyncProperty(lies, async ({ seed, share, by }) => {
      const liar = await start()
      mineSome(liar.chain, 120)
      const honest = await start(liar.chain)
      liar.faults.omit = (log, told) => by.includes(told) && (Number(log.data) * 31 + seed) % share === 0
      const { consumer, open } = await run([liar.url, honest.url])
      expect(indexed(consumer)).toEqual(truth(liar.chain, watched))
      expect(open).toEqual([])
    }),
    { numRuns: 10 },
  )
})

/** An index that no log of the block has. */
const later = ({ logIndex }: RawLog): Hex => `0x${(100 + Number(logIndex)).toString(16)}`

test('whatever a lone node changes in what eth_getLogs tells, the receipts set right', async () => {
  const change = fc.constantFrom<(log: RawLog) => readonly RawLog[]>(
    (log) => [{ ...log, data: `0x${'66'.repeat(32)}` }],
    (log) => [{ ...log, topics: [...log.topics].reverse() }],
    (log) => [{ ...log, address: log.address === market ? other : market }],
    (log) => [{ ...log, transactionIndex: '0x0' }],
    (log) => [{ ...log, logIndex: later(log) }],
    (log) => [log, { ...log, logIndex: later(log) }],
    () => [],
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(10_000), fc.integer({ min: 1, max: 6 }), change, async (seed, share, changed) => {
      const node = await start()
      mineSome(node.chain, 100)
      const isHit = (log: RawLog) => (Number(log.data) * 31 + seed) % share === 0
      node.faults.changeLogs = (logs) => logs.flatMap((log) => (isHit(log) ? changed(log) : [log]))
      const { consumer, open } = await run([node.url])
      expect(indexed(consumer)).toEqual(truth(node.chain, watched))
      expect(open).toEqual([])
    }),
    { numRuns: 25 },
  )
})

test('a transaction’s hash is not proved by a receipt: where nodes differ in it, the block is open', async () => {
  const node = await start()
  for (let index = 0; index < 80; index += 1) node.chain.mine(index === 7 ? [{ address: market }] : [])
  node.faults.changeLogs = (logs) => logs.map((log) => ({ ...log, transactionHash: `0x${'12'.repeat(32)}` }))
  const { open } = await run([node.url])
  expect(open).toEqual([
    { number: 8, doubt: 'Its logs and its receipts name different transactions, which no receipt proves.' },
  ])
})

test('left-out logs are counted, and the node is in quarantine', async () => {
  const node = await start()
  mineSome(node.chain, 200)
  const lost = new Set<string>()
  node.faults.omit = (log, by) => {
    const drops = by !== 'receipts' && Number(log.data) % 3 === 0
    if (drops && isWatched(log)) lost.add(`${log.blockHash}${log.logIndex}`)
    return drops
  }
  const { consumer, health } = await run([node.url])
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(health[0]!.omitted).toBe(lost.size)
  expect(health[0]!.quarantinedUntil).toBeGreaterThan(0)
  expect(health[0]!.quarantineReason).toContain('left logs out')
})

test('a log that was made up is thrown out, also when its bits are in the bloom', async () => {
  const node = await start()
  for (let index = 0; index < 100; index += 1) node.chain.mine([{ address: market, data: '0x01' }])
  // Every block tells its log twice, with the next index: no bloom can see it.
  node.faults.changeLogs = (logs) => logs.flatMap((log) => [log, { ...log, logIndex: '0x1', transactionIndex: '0x1' }])
  const { consumer, health, open } = await run([node.url])
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(health[0]!.invented).toBeGreaterThan(90)
  expect(open).toEqual([])
})

test('in bloom mode, logs that go beyond the bloom are settled by proof', async () => {
  const node = await start()
  mineSome(node.chain, 150)
  node.faults.changeLogs = (logs) => logs.map((log) => ({ ...log, topics: [`0x${'77'.repeat(32)}`] }))
  const { consumer, health } = await run([node.url], { completeness: 'bloom' })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(consumer.blocks().some(({ logs }) => logs.some(({ topics }) => topics[0] === `0x${'77'.repeat(32)}`))).toBe(
    false,
  )
  expect(health[0]!.invented).toBeGreaterThan(0)
})

test('where nothing can be proved, a log against the bloom that the hash commits to is refused', async () => {
  const node = await start()
  mineSome(node.chain, 150)
  node.faults.receipts = false
  node.faults.itemError = (method) => (method === 'eth_getTransactionReceipt' ? { code: -32601, message: 'no' } : null)
  node.faults.changeLogs = (logs) => logs.map((log) => ({ ...log, topics: [`0x${'77'.repeat(32)}`] }))
  await expect(run([node.url], { completeness: 'bloom' })).rejects.toMatchObject({ code: 'RESPONSE_INCONSISTENT' })
})

describe('chains that do otherwise are indexed at the level that can be had:', () => {
  const oddities: Readonly<Record<string, (node: FakeNode) => void>> = {
    'headers with fields of their own': (node) => {
      node.faults.changeBlock = (block) => ({ ...block, baseFeePerGas: '0x8' })
    },
    'receipts of a type that is not known': (node) => {
      node.faults.changeReceipts = (receipt) => ({ ...receipt, type: '0x6a' })
    },
    'receipts that add up to another root': (node) => {
      node.faults.changeReceipts = (receipt) => ({ ...receipt, cumulativeGasUsed: '0x1' })
    },
    'no receipts at all': (node) => {
      node.faults.itemError = (method) => (/Receipt/.test(method) ? { code: -32601, message: 'no such method' } : null)
    },
    'logs numbered anew in each transaction': (node) => {
      node.faults.changeReceipts = (receipt) => ({
        ...receipt,
        logs: (receipt.logs as RawLog[]).map((log) => ({ ...log, logIndex: '0x7' })),
      })
    },
  }
  test.each(Object.keys(oddities))('%s', async (name) => {
    const node = await start()
    mineSome(node.chain, 600)
    oddities[name]!(node)
    const { consumer, open } = await run([node.url])
    expect(indexed(consumer)).toEqual(truth(node.chain, watched))
    expect(consumer.blocks().some(({ level }) => level === 'RECEIPTS_PROVEN')).toBe(false)
    // Every block with logs says so, and only few others had to be asked.
    for (const { number, doubt } of consumer.blocks()) expect(doubt, String(number)).toMatch(/^[A-Z].*\.$/)
    expect(open.length).toBeGreaterThan(100)
    expect(node.counts.eth_getBlockReceipts ?? 0).toBeLessThan(600)
  })

  test('logs that no bloom has', async () => {
    const node = await start(createFakeChain('zero'))
    mineSome(node.chain, 600)
    node.faults.changeBlock = (block) => ({ ...block, logsBloom: `0x${'0'.repeat(512)}` })
    for (const completeness of ['bloom', 'receipts'] as const) {
      const { consumer, levels, open } = await run([node.url], { completeness })
      expect(indexed(consumer)).toEqual(truth(node.chain, watched))
      expect(new Set(levels.map(({ level }) => level))).toEqual(new Set(['HEADER_LINKED']))
      expect(open.length).toBeGreaterThan(100)
    }
  })
})

test('receipts that come late, or garbled once, prove all the same', async () => {
  const node = await start()
  mineSome(node.chain, 200)
  const asked = new Map<unknown, number>()
  node.faults.itemError = (method, [number]) => {
    if (method !== 'eth_getBlockReceipts') return null
    asked.set(number, (asked.get(number) ?? 0) + 1)
    return asked.get(number) === 1 ? { code: -32000, message: 'header not found' } : null
  }
  node.faults.changeReceipts = (receipt) =>
    asked.get(receipt.blockNumber) === 2 ? { ...receipt, logsBloom: `0x${'0'.repeat(512)}` } : receipt
  const { consumer, open } = await run([node.url])
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(open).toEqual([])
})

test('receipts that are told one by one prove as well', async () => {
  const node = await start()
  mineSome(node.chain, 100)
  node.faults.itemError = (method) =>
    method === 'eth_getBlockReceipts'
      ? { code: -32601, message: 'the method eth_getBlockReceipts does not exist' }
      : null
  const { consumer, open } = await run([node.url])
  expect(consumer.blocks().every(({ level }) => level === 'RECEIPTS_PROVEN')).toBe(true)
  expect(open).toEqual([])
})

test('a header told falsely under its true hash is seen through by another node', async () => {
  const liar = await start()
  mineSome(liar.chain, 200)
  const honest = await start(liar.chain)
  const block = liar.chain.blocks().find(({ number, logs }) => number > 20 && logs.some(isWatched))!
  const number = `0x${block.number.toString(16)}`
  liar.faults.changeBlock = (raw) => (raw.number === number ? { ...raw, logsBloom: `0x${'0'.repeat(512)}` } : raw)
  liar.faults.omit = (log) => log.blockNumber === number
  const { consumer, open, health } = await run([liar.url, honest.url])
  expect(indexed(consumer)).toEqual(truth(liar.chain, watched))
  expect(open).toEqual([])
  expect(health[0]!.quarantinedUntil).toBeGreaterThan(0)
  // Alone, it is not believed either.
  const alone = await run([liar.url])
  expect(numbersOf(alone.open)).toContain(block.number)
})

test('a stranger’s logs cost a proof and leave no doubt', async () => {
  const node = await start()
  for (let index = 0; index < 60; index += 1) node.chain.mine([{ address: stranger }, { address: other }])
  const { consumer, open } = await run([node.url])
  expect(consumer.blocks()).toHaveLength(60)
  expect(open).toEqual([])
})
