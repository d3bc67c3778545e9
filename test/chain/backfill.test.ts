import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createChainSource } from '../../src/chain/source.ts'
import type { Hex } from '../../src/domain/hex.ts'
import type { DaybookError } from '../../src/errors.ts'
import { createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import { createFakeChain } from './fake-chain.ts'
import { createFakeNode, type FakeNode, type Faults, type Mishap } from './fake-node.ts'
import { market, mineSome, options, other, stranger, watched } from './world.ts'

let node: FakeNode
beforeAll(async () => {
  node = await createFakeNode({ chainId: 7, chain: createFakeChain('past', [], { real: true }) })
  mineSome(node.chain, 700)
})
afterEach(() => node.heal())
afterAll(() => node.stop())

const run = async (more: Parameters<typeof options>[1] = {}, urls: readonly string[] = [node.url]) => {
  const source = createChainSource(options(urls, more), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { once: true })
  return { source, consumer }
}

test.each([1, 7, 64, 100, 333, 5_000])('ranges of at most %i blocks give the same blocks', async (rangeBlocksMax) => {
  const { consumer } = await run({ rangeBlocksMax })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(consumer.held.cursor()).toMatchObject({ number: 700, hash: node.chain.head().hash })
  expect(consumer.held.finalized()).toBe(636)
  expect(consumer.blocks().every(({ level }) => level === 'BLOOM_CONSISTENT')).toBe(true)
})

test.each(['linked', 'bloom', 'receipts'] as const)(
  '%s: history, then the branch, then nothing more',
  async (completeness) => {
    const { consumer } = await run({ completeness })
    const types = () => consumer.events.map(({ type }) => type)
    const histories = types().lastIndexOf('history') + 1
    expect(types().slice(0, histories)).toEqual(Array(histories).fill('history'))
    expect(types().slice(histories)).toEqual(['branch'])
    expect(indexed(consumer)).toEqual(truth(node.chain, watched))
    await consumer.follow(createChainSource(options([node.url]), fastDeps()), { once: true })
    expect(types().slice(histories)).toEqual(['branch', 'head'])
  },
)

test('a run starts at startBlock, ends at toBlock, and goes on from there', async () => {
  const source = createChainSource(options([node.url], { startBlock: 100 }), fastDeps())
  const consumer = createConsumer()
  for (const toBlock of [100, 101, 250, 640, 660, 660]) {
    await consumer.follow(source, { toBlock })
    expect(consumer.held.cursor()?.number).toBe(toBlock)
    expect(indexed(consumer)).toEqual(truth(node.chain, watched, 100, toBlock))
  }
})

test('a node that keeps nothing from before is asked for nothing from before', async () => {
  const source = createChainSource(options([node.url]), fastDeps())
  const consumer = createConsumer()
  await consumer.follow(source, { toBlock: 300 })
  node.faults.nullBlock = (number) => number < 300
  node.faults.itemError = (method, [query]) =>
    method === 'eth_getLogs' && Number((query as { fromBlock?: string }).fromBlock ?? 700) <= 300
      ? { code: -32000, message: 'history has been pruned for this block' }
      : null
  await consumer.follow(createChainSource(options([node.url]), fastDeps()), { once: true })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test('filters may overlap, and by topics take any contract', async () => {
  const topics = [[`0x${(1_001).toString(16).padStart(64, '0')}`]] as const
  const { consumer } = await run({ filters: [{ addresses: [market] }, { addresses: [market, other] }, { topics }] })
  const expected = node.chain
    .blocks()
    .flatMap(({ logs }) =>
      logs.filter((log) => log.address !== stranger || log.topics[0] === topics[0][0]).map((log) => log.data),
    )
  expect(consumer.blocks().flatMap(({ logs }) => logs.map((log) => log.data))).toEqual(expected)
})

test('finality by depth and by seconds ends history where it should', async () => {
  const byDepth = await run({ finality: { depth: 10 } })
  expect(byDepth.consumer.held.finalized()).toBe(690)
  const bySeconds = await run({ finality: { seconds: 12 * 25 + 5 } })
  expect(bySeconds.consumer.held.finalized()).toBe(674)
  for (const { consumer } of [byDepth, bySeconds]) expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

/** Whether a question for logs covers this block. */
const holds = (query: unknown, block: number): boolean => {
  const { fromBlock, toBlock, blockHash } = query as { fromBlock?: Hex; toBlock?: Hex; blockHash?: Hex }
  if (blockHash !== undefined) return node.chain.byHash(blockHash)?.number === block
  return Number(fromBlock) <= block && block <= Number(toBlock)
}

const sameBlocks: Readonly<Record<string, () => Partial<Faults>>> = {
  'a limit on ranges': () => ({ rangeMax: 13 }),
  'a limit of one block': () => ({ rangeMax: 1 }),
  'a limit on results, with a hint': () => ({ resultsMax: 20 }),
  'a limit on results, with a hint at the refused range': () => ({ resultsMax: 20, badHint: true }),
  'lists cut off at 100 without a word': () => ({ truncateAt: 100 }),
  'small batches': () => ({ batchMax: 5 }),
  'no batches': () => ({ batchMax: 1 }),
  'batches out of order': () => ({ shuffle: true }),
  'removed logs': () => ({ removed: true }),
  'every log twice': () => ({ duplicate: 'same' }),
  'no receipts': () => ({ receipts: false }),
  'no logs by block hash': () => ({ byHash: false }),
  'a mishap in every third request': () => {
    const all: readonly Mishap[] = ['html', 429, 503, 'truncated', 'drop', 'empty', 500]
    return { mishap: (count) => (count % 3 === 1 ? all[Math.floor(count / 3) % all.length]! : null) }
  },
  'a burst of rate limits': () => {
    return { mishap: (count) => (count > 2 && count < 20 ? 429 : null) }
  },
  'rate limits of single items': () => {
    let calls = 0
    return { itemError: () => (calls++ % 5 === 4 ? { code: -32005, message: 'rate limit exceeded' } : null) }
  },
  'blocks that are null for a while': () => {
    let calls = 0
    return { nullBlock: (number) => number === 300 && calls++ < 3 }
  },
  'one block in twenty-three null or refused, always others': () => {
    let calls = 0
    return {
      nullBlock: () => calls % 46 === 0,
      itemError: (method) =>
        method === 'eth_getBlockByNumber' && ++calls % 46 === 23 ? { code: -32603, message: 'oops' } : null,
    }
  },
  'items left out of batches for a while': () => {
    let calls = 0
    return { dropItem: () => calls++ === 50 }
  },
  'logs of one block that are refused': () => ({
    itemError: (method, [query]) =>
      method === 'eth_getLogs' && holds(query, 300)
        ? { code: -32000, message: 'query returned more than 10000 results' }
        : null,
  }),
  'two different logs with one index in some blocks': () => ({
    changeLogs: (logs) =>
      logs.flatMap((log) => (Number(log.blockNumber) % 200 === 1 ? [log, { ...log, data: `${log.data}ff` }] : [log])),
  }),
  'unknown errors of eth_getLogs for a while': () => {
    let calls = 0
    return {
      itemError: (method) => (method === 'eth_getLogs' && calls++ < 30 ? { code: -32603, message: 'oops' } : null),
    }
  },
}

describe('ends in the same blocks:', () => {
  const choices = (['bloom', 'receipts', { sample: 0.2 }] as const).map((each) => [JSON.stringify(each), each] as const)
  const cases = Object.keys(sameBlocks).flatMap((name) => choices.map(([text, each]) => [name, text, each] as const))
  test.each(cases)('%s, %s', async (name, _, completeness) => {
    Object.assign(node.faults, sameBlocks[name]!())
    const { consumer } = await run({ completeness })
    expect(indexed(consumer)).toEqual(truth(node.chain, watched))
    expect(consumer.held.cursor()?.number).toBe(700)
  })
})

const namedErrors: Readonly<Record<string, readonly [DaybookError['code'], () => Partial<Faults>]>> = {
  'another chain': ['CHAIN_MISMATCH', () => ({ chainId: 8 })],
  'always down': ['RPC_UNAVAILABLE', () => ({ mishap: () => 503 })],
  'always rate-limited': ['RPC_UNAVAILABLE', () => ({ mishap: () => 429 })],
  'always HTML': ['RPC_NONSENSE', () => ({ mishap: () => 'html' })],
  'a block that stays null': ['RPC_UNAVAILABLE', () => ({ nullBlock: (number) => number === 300 })],
  'eth_getLogs that always fails': [
    'RPC_UNAVAILABLE',
    () => ({ itemError: (method) => (method === 'eth_getLogs' ? { code: 1, message: 'oops' } : null) }),
  ],
  'logs that are null': ['RPC_NONSENSE', () => ({ changeLogs: () => null })],
  'two logs with one index': ['RPC_NONSENSE', () => ({ duplicate: 'contradicting' })],
  'logs of one block that are refused, and no receipts': [
    'RPC_UNAVAILABLE',
    () => ({
      receipts: false,
      itemError: (method, [query]) =>
        /Receipt/.test(method) || (method === 'eth_getLogs' && holds(query, 300))
          ? { code: -32000, message: 'query returned more than 10000 results' }
          : null,
    }),
  ],
  'logs of another block': [
    'RESPONSE_INCONSISTENT',
    () => ({ changeLogs: (logs) => logs.map((log) => ({ ...log, blockHash: `0x00${log.blockHash.slice(4)}` })) }),
  ],
  'logs with another time': [
    'RESPONSE_INCONSISTENT',
    () => ({ changeLogs: (logs) => logs.map((log) => ({ ...log, blockTimestamp: '0x1' })) }),
  ],
  'logs without a block': [
    'RPC_NONSENSE',
    () => ({ changeLogs: (logs) => logs.map((log) => ({ ...log, blockNumber: null })) }),
  ],
  'headers that do not link': [
    'RESPONSE_INCONSISTENT',
    () => ({
      changeBlock: (block) => (block.number === '0x100' ? { ...block, parentHash: `0x${'00'.repeat(32)}` } : block),
    }),
  ],
  'no finalized tag': ['CONFIG_INVALID', () => ({ finalizedTag: false })],
}

describe('ends in the named error:', () => {
  test.each(Object.keys(namedErrors))('%s', async (name) => {
    const [code, spoil] = namedErrors[name]!
    Object.assign(node.faults, spoil())
    const consumer = createConsumer()
    const source = createChainSource(options([node.url]), fastDeps())
    await expect(consumer.follow(source, { once: true })).rejects.toMatchObject({ code })
    // What came before the error is true all the same.
    const through = consumer.held.cursor()?.number ?? -1
    expect(indexed(consumer)).toEqual(truth(node.chain, watched, 0, through))
    expect(source.nodes()[0]!.name).toMatch(/^127\.0\.0\.1:\d+$/)
  })
})

test('a node of another chain says which', async () => {
  node.faults.chainId = 8
  await expect(run()).rejects.toThrow(/is a node of chain 8, but chain 7 is configured/)
})

test('an unsupported tag says what to configure', async () => {
  node.faults.finalizedTag = false
  await expect(run()).rejects.toThrow(/Set chains\[\]\.finality to \{ "depth": N \}/)
})

test('a second node steps in for one that is down, lags, talks nonsense or is of another chain', async () => {
  const spoilt: readonly (() => Partial<Faults>)[] = [
    () => ({ mishap: () => 503 }),
    () => ({ mishap: (count) => (count > 3 ? 'html' : null) }),
    () => ({ chainId: 8 }),
    () => ({ nullBlock: (number) => number > 300 }),
    () => ({ changeLogs: () => null }),
  ]
  const good = await createFakeNode({ chainId: 7, chain: node.chain })
  for (const spoil of spoilt) {
    node.heal()
    Object.assign(node.faults, spoil())
    const { consumer, source } = await run({}, [node.url, good.url])
    expect(indexed(consumer)).toEqual(truth(node.chain, watched))
    expect(source.nodes()[0]!.errors).toBeGreaterThan(0)
    expect(source.nodes()[1]!).toMatchObject({ healthy: true, problem: null })
  }
  await good.stop()
})

test('an abort ends the run at once, without an error', async () => {
  node.faults.mishap = (count) => (count > 5 ? 'hang' : null)
  const abort = new AbortController()
  const source = createChainSource(options([node.url], { rangeBlocksMax: 10 }), fastDeps())
  setTimeout(() => abort.abort(), 50)
  await createConsumer().follow(source, { signal: abort.signal })
})

test('a consumer that breaks off leaves no requests behind', async () => {
  const source = createChainSource(options([node.url], { rangeBlocksMax: 100 }), fastDeps())
  const consumer = createConsumer()
  for await (const event of source.events({ held: consumer.held, once: true })) {
    consumer.apply(event)
    break
  }
  await new Promise((resolve) => setTimeout(resolve, 50))
  const { http } = node.counts
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(node.counts.http).toBe(http)
})

test('an event that was not applied is an error, not a loop', async () => {
  const source = createChainSource(options([node.url]), fastDeps())
  const { held } = createConsumer()
  const run = async () => {
    for await (const _ of source.events({ held, once: true }));
  }
  await expect(run()).rejects.toMatchObject({ code: 'INVARIANT' })
})
