import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentLines } from '../../src/cli/status/documents.ts'
import { digestAt } from '../../src/store/digest.ts'
import { packId } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { makeIndices, putOffIndices } from '../../src/store/put-off.ts'
import { aClock, runWith } from './helpers.ts'

let folder = ''
let database = ''
const hash = (digit: string) => `0x${digit.repeat(64)}` as const
const NOW = 1_000_100

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-status-'))
  database = `sqlite:${join(folder, 'daybook.db')}`
  const store = await openStore(database, { write: true })
  const { chains, cursors, syncStatus, undecoded, blocks, gaps, proofWindows } = store.tables
  await store.transaction(async ({ db }) => {
    const chain = { startBlock: 10, deployment: 'x', finality: 'finalized', completeness: 'bloom' }
    await db.insert(chains).values([
      { ...chain, id: 137, slot: 0, name: 'polygon' },
      { ...chain, id: 5, slot: 1, name: 'new', completeness: '{"sample":0.02}' },
    ])
    await db.insert(cursors).values({
      chainId: 137,
      block: 1_000,
      hash: hash('a'),
      timestamp: 1_000_000,
      finalized: 990,
      head: 1_005,
      counters: { logs: 1_234 },
      rowSum: hash('0'),
    })
    await db.insert(syncStatus).values({
      chainId: 137,
      phase: 'LIVE',
      head: 1_010,
      finalized: 995,
      milliBlocksPerSecond: 2_500,
      measuredAt: NOW - 90,
      lastError: 'node.example does not answer: ECONNREFUSED',
    })
    const block = { parentHash: hash('b'), timestamp: 1, logs: 1, level: 2 }
    await db.insert(blocks).values([
      { ...block, id: packId(0, 900), hash: hash('c') },
      { ...block, id: packId(0, 950), hash: hash('d') },
    ])
    const gap = { chainId: 137, doubt: 'No node shows it.', foundAt: NOW - 200, healedAt: null, logs: 0 }
    await db.insert(gaps).values([
      { ...gap, fromBlock: 950, toBlock: 952 },
      { ...gap, fromBlock: 20, toBlock: 20, healedAt: NOW, logs: 1 },
    ])
    const window = { none: 0, receiptsProven: 0, secondSource: 0 }
    await db.insert(proofWindows).values({ ...window, id: packId(0, 0), headerLinked: 3, bloomConsistent: 978 })
    await db.insert(undecoded).values([
      { id: packId(0, 1), logId: packId(0, 1), reason: 'UNKNOWN_EVENT' },
      { id: packId(0, 2), logId: packId(0, 2), reason: 'UNKNOWN_EVENT' },
      { id: packId(1, 1), logId: packId(1, 1), reason: 'MALFORMED' },
    ])
  })
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...argv: string[]) =>
  runWith([...argv, '--database', database], { openStore, digestAt }, { clock: aClock(NOW * 1_000) })

test('status shows a line per chain and what needs attention', async () => {
  const { code, out } = await run('status')
  expect(code).toBe(0)
  expect(out).toMatchInlineSnapshot(`
    "chain          phase     indexed   head  finalized  proven through        lag                    rate          events
    -------------  --------  -------  -----  ---------  --------------------  ---------------------  ------------  ------
    new (5)        STARTING        ?      ?          ?  a sample of 2 %       ?                      0 blocks/s         0
    polygon (137)  LIVE        1,000  1,010        995  949 BLOOM_CONSISTENT  10 blocks, 1 min 40 s  2.5 blocks/s   1,234
    new: not ready: the indexer has not reported yet.
    new: 1 log kept but not understood: MALFORMED
    new: only a sample is proved: logs left out of 1 block go unnoticed with a chance of 98 %, of 100 blocks 13 %
    polygon: not ready: nothing heard from the indexer for 90 seconds (LIVE then): it does not run, or no node answers it.
    polygon: 2 logs kept but not understood: UNKNOWN_EVENT
    polygon: not proven: blocks 950 to 952. No node shows it.
    polygon: 1 gap open: \`daybook verify --chain 137 --gaps --heal\` asks the nodes again
    polygon: last error: node.example does not answer: ECONNREFUSED
    "
  `)
})

test('status --json has the names of the API', async () => {
  const { chains } = JSON.parse((await run('status', '--json')).out)
  expect(chains[1]).toEqual({
    chainId: 137,
    name: 'polygon',
    phase: 'LIVE',
    ready: false,
    reason: expect.stringContaining('nothing heard from the indexer for 90 seconds (LIVE then)'),
    retired: false,
    startBlock: 10,
    indexedBlock: 1_000,
    indexedBlockHash: hash('a'),
    indexedTimestamp: 1_000_000,
    headBlock: 1_010,
    finalizedBlock: 995,
    lagBlocks: 10,
    lagSeconds: 100,
    completeness: {
      provenThrough: 949,
      level: 'BLOOM_CONSISTENT',
      sample: null,
      blocksByLevel: [
        { level: 'NONE', blocks: 0 },
        { level: 'HEADER_LINKED', blocks: 3 },
        { level: 'BLOOM_CONSISTENT', blocks: 978 },
        { level: 'RECEIPTS_PROVEN', blocks: 0 },
        { level: 'SECOND_SOURCE', blocks: 0 },
      ],
      gaps: [{ fromBlock: 950, toBlock: 952, doubt: 'No node shows it.', foundAt: NOW - 200 }],
      openGaps: 1,
      healed: 1,
    },
    blocksPerSecond: 2.5,
    eventCount: 1_234,
    undecoded: { UNKNOWN_EVENT: 2 },
    reorgCount: 0,
    measuredAt: NOW - 90,
    lastError: 'node.example does not answer: ECONNREFUSED',
  })
  expect(chains[0]).toMatchObject({ chainId: 5, phase: 'STARTING', indexedBlock: null, lagSeconds: null })
})

test('digest prints it, and says why there is none', async () => {
  const { code, out } = await run('digest', '--chain', '137')
  expect(code).toBe(0)
  expect(out).toMatch(/^0x[0-9a-f]{64} {2}chain 137, block 1000 \(0xa{64}\), daybook-state-v1\/sha-256\n$/)
  const json = JSON.parse((await run('digest', '--chain', '137', '--json')).out)
  expect(json).toMatchObject({ chainId: 137, blockNumber: 1_000, blockHash: hash('a'), digest: out.slice(0, 66) })
  expect(await run('digest', '--chain', '1')).toMatchObject({
    code: 2,
    err: '--chain: found 1, expected a chain of this database (it has 5, 137).\n',
  })
  expect((await run('digest', '--chain', '5')).err).toBe('Nothing of chain 5 is indexed yet.\n')
  expect((await run('digest', '--chain', '137', '--block', '2000')).err).toBe(
    'Block 2000 of chain 137 is not indexed yet; the newest indexed block is 1000.\n',
  )
  expect((await run('digest', '--chain', '137', '--block', '20')).err).toContain('has no state kept')
})

test('query reads the database', async () => {
  const { code, out } = await run('query', 'select id, hash from blocks order by id', '--format', 'csv')
  expect({ code, out }).toEqual({ code: 0, out: `id,hash\r\n900,${hash('c')}\r\n950,${hash('d')}\n` })
  expect((await run('query', 'delete from blocks')).code).toBe(2)
  expect((await run('query', 'selec 1')).err).toBe('The database refuses the statement: near "selec": syntax error\n')
})

test('documents are told in a line where they are fetched', () => {
  const summary = { fetch: true, full: false, storedBytes: 4_300_000, states: { VERIFIED: 120, PENDING: 14 } }
  expect(documentLines(summary)).toEqual(['documents: 120 verified, 14 pending, 4,199 KiB kept'])
  expect(documentLines({ ...summary, full: true })[0]).toContain('no room for more: raise metadata.storageBytesMax')
  expect(documentLines({ ...summary, fetch: false })).toEqual([])
  expect(documentLines(null)).toEqual([])
})

test('status says that indices are put off, as long as they are', async () => {
  const store = await openStore(database, { write: true })
  await store.transaction((tx) => putOffIndices(tx, store))
  try {
    expect((await run('status')).out).toMatch(/\d+ indices are made when the history is in; until then pages are slow/)
    expect(JSON.parse((await run('status', '--json')).out).indicesPutOff).toBeGreaterThan(50)
  } finally {
    await makeIndices(store)
    await store.close()
  }
  expect((await run('status')).out).not.toContain('indices')
})
