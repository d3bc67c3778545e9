import { expect, test } from 'vitest'
import { bloomText } from '../../src/chain/bloom.ts'
import { bloomOf, examine } from '../../src/chain/check.ts'
import type { Context } from '../../src/chain/context.ts'
import { prepareFilters } from '../../src/chain/filter.ts'
import type { Header } from '../../src/chain/header.ts'
import type { PlacedLog } from '../../src/chain/logs.ts'
import type { Node } from '../../src/chain/node.ts'
import { noOddities } from '../../src/chain/oddities.ts'
import type { RpcAnswer, RpcRequest } from '../../src/chain/rpc.ts'
import { type Doubt, settle } from '../../src/chain/settle.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { silentLog } from '../../src/log.ts'

// One block, and nodes that tell its logs otherwise by range, by hash and in receipts.

const word = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
const account = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`
const hash = word(77)
const market = account(0xaaaa)
const foreign = account(0xbbbb)
const filters = prepareFilters([{ addresses: [market] }])

/** Logs of one contract that their topics do not tell apart: a bloom holds one as well as all. */
const logOf = (address: Hex, logIndex: number): PlacedLog => ({
  blockNumber: 5,
  blockHash: hash,
  blockTimestamp: null,
  log: {
    transactionHash: word(9),
    transactionIndex: 0,
    logIndex,
    address,
    data: `0x0${logIndex}`,
    topics: [word(1)],
  },
})
const rawOf = ({ blockHash, log: { transactionHash, logIndex, address, data, topics } }: PlacedLog) => ({
  ...{ blockNumber: '0x5', blockHash, transactionHash, transactionIndex: '0x0' },
  ...{ logIndex: `0x${logIndex}`, address, data, topics },
})

/** What it says by hash, and in receipts; null: it has none. */
type Says = { readonly byHash: readonly PlacedLog[]; readonly receipts: readonly PlacedLog[] | null }
const nodeOf = (name: string, { byHash, receipts }: Says): Node => {
  const answer = ({ method }: RpcRequest): RpcAnswer => {
    if (method !== 'eth_getBlockReceipts') return { result: byHash.map(rawOf) }
    if (receipts === null) return { error: { code: -32601, message: 'no such method' } }
    return { result: [{ logs: receipts.map(rawOf) }] }
  }
  const ask = async (requests: readonly RpcRequest[]) => requests.map(answer)
  const nothing = () => {}
  return { name, receipts: null, identify: async () => {}, failed: nothing, omitted: nothing, ask } as unknown as Node
}
const contextOf = (nodes: readonly Node[]) =>
  ({
    oddities: noOddities(),
    log: silentLog,
    chainId: 1,
    demand: { check: 'bloom', sample: null },
    nodes: { from: (first: Node) => [first, ...nodes.filter((node) => node !== first)] },
    wanted: { all: () => filters },
  }) as unknown as Context

const doubtOf = (inBloom: readonly PlacedLog[], logs: readonly PlacedLog[], finding: Doubt['finding']): Doubt => {
  const header = {
    ...{ number: 5, hash, parentHash: word(76), timestamp: 1, transactions: 100, receiptsRoot: null, sound: null },
    logsBloom: bloomText(bloomOf(inBloom.map(({ log }) => log))),
  } as Header
  const own = (some: readonly PlacedLog[]) =>
    examine(
      header,
      some.map(({ log }) => log),
      filters,
    )
  return { header, logs, finding, examine: own }
}

test('a log that was found by its hash is not lost to receipts that lack it', async () => {
  const [other, first, second] = [logOf(foreign, 0), logOf(market, 1), logOf(market, 2)]
  const lying = nodeOf('lying', { byHash: [first], receipts: [other, first] })
  const honest = nodeOf('honest', { byHash: [first, second], receipts: null })
  const doubt = doubtOf([other, first], [first], 'unexplained')
  expect(doubt.examine([first])).toBe('unexplained')
  const asked = { doubts: [doubt], filters, isWary: false }
  // The two contradict each other: it is read again, and when that goes on, what was found stays.
  const context = contextOf([lying, honest])
  for (let reading = 1; reading < 50; reading += 1) {
    const settled = await settle(context, lying, asked).catch((error: { code: string }) => {
      expect(error.code).toBe('RESPONSE_INCONSISTENT')
      return null
    })
    if (!settled) continue
    expect(settled.get(doubt.header)!.logs.map(({ log }) => log.logIndex)).toEqual([1, 2])
    return
  }
  expect.unreachable('The block is read for ever.')
})

test('receipts that contradict logs are not asked for for ever', async () => {
  const [told, numbered] = [logOf(market, 1), logOf(market, 0)]
  const node = nodeOf('node', { byHash: [told], receipts: [numbered] })
  const context = contextOf([node])
  const asked = { doubts: [doubtOf([told], [told], 'round')], filters, isWary: false }
  let readings = 1
  while ((await settle(context, node, asked).catch(() => null)) === null && readings < 50) readings += 1
  expect(readings).toBeLessThan(10)
})
