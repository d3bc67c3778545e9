import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createChainSource } from '../../src/chain/source.ts'
import { type Consumer, createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import { createFakeChain } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { mineSome, options, someLogs, watched } from './world.ts'

let nodes: FakeNode[] = []
let abort: AbortController
beforeEach(() => {
  abort = new AbortController()
})
afterEach(async () => {
  abort.abort()
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async (length = 100, chain = createFakeChain()) => {
  const node = await createFakeNode({ chainId: 7, chain })
  mineSome(chain, length)
  nodes.push(node)
  return node
}

/** Waits until the node was asked some more, so that whatever it says now has been heard. */
const heard = async (node: FakeNode, requests = 6) => {
  const from = node.counts.http!
  for (let waited = 0; node.counts.http! < from + requests; waited += 5) {
    if (waited > 10_000) throw new Error('the node is not asked any more')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Follows until the consumer holds what `until` says; fails when the run ends with an error. */
const live = async (
  consumer: Consumer,
  urls: readonly string[],
  script: (idle: () => Promise<void>) => Promise<void>,
) => {
  const source = createChainSource(options(urls), fastDeps())
  const running = consumer.follow(source, { signal: abort.signal })
  const failed = running.then(
    () => 'ended' as const,
    (error: unknown) => Promise.reject(error),
  )
  failed.catch(() => {})
  const idle = async () => {
    const settled = () => new Promise<'on'>((resolve) => setTimeout(() => resolve('on'), 5))
    const head = () => nodes[0]!.chain.head()
    const start = Date.now()
    while (consumer.held.cursor()?.hash !== head().hash) {
      if ((await Promise.race([failed, settled()])) === 'ended') throw new Error('ended early')
      if (Date.now() - start > 20_000) throw new Error(`stuck at ${consumer.held.cursor()?.number} of ${head().number}`)
    }
  }
  await script(idle)
  abort.abort()
  await running
  return source
}

test('new blocks come one by one and several at once', async () => {
  const { chain, url } = await start()
  const consumer = createConsumer()
  await live(consumer, [url], async (idle) => {
    await idle()
    for (const count of [1, 1, 5, 30, 1, 200]) {
      mineSome(chain, count)
      await idle()
    }
  })
  expect(indexed(consumer)).toEqual(truth(chain, watched))
})

test.each([1, 2, 10, 60])('a reorganisation %i blocks deep is undone and redone', async (depth) => {
  const { chain, url } = await start(100)
  const consumer = createConsumer()
  await live(consumer, [url], async (idle) => {
    await idle()
    for (const longer of [1, 5, 0]) {
      const from = chain.head().number
      chain.reorg(
        Math.min(depth, 60),
        Array.from({ length: Math.min(depth, 60) + longer }, (_, index) => someLogs(from * 7 + index)),
      )
      await idle()
    }
  })
  expect(indexed(consumer)).toEqual(truth(chain, watched))
})

test('a reorganisation to a shorter chain is followed too', async () => {
  const { chain, url } = await start()
  const consumer = createConsumer()
  await live(consumer, [url], async (idle) => {
    await idle()
    chain.reorg(10, [someLogs(1), someLogs(2), someLogs(5)])
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(chain, watched))
  expect(consumer.held.cursor()?.number).toBe(93)
})

test('a reorganisation while nobody was looking is found at the next start', async () => {
  const { chain, url } = await start(100)
  const consumer = createConsumer()
  const source = createChainSource(options([url]), fastDeps())
  await consumer.follow(source, { once: true })
  chain.reorg(20, [someLogs(3)])
  mineSome(chain, 900)
  await consumer.follow(source, { once: true })
  expect(indexed(consumer)).toEqual(truth(chain, watched))
  expect(consumer.events.some((event) => event.type === 'branch' && event.ancestor === 80)).toBe(true)
})

test('a second reorganisation while the first is read starts over', async () => {
  const node = await start(100)
  const { chain, url } = node
  const consumer = createConsumer()
  await live(consumer, [url], async (idle) => {
    await idle()
    let calls = 0
    node.faults.before = (method) => {
      // Between two calls of one reading, again and again, then never more.
      calls += 1
      if (calls % 3 === 0 && calls < 40 && method !== 'eth_chainId')
        chain.reorg(5, [[], someLogs(calls), [], someLogs(calls * 3), []])
    }
    chain.reorg(
      8,
      Array.from({ length: 9 }, (_, index) => someLogs(index)),
    )
    while (calls < 40) await new Promise((resolve) => setTimeout(resolve, 5))
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(chain, watched))
})

test('a node that lags undoes nothing', async () => {
  const node = await start(100)
  const consumer = createConsumer()
  await live(consumer, [node.url], async (idle) => {
    await idle()
    const told = consumer.events.length
    for (const lag of [1, 10, 70, 100]) {
      node.faults.lag = lag
      await heard(node)
    }
    expect(consumer.events.length).toBe(told)
    node.faults.lag = 0
    mineSome(node.chain, 3)
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
  expect(consumer.events.every((event) => event.type !== 'branch' || event.ancestor >= 36)).toBe(true)
})

test('a node that is stuck is left for one that goes on', async () => {
  const ahead = await start(100)
  const stuck = await createFakeNode({ chainId: 7, chain: ahead.chain })
  nodes.push(stuck)
  const consumer = createConsumer()
  await live(consumer, [stuck.url, ahead.url], async (idle) => {
    await idle()
    stuck.faults.lag = 50
    mineSome(ahead.chain, 50)
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(ahead.chain, watched))
})

test('a stray answer of another branch undoes nothing when it is not confirmed', async () => {
  const node = await start(100)
  const stray = node.chain.fork()
  stray.reorg(
    30,
    Array.from({ length: 35 }, (_, index) => someLogs(index)),
  )
  const consumer = createConsumer()
  await live(consumer, [node.url], async (idle) => {
    await idle()
    let calls = 0
    // Every other call goes to a node of the other branch.
    node.faults.insteadOf = () => (calls++ % 2 === 0 ? stray : null)
    await heard(node, 20)
    node.faults.insteadOf = null
    mineSome(node.chain, 3)
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test('two nodes that disagree: the branch that is held stands until the one that has it falls behind', async () => {
  const second = await start(100)
  const first = await createFakeNode({ chainId: 7, chain: second.chain.fork() })
  nodes.push(first)
  const consumer = createConsumer()
  await live(consumer, [first.url, second.url], async (idle) => {
    await idle()
    const held = consumer.held.cursor()!.hash
    second.chain.reorg(
      10,
      Array.from({ length: 12 }, (_, index) => someLogs(index)),
    )
    // The first is of no use as a source, and still a witness.
    first.faults.itemError = (_, [tag]) => (tag === 'finalized' ? { code: -32603, message: 'busy' } : null)
    await heard(second, 10)
    expect(consumer.held.cursor()!.hash).toBe(held)
    mineSome(second.chain, 10)
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(second.chain, watched))
})

test('blocks that are null, logs that come late and lost requests delay, and change nothing', async () => {
  const node = await start(100)
  const consumer = createConsumer()
  await live(consumer, [node.url], async (idle) => {
    await idle()
    let calls = 0
    node.faults.nullBlock = (number) => number > 100 && calls++ < 20
    mineSome(node.chain, 5)
    await idle()
    node.heal()
    node.faults.omit = (_, by) => by !== 'receipts'
    mineSome(node.chain, 20)
    await idle()
    node.heal()
    node.faults.mishap = (count) => (count % 2 === 0 ? 'drop' : null)
    mineSome(node.chain, 5)
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test('below what is final, a reorganisation is an error that says where, and nothing is undone', async () => {
  const { chain, url } = await start(100)
  const consumer = createConsumer()
  const source = createChainSource(options([url]), fastDeps())
  await consumer.follow(source, { once: true })
  const before = indexed(consumer)
  const held = chain.block(36)!.hash
  chain.reorg(
    70,
    Array.from({ length: 90 }, (_, index) => someLogs(index)),
  )
  await expect(consumer.follow(source, { once: true })).rejects.toMatchObject({
    code: 'REORG_TOO_DEEP',
    details: { finalized: 36, at: 36, held, found: chain.block(36)!.hash },
  })
  expect(indexed(consumer)).toEqual(before)
})

test('finality moves forward only, and is told when nothing else is new', async () => {
  const node = await start(100)
  const { chain, url } = node
  const consumer = createConsumer()
  await live(consumer, [url], async (idle) => {
    await idle()
    for (const finalized of [50, 40, 60, 0, 70]) {
      chain.finalize(finalized)
      await heard(node)
    }
  })
  const heads = consumer.events.flatMap((event) => (event.type === 'head' ? [event.finalized] : []))
  expect(heads).toEqual([50, 60, 70])
})

test('a chain whose finalized tag says 0 at first is followed from its first block', async () => {
  const { chain, url } = await start(5)
  const consumer = createConsumer()
  await live(consumer, [url], async (idle) => {
    await idle()
    mineSome(chain, 200)
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(chain, watched))
})

test.each([
  ['bloom', 40, 'bloom'],
  ['receipts', 15, 'receipts'],
  ['a sample', 15, { sample: 0.3 }],
] as const)(
  'any story of mining, reorganisations, stops and lags ends in the chain as it is: %s',
  {
    timeout: 120_000,
  },
  async (_, numRuns, completeness) => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('mine' as const), count: fc.integer({ min: 1, max: 12 }) }),
      fc.record({
        do: fc.constant('reorg' as const),
        depth: fc.integer({ min: 1, max: 15 }),
        mined: fc.integer({ min: 1, max: 20 }),
      }),
      fc.record({ do: fc.constant('lag' as const), count: fc.nat(5) }),
      fc.record({ do: fc.constant('run' as const) }),
    )
    const node = await start(0, createFakeChain('story', [], { real: true }))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const { chain } = node
        mineSome(chain, 20)
        const consumer = createConsumer()
        const source = createChainSource(options([node.url], { finality: { depth: 15 }, completeness }), fastDeps())
        let seed = 0
        const finalized = () => consumer.held.finalized()
        for (const each of [...steps, { do: 'lag' as const, count: 0 }, { do: 'run' as const }]) {
          if (each.do === 'mine') mineSome(chain, each.count)
          if (each.do === 'lag') node.faults.lag = each.count
          if (each.do === 'reorg') {
            const depth = Math.min(each.depth, chain.head().number - Math.max(0, finalized()))
            if (depth > 0)
              chain.reorg(
                depth,
                Array.from({ length: each.mined }, () => someLogs(++seed)),
              )
          }
          if (each.do === 'run') await consumer.follow(source, { once: true })
        }
        // A chain that became shorter than what is held tells nothing until it has grown again.
        mineSome(chain, 20)
        await consumer.follow(source, { once: true })
        expect(indexed(consumer)).toEqual(truth(chain, watched))
      }),
      { numRuns },
    )
  },
)

test('a list that is cut off at a round count is noticed also where it is asked by hash, block by block', async () => {
  const node = await start(5)
  const consumer = createConsumer()
  node.faults.truncateAt = 100
  await live(consumer, [node.url], async (idle) => {
    await idle()
    const log = (index: number) => ({ address: watched[0], data: `0x${index.toString(16).padStart(64, '0')}` as const })
    node.chain.mine(Array.from({ length: 120 }, (_, index) => log(index)))
    await idle()
  })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test('each look that brings nothing is told, with the highest block known: a quiet chain is not a dead loop', async () => {
  const node = await start(20)
  const consumer = createConsumer()
  const source = createChainSource(options([node.url]), fastDeps())
  const seen: number[] = []
  const looked = async (head: number) => {
    seen.push(head)
    if (seen.length > 5) abort.abort()
  }
  await consumer.follow(source, { signal: abort.signal, looked })
  expect(new Set(seen)).toEqual(new Set([node.chain.head().number]))
  expect(consumer.held.cursor()!.number).toBe(node.chain.head().number)
})
