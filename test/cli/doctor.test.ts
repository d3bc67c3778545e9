import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/cli/doctor/finding.ts'
import type { Parts } from '../../src/cli/parts.ts'
import { DaybookError } from '../../src/errors.ts'
import { createFakeChain } from '../chain/fake-chain.ts'
import { createFakeNode } from '../chain/fake-node.ts'
import { aClock, aConfigFile, address, aStore, runWith } from './helpers.ts'
import { aHeader, goodScript, type Script, type ScriptedNode, startNode } from './node.ts'

const nodes: Pick<ScriptedNode, 'calls' | 'stop'>[] = []
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-doctor-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  for (const node of nodes.splice(0)) await node.stop()
})

const aNode = async (over: Script = {}, options = {}): Promise<string> => {
  const node = await startNode({ ...goodScript, ...over }, options)
  nodes.push(node)
  return node.url
}

type Case = { rpc: string[]; chain?: object; market?: object; parts?: Partial<Parts>; file?: object }

const examine = async ({ rpc, chain = {}, market = {}, parts = {}, file = {} }: Case) => {
  const content = {
    chains: [{ id: 31337, name: 'local', rpc, ...chain }],
    markets: [{ protocol: 'datamarket', chainId: 31337, address, ...market }],
    ...file,
  }
  writeFileSync(join(folder, 'daybook.config.json'), aConfigFile(content))
  const { code, out, err } = await runWith(['doctor', '--json'], parts, { folder, clock: aClock(1_000_030_000) })
  expect(out + err).not.toContain('secretkey')
  const { findings, estimates } = JSON.parse(out) as Diagnosis
  const of = (check: string) => findings.filter((finding) => finding.check === check)
  return { code, findings, estimates, of, changes: findings.filter(({ state }) => state === 'change') }
}

test('a good node has nothing to change', async () => {
  const { code, findings, estimates } = await examine({ rpc: [await aNode()] })
  expect(code).toBe(0)
  const text = findings.map(({ check, state, found }) => `${check}: ${state}, ${found.replaceAll(folder, 'FOLDER')}`)
  expect(text.map((line) => line.replace(/in \d+ ms/, 'in N ms'))).toEqual([
    'fields: ok, 1 chain, 1 market, database sqlite:./daybook.db',
    'writable: ok, FOLDER/daybook.db does not exist yet; `daybook index` makes it',
    'chain id: ok, 31337',
    'head: ok, block 10,000, 30 s old',
    'finalized tag: ok, block 9,936, 64 below the head',
    'contract: ok, one at each of 1 market address',
    'eth_getLogs range: ok, at least 10,001 blocks',
    'batches: ok, 100 headers in N ms',
    'headers: note, 100 of 100 do not hash to their hashes (the chain has fields of its own, or the node leaves some out): ' +
      'receipts prove nothing there',
    'eth_getBlockReceipts: note, supported. Its receipts cannot be proved: they do not add up to the root in its header.',
    'blooms: note, unknown: no log in the block that was looked at',
    'blockTimestamp in logs: ok, given',
  ])
  expect(
    estimates.map(({ completeness, isChosen, blocks, requests, roundTrips }) => [
      completeness,
      isChosen,
      blocks,
      requests,
      roundTrips,
    ]),
  ).toEqual([
    ['linked', false, 10_001, 10_013, 107],
    ['bloom', true, 10_001, 10_007, 107],
    // One block of those looked at held a log.
    ['receipts', false, 10_001, 10_008, 108],
    [{ sample: 0.02 }, false, 10_001, 207, 5],
  ])
})

test('the same for people', async () => {
  const url = await aNode()
  writeFileSync(
    join(folder, 'daybook.config.json'),
    aConfigFile({ chains: [{ id: 31337, name: 'local', rpc: [url] }] }),
  )
  const { code, out } = await runWith(['doctor'], {}, { folder, clock: aClock(1_000_030_000) })
  expect(code).toBe(0)
  expect(out).toContain('\n  ok         finalized tag: block 9,936, 64 below the head\n')
  expect(out).toMatch(/31337 +bloom \(chosen\) +10,001 +10,007 +107 +about/)
})

test('the range limit is found by doubling, and what the node says is passed on without its URL', async () => {
  const eth_getLogs = ([filter]: [{ fromBlock: string; toBlock: string }]) =>
    Number(filter.toBlock) - Number(filter.fromBlock) + 1 > 1_000
      ? { error: { code: -32000, message: 'more than 1000 blocks, see /v3/secretkey' } }
      : { result: [] }
  const { code, of, estimates } = await examine({ rpc: [await aNode({ eth_getLogs })] })
  expect(code).toBe(0)
  expect(of('eth_getLogs range')[0]!.found).toBe('1,000 blocks; more is refused: more than 1000 blocks, see /v3/…')
  expect(of('blockTimestamp in logs')[0]!.state).toBe('note')
  expect(estimates[0]).toMatchObject({ requests: 10_023 })
  const asked = nodes[0]!.calls.filter(({ method }) => method === 'eth_getLogs')
  expect(asked).toHaveLength(5)
})

test('what must be changed is said, and exits 3', async () => {
  const refusesFinalized: Script = {
    eth_getBlockByNumber: ([block]: [string]) =>
      block === 'finalized'
        ? { error: { code: -32602, message: 'unknown block tag' } }
        : { result: aHeader(block === 'latest' ? 10_000 : Number(block), { full: true }) },
    eth_getCode: () => ({ result: '0x' }),
    eth_getLogs: () => ({ error: { code: -32000, message: 'not for you' } }),
    eth_getBlockReceipts: () => ({ error: { code: -32601, message: 'no such method' } }),
  }
  const { code, changes, of, estimates } = await examine({
    rpc: [await aNode(refusesFinalized, { batchMax: 10 })],
    market: { startBlock: 9_000 },
  })
  expect(code).toBe(3)
  expect(changes.map(({ check, found }) => `${check}: ${found}`)).toEqual([
    'finalized tag: refused: unknown block tag',
    `contract: there is none at ${address}`,
    'eth_getLogs range: 125 blocks are refused: not for you',
  ])
  expect(changes[0]!.advice).toContain('{ "depth": N }')
  expect(of('batches')[0]).toMatchObject({
    state: 'note',
    found: 'at most 6 calls each, which makes reading history slower',
  })
  expect(of('eth_getBlockReceipts')[0]!.state).toBe('note')
  // Every bloom is full, so every block is in doubt and asked about twice.
  expect(estimates.map(({ requests }) => requests)).toEqual([3_003, 3_003, 3_003, 2_023])
})

test('what is proved by receipts is tried on a block, and what stands against it is said', async () => {
  const chain = createFakeChain('doctor', [], { real: true })
  for (let index = 0; index < 300; index += 1) chain.mine(index % 4 === 0 ? [{ address }, { address }] : [])
  const node = await createFakeNode({ chainId: 31337, chain })
  nodes.push({ stop: node.stop, calls: [] })
  node.faults.itemError = (method) => (method === 'eth_getCode' ? { code: -32601, message: 'unknown' } : null)
  const asked = { rpc: [node.url], chain: { completeness: 'receipts' } }
  const good = await examine(asked)
  expect(good.of('headers')[0]).toMatchObject({ state: 'ok', found: 'hash to their hashes' })
  expect(good.of('eth_getBlockReceipts')[0]!.found).toMatch(/^add up to the header of block \d+ \(types 0x0, 0x1\)$/)
  expect(good.of('blooms')[0]).toMatchObject({ state: 'ok', found: 'agree with the receipts' })
  expect(good.estimates.find(({ completeness }) => completeness === 'receipts')).toMatchObject({
    isChosen: true,
    blocks: 301,
    // A range, every header, and a quarter of the blocks.
    requests: 1 + 301 + 76,
  })
  node.faults.changeReceipts = (receipt) => ({ ...receipt, type: '0x6a' })
  const odd = await examine(asked)
  expect(odd.changes.map(({ check }) => check)).toEqual(['eth_getBlockReceipts'])
  node.faults.changeBlock = (block) => ({ ...block, logsBloom: `0x${'0'.repeat(512)}` })
  const zero = await examine(asked)
  expect(zero.changes.map(({ check }) => check)).toEqual(['headers', 'blooms'])
  node.faults.receipts = false
  expect((await examine(asked)).of('eth_getBlockReceipts')[0]!.state).toBe('change')
  expect((await examine({ rpc: [node.url], chain: { completeness: { sample: 0.1 } } })).estimates[3]).toMatchObject({
    completeness: { sample: 0.1 },
    isChosen: true,
  })
})

test('a node without the finalized tag is fine where finality is counted', async () => {
  const eth_getBlockByNumber = ([block]: [string]) =>
    block === 'finalized' ? { result: null } : { result: aHeader(block === 'latest' ? 10_000 : Number(block)) }
  const { code, of } = await examine({
    rpc: [await aNode({ eth_getBlockByNumber })],
    chain: { finality: { depth: 5 } },
  })
  expect(code).toBe(0)
  expect(of('finalized tag')[0]!.state).toBe('note')
})

test('a node of another chain is asked no further', async () => {
  const { code, findings } = await examine({ rpc: [await aNode({ eth_chainId: () => ({ result: '0x1' }) })] })
  expect(code).toBe(3)
  expect(findings.at(-1)).toMatchObject({ check: 'chain id', found: '1, but the configuration says 31337' })
})

test.each([
  ['an old head', 1_000_000 - 7_200, 'block 10,000, 2 h old', 'Wait until the node has caught up'],
  ['a head from the future', 1_000_000 + 3_600, 'ahead of this clock', 'Set this machine’s clock'],
])('%s is told, except on a local chain', async (_, timestamp, found, advice) => {
  const eth_getBlockByNumber = ([block]: [string]) => ({
    result: aHeader(block === 'latest' || block === 'finalized' ? 10_000 : Number(block), { timestamp }),
  })
  const rpc = [await aNode({ eth_getBlockByNumber, eth_chainId: () => ({ result: '0x89' }) })]
  const file = { markets: [{ protocol: 'datamarket', chainId: 137, address }] }
  const public_ = await examine({ rpc, chain: { id: 137 }, file })
  expect(public_.code).toBe(3)
  expect(public_.of('head')[0]!.found).toContain(found)
  expect(public_.of('head')[0]!.advice).toContain(advice)
  const local = await examine({ rpc: [await aNode({ eth_getBlockByNumber })] })
  expect(local.code).toBe(0)
})

test('a market that begins above the head is told', async () => {
  const { code, of } = await examine({ rpc: [await aNode()], market: { startBlock: 20_000 } })
  expect(code).toBe(3)
  expect(of('start block')[0]!.found).toContain('20000 of market')
})

const dead = 'http://127.0.0.1:9/v3/secretkey'

test('when nothing answers it exits 75', async () => {
  const { code, of } = await examine({ rpc: [dead] })
  expect(code).toBe(75)
  expect(of('answers')[0]).toMatchObject({ state: 'silent', subject: 'chain local (31337), node 127.0.0.1:9' })
})

test('a dead node beside a good one is something to change', async () => {
  const { code, of, estimates } = await examine({ rpc: [dead, await aNode()] })
  expect(code).toBe(3)
  expect(of('answers')[0]!.state).toBe('change')
  expect(estimates).toHaveLength(4)
})

test('the database: an old schema is to be changed, a silent server waited for, a good one measured', async () => {
  const rpc = [await aNode()]
  const file = { database: 'postgres://user:secretkey@db.internal/books' }
  const failing = (error: DaybookError): Partial<Parts> => ({ openStore: () => Promise.reject(error) })
  const old = new DaybookError('DATABASE_SCHEMA', 'The database has 1 of 2 migrations.')
  expect((await examine({ rpc, file, parts: failing(old) })).code).toBe(3)
  const silent = new DaybookError('DATABASE_UNREACHABLE', 'PostgreSQL does not answer.')
  expect((await examine({ rpc, file, parts: failing(silent) })).code).toBe(75)
  const store = aStore({ size: async () => 1_500_000, query: async () => [{ allowed: true, replica: false }] })
  const good = await examine({ rpc, file, parts: { openStore: async () => store } })
  expect(good.code).toBe(0)
  expect(good.of('reachable')[0]!.found).toBe('postgres://db.internal/books, 1.5 MB')
})

test('what is wrong with the configuration is told first, and exits 2', async () => {
  writeFileSync(join(folder, 'daybook.config.json'), '{}')
  expect((await runWith(['doctor'], {}, { folder })).code).toBe(2)
})
