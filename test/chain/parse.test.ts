import { expect, test } from 'vitest'
import { prepareFilters } from '../../src/chain/filter.ts'
import { parseHeader } from '../../src/chain/header.ts'
import { mergeLogs, parseLogs } from '../../src/chain/logs.ts'
import { parseQuantity } from '../../src/chain/quantity.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { createFakeChain } from './fake-chain.ts'

const address: Hex = `0x${'aa'.repeat(20)}`
const topic: Hex = `0x${'01'.repeat(32)}`
const chain = createFakeChain()
const block = chain.mine([{ address, topics: [topic] }, { address }])
const raw = block.logs[0]!
const filters = prepareFilters([{ addresses: [address] }])
const asked = { from: 1, to: 1, filters, node: 'node' }

const header = {
  number: '0x1',
  hash: block.hash,
  parentHash: block.parentHash,
  timestamp: '0x65',
  logsBloom: block.logsBloom,
  transactions: ['0x'],
}

test('quantities are safe integers or nothing', () => {
  expect(parseQuantity('0x10')).toBe(16)
  expect(parseQuantity('17')).toBe(17)
  expect(parseQuantity(18)).toBe(18)
  expect(parseQuantity('0x0')).toBe(0)
  expect(parseQuantity('0xAb')).toBe(171)
  expect(parseQuantity('0xfffffffffffff')).toBe(2 ** 52 - 1)
  expect(parseQuantity('0x1fffffffffffff')).toBe(Number.MAX_SAFE_INTEGER)
  expect(parseQuantity('0x20000000000000')).toBeNull()
  for (const value of [null, undefined, '', '0x', '-1', -1, 1.5, '0xffffffffffffffff', '0x1g', {}, Number.NaN]) {
    expect(parseQuantity(value), String(value)).toBeNull()
  }
})

test('a header is whole, and the one that was asked for', () => {
  expect(parseHeader(header, 1, 'node')).toMatchObject({ number: 1, timestamp: 101, transactions: 1 })
  expect(parseHeader(null, 1, 'node')).toBeNull()
  const wrongs = [
    { ...header, number: '0x2' },
    { ...header, number: null },
    { ...header, hash: null },
    { ...header, hash: '0x12' },
    { ...header, parentHash: undefined },
    { ...header, timestamp: null },
    { ...header, logsBloom: '0x' },
    'block',
  ]
  for (const wrong of wrongs) {
    expect(() => parseHeader(wrong, 1, 'node')).toThrow(expect.objectContaining({ code: 'RPC_NONSENSE' }))
  }
})

test('mixed case becomes lower case', () => {
  const upper = { ...raw, address: `0x${'AA'.repeat(20)}`, topics: [`0x${'0A'.repeat(32)}`] }
  expect(parseLogs([upper], asked)[0]!.log).toMatchObject({ address, topics: [`0x${'0a'.repeat(32)}`] })
  const [first, second] = parseLogs([raw, { ...upper, topics: [topic, topic], logIndex: '0x1' }], asked)
  expect([first!.log.topics, second!.log.topics]).toEqual([[topic], [topic, topic]])
  expect(second!.log.address).toBe(address)
})

test('a log is whole, in the range and asked for, or the answer is nonsense', () => {
  expect(parseLogs([raw], asked)).toHaveLength(1)
  const wrongs: readonly unknown[] = [
    null,
    {},
    [null],
    ['log'],
    [{ ...raw, blockNumber: null }],
    [{ ...raw, blockHash: null }],
    [{ ...raw, blockNumber: '0x2' }],
    [{ ...raw, logIndex: null }],
    [{ ...raw, transactionHash: null }],
    [{ ...raw, transactionIndex: undefined }],
    [{ ...raw, address: `0x${'bb'.repeat(20)}` }],
    [{ ...raw, topics: null }],
    [{ ...raw, topics: ['0x01'] }],
    [{ ...raw, topics: [topic, topic, topic, topic, topic] }],
    [{ ...raw, data: '0x1' }],
    [{ ...raw, data: null }],
    [{ ...raw, blockTimestamp: 'yesterday' }],
  ]
  for (const wrong of wrongs) {
    expect(() => parseLogs(wrong, asked), JSON.stringify(wrong)).toThrow(
      expect.objectContaining({ code: 'RPC_NONSENSE' }),
    )
  }
  expect(() => parseLogs([raw], { ...asked, blockHash: topic })).toThrow(/block 0x/)
})

test('removed logs are dropped before anything else is asked of them', () => {
  expect(parseLogs([{ removed: true, blockNumber: null }, raw], asked)).toHaveLength(1)
})

test('the same log twice is one; two logs in one place are nonsense', () => {
  const logs = parseLogs([block.logs[1], raw, raw], asked)
  expect(mergeLogs(logs, 'node').map(({ log }) => log.logIndex)).toEqual([0, 1])
  const other = parseLogs([{ ...raw, data: '0xff' }], asked)
  expect(() => mergeLogs([...logs, ...other], 'node')).toThrow(/two different logs/)
})

test('a topics filter takes any contract, by position', () => {
  const [filter] = prepareFilters([{ topics: [[topic], null] }])
  const log = parseLogs([raw], asked)[0]!.log
  expect(filter!.matches(log)).toBe(false)
  expect(filter!.matches({ ...log, topics: [topic, topic] })).toBe(true)
  expect(filter!.matches({ ...log, topics: [address, topic] })).toBe(false)
  expect(filter!.mayLack(block.logsBloom, [])).toBe(true)
  expect(filter!.mayLack(chain.mine().logsBloom, [])).toBe(false)
})

test('many addresses are asked in several lists', () => {
  const addresses = Array.from({ length: 2_500 }, (_, index): Hex => `0x${index.toString(16).padStart(40, '0')}`)
  expect(prepareFilters([{ addresses }]).map(({ criteria }) => (criteria.address as Hex[]).length)).toEqual([
    1000, 1000, 500,
  ])
})
