import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { keccak256, toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { distribute } from '../../src/chain/check.ts'
import { prepareFilters } from '../../src/chain/filter.ts'
import { parseHeader } from '../../src/chain/header.ts'
import { parseEndpoint } from '../../src/chain/http.ts'
import { mergeLogs, type PlacedLog, parseLogs } from '../../src/chain/logs.ts'
import { logsByRoot } from '../../src/chain/receipts-proof.ts'
import { createRpc } from '../../src/chain/rpc.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { DaybookError } from '../../src/errors.ts'
import { fuzzing, type Json, spoiltJson, spoiltText } from '../helpers/mutations.ts'
import { oracleTrie } from '../proof/oracle.ts'
import { createFakeChain } from './fake-chain.ts'
import { answer, noFaults } from './fake-node.ts'

// Answers of nodes with something wrong in them: each is refused by name, or read as what it says by a second, plainer reading.

const addresses = ['a1', 'b2', 'c3'].map((byte): Hex => `0x${byte.repeat(20)}`)
const topics = ['01', '02', '03'].map((byte): Hex => `0x${byte.repeat(32)}`)
const chain = createFakeChain('fuzz', [], { real: true })
chain.mine([
  { address: addresses[0]!, topics: [topics[0]!, topics[1]!], data: '0x0102', transaction: 1 },
  { address: addresses[1]!, topics: [], transaction: 1 },
  { address: addresses[0]!, topics, data: `0x${'ff'.repeat(70)}`, transaction: 2 },
])
chain.mine([{ address: addresses[2]!, topics: [topics[0]!] }])

const tell = (method: string, ...params: unknown[]): Json => {
  const reply = answer({ chain, chainId: 1, faults: noFaults() }, method, params)
  return JSON.parse(JSON.stringify((reply as { result: unknown }).result)) as Json
}

/** What a parser gives; null when it refuses by the name that docs/errors.md has for it. */
const readOrRefused = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(DaybookError)
    expect((error as DaybookError).code).toBe('RPC_NONSENSE')
    expect((error as DaybookError).message).toMatch(/^node answered .*\S$/)
    return null
  }
}

type Raw = { readonly [name: string]: unknown }

/** The number that a quantity stands for; null for anything that is none. */
const quantityOf = (value: unknown): bigint | null => {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? BigInt(value) : null
  return typeof value === 'string' && /^(0x[0-9a-f]+|[0-9]+)$/i.test(value) ? BigInt(value.toLowerCase()) : null
}
const sameNumber = (read: number, value: unknown) => {
  expect(Number.isSafeInteger(read) && !Object.is(read, -0)).toBe(true)
  expect(BigInt(read)).toBe(quantityOf(value))
}
const sameBytes = (read: string, value: unknown, length?: number) => {
  expect(read).toMatch(/^0x([0-9a-f]{2})*$/)
  if (length !== undefined) expect(read).toHaveLength(2 + 2 * length)
  expect(read).toBe((value as string).toLowerCase())
}

/** Both ways occur, or the test would show nothing. */
const tally = () => {
  const counts = { read: 0, refused: 0 }
  return {
    of: (read: unknown) => {
      counts[read === null ? 'refused' : 'read'] += 1
    },
    both: () => {
      expect(counts.read).toBeGreaterThan(0)
      expect(counts.refused).toBeGreaterThan(0)
      if (process.env.FUZZ_COUNT) console.log(counts)
    },
  }
}

const asked = {
  from: 1,
  to: 2,
  filters: prepareFilters([{ addresses: addresses.slice(0, 2) }, { topics: [[topics[0]!]] }]),
  node: 'node',
}
const rawLogs = tell('eth_getLogs', { fromBlock: '0x1', toBlock: '0x2', address: addresses })
const headerOf = (number: number) => parseHeader(tell('eth_getBlockByNumber', toHex(number), false), number, 'node')!

test('minus nothing is nothing', () => {
  const value = JSON.parse('-0') as Json
  expect(parseLogs([{ ...(rawLogs as Raw[])[0]!, logIndex: value }], asked)[0]!.log.logIndex).toBe(0)
})

describe('logs', () => {
  test('the answer that is spoilt here is a good one', () => {
    expect(mergeLogs(parseLogs(rawLogs, asked), 'node')).toHaveLength(4)
  })

  const examine = (value: Json): readonly PlacedLog[] | null => {
    const read = readOrRefused(() => parseLogs(value, asked))
    if (read === null) return null
    const items = (value as unknown as Raw[]).filter(({ removed }) => removed !== true)
    expect(read).toHaveLength(items.length)
    for (const [index, { blockNumber, blockHash, blockTimestamp, log }] of read.entries()) {
      const raw = items[index]!
      sameNumber(blockNumber, raw.blockNumber)
      sameNumber(log.transactionIndex, raw.transactionIndex)
      sameNumber(log.logIndex, raw.logIndex)
      if (blockTimestamp === null) expect(raw.blockTimestamp ?? null).toBeNull()
      else sameNumber(blockTimestamp, raw.blockTimestamp)
      sameBytes(blockHash, raw.blockHash, 32)
      sameBytes(log.transactionHash, raw.transactionHash, 32)
      sameBytes(log.address, raw.address, 20)
      sameBytes(log.data, raw.data)
      expect(log.topics).toHaveLength((raw.topics as unknown[]).length)
      for (const [at, topic] of log.topics.entries()) sameBytes(topic, (raw.topics as unknown[])[at], 32)
      expect(log.topics.length).toBeLessThanOrEqual(4)
      expect(blockNumber === 1 || blockNumber === 2).toBe(true)
      expect(addresses.slice(0, 2).includes(log.address) || log.topics[0] === topics[0]).toBe(true)
    }
    const merged = readOrRefused(() => mergeLogs(read, 'node'))
    if (merged === null) return null
    expect(new Set(merged.map(({ blockHash, log }) => `${blockHash} ${log.logIndex}`)).size).toBe(merged.length)
    for (const each of merged) expect(read).toContain(each)
    const placed = distribute([headerOf(1), headerOf(2)], merged)
    if (typeof placed === 'string') return null
    for (const [hash, logs] of placed) {
      for (const { blockNumber, blockHash, blockTimestamp } of logs) {
        const block = chain.block(blockNumber)!
        expect([blockHash, blockTimestamp ?? block.timestamp]).toEqual([block.hash, block.timestamp])
        expect(hash).toBe(block.hash)
      }
    }
    expect([...placed.values()].flat()).toHaveLength(merged.length)
    return merged
  }

  test('are refused, or read as what they say', () => {
    const outcomes = tally()
    fc.assert(
      fc.property(spoiltJson(rawLogs), (value) => outcomes.of(examine(value))),
      fuzzing(1_000),
    )
    outcomes.both()
  })
})

/** RLP of a header by another library; null when one of its fields is none. */
const oracleHeader = (raw: Raw): Hex | null => {
  const text = (name: string) => raw[name] as string
  const late = [
    'baseFeePerGas',
    'withdrawalsRoot',
    'blobGasUsed',
    'excessBlobGas',
    'parentBeaconBlockRoot',
    'requestsHash',
  ]
  const names =
    'parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty number gasLimit gasUsed timestamp extraData mixHash nonce'
  const present = [...names.split(' '), ...late.filter((name) => raw[name] !== undefined && raw[name] !== null)]
  const numbers = 'difficulty number gasLimit gasUsed timestamp baseFeePerGas blobGasUsed excessBlobGas'.split(' ')
  try {
    const items = present.map((name) =>
      numbers.includes(name) ? BigInt(text(name)) : Buffer.from(text(name).slice(2), 'hex'),
    )
    return toHex(RLP.encode(items))
  } catch {
    return null
  }
}
const sealed = (raw: Raw): Json => ({ ...raw, hash: keccak256(oracleHeader(raw)!) }) as unknown as Json

const plain = tell('eth_getBlockByNumber', '0x1', false) as unknown as Raw
const word = (byte: string): Hex => `0x${byte.repeat(32)}`
const { baseFeePerGas: _, ...legacy } = plain
/** A header of each age: before London, London, Shanghai, Cancun, Prague. */
const headers: readonly Json[] = [
  sealed({ ...legacy, difficulty: '0x2386f26fc10000', extraData: '0x' }),
  sealed(plain),
  sealed({ ...plain, withdrawalsRoot: word('51') }),
  sealed({
    ...plain,
    withdrawalsRoot: word('51'),
    blobGasUsed: '0x0',
    excessBlobGas: '0x20000',
    parentBeaconBlockRoot: word('bb'),
  }),
  sealed({
    ...plain,
    withdrawalsRoot: word('51'),
    blobGasUsed: '0x20000',
    excessBlobGas: '0x0',
    parentBeaconBlockRoot: word('bb'),
    requestsHash: word('e3'),
  }),
]
const readHashed = (value: Json) => parseHeader(value, 1, 'node', { hashed: true })

describe('headers', () => {
  test.each([...headers.keys()])('the header that is spoilt here is a good one (%s)', (index) => {
    expect(readHashed(headers[index]!)).toMatchObject({ number: 1, sound: true })
  })

  const examine = (value: Json, original: Json) => {
    const read = readOrRefused(() => readHashed(value))
    if (read === null) return null
    const raw = value as Raw
    sameNumber(read.number, raw.number)
    expect(read.number).toBe(1)
    sameNumber(read.timestamp, raw.timestamp)
    sameBytes(read.hash, raw.hash, 32)
    sameBytes(read.parentHash, raw.parentHash, 32)
    sameBytes(read.logsBloom, raw.logsBloom, 256)
    if (read.receiptsRoot !== null) sameBytes(read.receiptsRoot, raw.receiptsRoot, 32)
    expect(read.transactions).toBe(Array.isArray(raw.transactions) ? raw.transactions.length : 0)
    if (!read.sound) return null
    expect(keccak256(oracleHeader(raw)!)).toBe(read.hash)
    const truth = readHashed(original)!
    // Whatever else was changed: under the true hash stands what the true header says.
    if (read.hash === truth.hash) expect({ ...read, transactions: 0 }).toEqual({ ...truth, transactions: 0 })
    return read
  }
  const spoilt = fc
    .constantFrom(...headers)
    .chain((original) => spoiltJson(original).map((value) => ({ value, original })))

  test('are refused, or read as what they say, and sound only where all of it hashes to the hash', () => {
    const outcomes = tally()
    fc.assert(
      fc.property(spoilt, ({ value, original }) => outcomes.of(examine(value, original))),
      fuzzing(1_000),
    )
    outcomes.both()
  })

  test('that were changed and hashed anew are sound just where another encoder agrees', () => {
    const outcomes = tally()
    fc.assert(
      fc.property(spoilt, ({ value, original }) => {
        const encoded = typeof value === 'object' && value !== null ? oracleHeader(value as Raw) : null
        if (encoded === null) return
        outcomes.of(examine({ ...(value as object), hash: keccak256(encoded) } as Json, original))
      }),
      fuzzing(1_000),
    )
    outcomes.both()
  })
})

describe('receipts', () => {
  const receipts = tell('eth_getBlockReceipts', '0x1')
  const header = readHashed(tell('eth_getBlockByNumber', '0x1', false))!
  const truth = logsByRoot(receipts, header) as readonly PlacedLog[]

  test('the answer that is spoilt here is a good one', () => {
    expect(truth.map(({ log }) => log.logIndex)).toEqual([0, 1, 2])
  })

  test('whose logs tell another block number under the hash are no proof', () => {
    const other = structuredClone(receipts) as unknown as { logs: { blockNumber: string }[] }[]
    other[1]!.logs[0]!.blockNumber = '0x2'
    expect(logsByRoot(other, header)).toBe('Its receipts cannot be proved: a log is of another block.')
  })

  test('are no proof, or prove the logs that the header commits to', async () => {
    const outcomes = tally()
    await fc.assert(
      fc.asyncProperty(spoiltJson(receipts), async (value) => {
        const read = logsByRoot(value, header)
        outcomes.of(typeof read === 'string' ? null : read)
        if (typeof read === 'string') {
          expect(read).toMatch(/^Its receipts cannot be proved: .+\.$/)
          return
        }
        const committed = (logs: readonly PlacedLog[]) =>
          logs.map(({ blockNumber, blockHash, log: { transactionHash: _, ...log } }) => ({
            blockNumber,
            blockHash,
            ...log,
          }))
        expect(committed(read)).toEqual(committed(truth))
        // The gas of the block up to each, which is committed to, says in which order they are.
        const ordered = (value as unknown as Raw[])
          .map((raw) => ({ ...raw, status: quantityOf(raw.status) === 1n ? '0x1' : '0x0' }) as Raw)
          .sort((a, b) => Number(a.cumulativeGasUsed) - Number(b.cumulativeGasUsed))
        expect(toHex((await oracleTrie(ordered)).root())).toBe(header.receiptsRoot)
      }),
      fuzzing(500),
    )
    outcomes.both()
  })
})

describe('answers over HTTP', () => {
  let server: Server
  let text = ''
  let status = 200
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(status).end(text))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const good = [7, 8, 9].map((result, index) => ({ jsonrpc: '2.0', id: index + 1, result: toHex(result) }))
  const failed = {
    jsonrpc: '2.0',
    id: 3,
    error: { code: -32_000, message: 'header not found', data: { of: 'http://x/key' } },
  }
  const bodies = [good, [...good.slice(0, 2), failed]] as unknown as Json[]
  const single = [good[0]!, { ...failed, id: 1 }] as unknown as Json[]
  const requests = (count: number) => Array.from({ length: count }, () => ({ method: 'eth_x', params: [] }))

  const examine = async (sent: string, count: number, code: number) => {
    text = sent
    status = code
    const rpc = createRpc(parseEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
    let read: Awaited<ReturnType<typeof rpc.send>>
    try {
      read = await rpc.send(requests(count))
    } catch (error) {
      expect(error).toBeInstanceOf(DaybookError)
      expect(['RPC_NONSENSE', 'RPC_UNAVAILABLE']).toContain((error as DaybookError).code)
      return null
    }
    // A batch that was refused is put again in parts, whose answers are numbered on: then the same body can answer none of them.
    const items = ([] as Raw[]).concat(JSON.parse(sent))
    expect(read).toHaveLength(count)
    expect(items).toHaveLength(count)
    for (const [index, each] of read.entries()) {
      const told = items.filter(
        ({ id }) =>
          id === index + 1 || (typeof id === 'string' && Number(id) === index + 1) || (count === 1 && id === null),
      )
      expect(told).toHaveLength(1)
      if ('result' in each) expect(each.result).toEqual(told[0]!.result)
      else expect(told[0]!.error ?? null).not.toBeNull()
    }
    return read
  }
  const sent = (from: readonly Json[]) =>
    fc.constantFrom(...from).chain((body) =>
      fc.oneof(
        spoiltJson(body).map((value) => JSON.stringify(value)),
        spoiltText(JSON.stringify(body)),
      ),
    )
  const code = fc.constantFrom(200, 200, 200, 200, 400, 429, 500)

  test('are refused, or each is of its own request', async () => {
    const outcomes = tally()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.tuple(sent(bodies), fc.constant(3), code), fc.tuple(sent(single), fc.constant(1), code)),
        async (given) => outcomes.of(await examine(...(given as [string, number, number]))),
      ),
      fuzzing(400),
    )
    outcomes.both()
  })

  test.each([
    ['an id that is no number when asked for one', '{"jsonrpc":"2.0","id":{"toString":1,"valueOf":1},"result":"0x7"}'],
    ['an id that turns into the right number', '{"jsonrpc":"2.0","id":[1],"result":"0x7"}'],
    ['nothing, deep within', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('with %s are refused', async (_, body) => expect(await examine(body, 1, 200)).toBeNull())
})
