import { afterAll, beforeAll, expect, test } from 'vitest'
import { createChainSource } from '../../src/chain/source.ts'
import { type Anvil, createAnvilClient, startAnvil } from '../../src/demo/anvil.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { createConsumer, fastDeps } from './consumer.ts'

// A real node: what it tells hashes and adds up.

/** Creates a contract that says one log, with a topic, to whoever calls it. */
const talker: Hex = `0x67${'602a60206000a100'}60005260086018f3`

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil()
}, 60_000)
afterAll(() => anvil.stop())

test('every block of a real node is proved or ruled out', async () => {
  const client = createAnvilClient(anvil.url)
  const [account] = await client.getAddresses()
  const created = await client.sendTransaction({ account: account!, data: talker })
  const { contractAddress } = await client.waitForTransactionReceipt({ hash: created })
  const address = contractAddress!.toLowerCase() as Hex
  for (let count = 0; count < 10; count += 1) {
    await client.sendTransaction({ account: account!, to: address })
    await client.sendTransaction({ account: account!, to: account!, value: 1n })
    await client.mine({ blocks: 3 })
  }
  const options = {
    chainId: 31337,
    urls: [anvil.url],
    finality: { depth: 5 },
    startBlock: 0,
    filters: [{ addresses: [address] }],
  }
  for (const completeness of ['receipts', { sample: 0.1 }] as const) {
    const source = createChainSource({ ...options, completeness }, fastDeps())
    const consumer = createConsumer()
    await consumer.follow(source, { once: true })
    expect(consumer.blocks()).toHaveLength(10)
    expect(consumer.blocks().every(({ level, doubt }) => level === 'RECEIPTS_PROVEN' && doubt === undefined)).toBe(true)
    const histories = consumer.events.filter((event) => event.type === 'history')
    expect(histories.flatMap(({ open }) => open)).toEqual([])
    expect(source.nodes()[0]).toMatchObject({ omitted: 0, invented: 0, quarantinedUntil: null })
  }
})
