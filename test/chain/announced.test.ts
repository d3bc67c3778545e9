import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHeadSocket, type HeadSocket } from '../../bench/head-socket.ts'
import { createChainSource } from '../../src/chain/source.ts'
import { systemClock } from '../../src/clock.ts'
import { type Consumer, createConsumer, fastDeps, indexed, truth } from './consumer.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { mineSome, options, someLogs, watched } from './world.ts'

let node: FakeNode
let heads: HeadSocket & { readonly url: string; stop(): void }

beforeEach(async () => {
  node = await createFakeNode({ chainId: 7 })
  mineSome(node.chain, 100)
  const server = createServer()
  const socket = createHeadSocket(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  heads = { ...socket, url, stop: () => [socket.close(), server.close()] }
})
afterEach(async () => {
  heads.stop()
  await node.stop()
})

/** Follows with a poll each `pollMs`; `caughtUp` resolves when the consumer holds the head. */
const live = async (
  consumer: Consumer,
  pollMs: number,
  script: (caughtUp: () => Promise<void>) => Promise<void>,
): Promise<void> => {
  const abort = new AbortController()
  // Sleeps are real ones: only an announcement or a poll begins a look.
  const source = createChainSource(options([node.url, heads.url], { pollMs }), { ...fastDeps(), clock: systemClock })
  const running = consumer.follow(source, { signal: abort.signal })
  await script(async () => {
    for (let tries = 0; consumer.held.cursor()?.hash !== node.chain.head().hash; tries += 1) {
      if (tries > 2_000) throw new Error('It does not come to the head.')
      await systemClock.sleep(5)
    }
    // Whatever is still asked after a block.
    await systemClock.sleep(50)
  })
  abort.abort()
  await running
}

const announce = ({ number, hash, parentHash }: { number: number; hash: string; parentHash: string }) =>
  heads.announce({ number: `0x${number.toString(16)}`, hash, parentHash })

const busySeed = Array.from({ length: 50 }, (_, seed) => seed).find((seed) => someLogs(seed).length > 2)!

test('the logs of a block that is announced come with the look at the head', async () => {
  const consumer = createConsumer()
  await live(consumer, 60_000, async (caughtUp) => {
    await caughtUp()
    const block = node.chain.mine(someLogs(busySeed))
    const before = node.counts.http!
    const asked: number[] = []
    node.faults.before = (method) => {
      if (method === 'eth_getLogs') asked.push(node.counts.http! - before)
    }
    announce(block)
    await caughtUp()
    expect(asked).toEqual([1])
  })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test('what is announced is only a hint: false ones cost nothing but the question', async () => {
  const consumer = createConsumer()
  const false32 = `0x${'0f'.repeat(32)}`
  await live(consumer, 20, async (caughtUp) => {
    await caughtUp()
    for (let round = 0; round < 6; round += 1) {
      const { number, hash, parentHash } = node.chain.mine(someLogs(busySeed + round))
      announce({ number, hash: false32, parentHash })
      await caughtUp()
      announce({ number: number + 1, hash: false32, parentHash: hash })
      heads.announce({ number: 'many', hash: null })
      mineSome(node.chain, 2)
      announce({ number: number + 1, hash, parentHash: hash })
      await caughtUp()
    }
  })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})

test.each([
  [3, 10],
  [60, 75],
])('a reorganisation %i blocks deep asks for no header again that was read on the way back', async (depth, most) => {
  const consumer = createConsumer()
  await live(consumer, 60_000, async (caughtUp) => {
    await caughtUp()
    const { number } = node.chain.head()
    node.chain.reorg(
      depth,
      Array.from({ length: depth + 1 }, (_, index) => someLogs(number * 7 + index)),
    )
    let headers = 0
    node.faults.before = (method, params) => {
      if (method === 'eth_getBlockByNumber' && /^0x/.test(String(params[0])) && BigInt(String(params[0])) > 0)
        headers += 1
    }
    announce(node.chain.head())
    for (let tries = 0; consumer.held.cursor()?.hash !== node.chain.head().hash && tries < 2_000; tries += 1)
      await systemClock.sleep(1)
    // Those on the way back, the cursor's own, the two that confirm, and the newest once more after its logs.
    expect(headers).toBeLessThanOrEqual(most)
    await caughtUp()
  })
  expect(indexed(consumer)).toEqual(truth(node.chain, watched))
})
