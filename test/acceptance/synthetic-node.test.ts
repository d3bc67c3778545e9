import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, http, parseEventLogs } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type NodeProcess, startNode } from '../../bench/node-process.ts'
import { addToBloom, bloomBits, bloomText, emptyBloom } from '../../src/chain/bloom.ts'
import { dataMarketEvents } from '../../src/protocols/datamarket/abi.ts'

// The benchmark's node is judged by code that is not its own: viem reads and decodes its history, and sums it up again.

const folder = mkdtempSync(join(tmpdir(), 'daybook-node-'))
let node: NodeProcess
beforeAll(async () => {
  node = await startNode(folder, ['--events', '3000', '--seed', '7', '--range-blocks-max', '100'])
})
afterAll(async () => {
  await node?.stop()
  rmSync(folder, { recursive: true })
})

const connect = () => createPublicClient({ transport: http(node.url, { batch: true }) })
type Client = ReturnType<typeof connect>

const readAllLogs = async (client: Client) => {
  const logs = []
  for (let from = 0; from <= node.head; from += 100) {
    const [fromBlock, toBlock] = [BigInt(from), BigInt(Math.min(node.head, from + 99))]
    logs.push(...(await client.getLogs({ address: node.market, fromBlock, toBlock })))
  }
  return logs
}

test('viem decodes every log, and its sums are the expected ones', async () => {
  const logs = await readAllLogs(connect())
  const decoded = parseEventLogs({ abi: dataMarketEvents, logs, strict: true })
  expect(decoded.length).toBe(3_000)
  const sums: Record<string, bigint> = {}
  const events: Record<string, number> = {}
  for (const { eventName, args } of decoded) {
    events[eventName] = (events[eventName] ?? 0) + 1
    if (eventName !== 'PayoutMade') continue
    const key = `${args.contributor} ${args.token}`.toLowerCase()
    sums[key] = (sums[key] ?? 0n) + args.amount
  }
  const expected = Object.entries(node.expected.earnings).flatMap(([who, perToken]) =>
    Object.entries(perToken).map(([token, { sum }]) => [`${who} ${token}`, BigInt(sum)] as const),
  )
  expect(sums).toEqual(Object.fromEntries(expected))
  expect(events).toEqual(node.expected.logs)
  expect(Object.keys(events).sort()).toEqual([
    'DatasetPurchased',
    'DatasetRegistered',
    'PayoutMade',
    'SubmissionMade',
    'SubmissionReviewed',
    'TaskPosted',
  ])
})

test('headers are linked, and their blooms are exactly those of their logs', async () => {
  const client = connect()
  const logs = await readAllLogs(client)
  const numbers = Array.from({ length: node.head + 1 }, (_, number) => BigInt(number))
  const blocks = await Promise.all(numbers.map((blockNumber) => client.getBlock({ blockNumber })))
  blocks.forEach((block, index) => {
    if (index > 0) expect(block.parentHash).toBe(blocks[index - 1]!.hash)
    const digits = emptyBloom()
    const own = logs.filter((log) => log.blockNumber === block.number)
    for (const { address, topics } of own) for (const item of [address, ...topics]) addToBloom(digits, bloomBits(item))
    expect(block.logsBloom).toBe(bloomText(digits))
    expect(new Set(own.map((log) => log.transactionHash))).toEqual(new Set(block.transactions))
    expect(own.map((log) => log.logIndex)).toEqual(own.map((_, place) => place))
  })
})

test('logs are found by block hash, by signature and by indexed argument', async () => {
  const client = connect()
  const range = { fromBlock: 10n, toBlock: 100n }
  const all = await client.getLogs({ address: node.market, ...range })
  const payoutMade = dataMarketEvents.find(({ name }) => name === 'PayoutMade')!
  const payouts = await client.getLogs({ event: payoutMade, ...range })
  expect(payouts.length).toBe(all.filter((log) => log.topics[0] === payouts[0]!.topics[0]).length)
  const [first] = payouts as unknown as { args: { contributor: `0x${string}` }; blockHash: `0x${string}` }[]
  const { contributor } = first!.args
  const own = await client.getLogs({ event: payoutMade, args: { contributor } as never, ...range })
  const named = (log: unknown) => (log as { args: { contributor: string } }).args.contributor === contributor
  expect(own).toEqual(payouts.filter(named))
  const byHash = await client.getLogs({ blockHash: first!.blockHash })
  expect(byHash).toEqual(all.filter((log) => log.blockHash === first!.blockHash))
  expect(await client.getLogs({ address: `0x${'11'.repeat(20)}`, ...range })).toEqual([])
})

test('it refuses what real nodes refuse, and knows its tags', async () => {
  const client = connect()
  await expect(client.getLogs({ fromBlock: 0n, toBlock: 200n })).rejects.toThrow('block range')
  await expect(client.request({ method: 'eth_getBlockReceipts', params: ['0x1'] } as never)).rejects.toThrow()
  expect(await client.getBlockNumber()).toBe(BigInt(node.head))
  expect((await client.getBlock({ blockTag: 'finalized' })).number).toBe(BigInt(node.head - 64))
  expect(
    (await client.getBlock({ blockTag: 'latest', includeTransactions: true })).transactions.length,
  ).toBeGreaterThan(0)
  await expect(client.getBlock({ blockNumber: BigInt(node.head + 1) })).rejects.toThrow('could not be found')
})

test('one seed is one history', async () => {
  const again = await startNode(folder, ['--events', '3000', '--seed', '7'])
  expect(again.expected).toEqual(node.expected)
  expect(again.head).toBe(node.head)
  const tip = async (url: string) => (await createPublicClient({ transport: http(url) }).getBlock()).hash
  expect(await tip(again.url)).toBe(await tip(node.url))
  await again.stop()
})
