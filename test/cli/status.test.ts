import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestAt } from '../../src/store/digest.ts'
import { packId } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { aClock, runWith } from './helpers.ts'

let folder = ''
let database = ''
const hash = (digit: string) => `0x${digit.repeat(64)}` as const
const NOW = 1_000_100

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-status-'))
  database = `sqlite:${join(folder, 'daybook.db')}`
  const store = await openStore(database, { write: true })
  const { chains, cursors, syncStatus, undecoded, blocks } = store.tables
  await store.transaction(async ({ db }) => {
    const chain = { startBlock: 10, deployment: 'x', finality: 'finalized', completeness: 'bloom' }
    await db.insert(chains).values([
      { ...chain, id: 137, slot: 0, name: 'polygon' },
      { ...chain, id: 5, slot: 1, name: 'new', completeness: 'linked' },
    ])
    await db.insert(cursors).values({
      chainId: 137,
      block: 1_000,
      hash: hash('a'),
      timestamp: 1_000_000,
      finalized: 990,
      head: 1_005,
      provenThrough: 949,
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
    new (5)        STARTING        ?      ?          ?  ? HEADER_LINKED       ?                      0 blocks/s         0
    polygon (137)  LIVE        1,000  1,010        995  949 BLOOM_CONSISTENT  10 blocks, 1 min 40 s  2.5 blocks/s   1,234
    new: 1 log kept but not understood: MALFORMED
    polygon: nothing heard from the indexer for 1 min 30 s: it does not run
    polygon: 2 logs kept but not understood: UNKNOWN_EVENT
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
    startBlock: 10,
    indexedBlock: 1_000,
    indexedBlockHash: hash('a'),
    indexedTimestamp: 1_000_000,
    headBlock: 1_010,
    finalizedBlock: 995,
    lagBlocks: 10,
    lagSeconds: 100,
    completeness: { provenThrough: 949, level: 'BLOOM_CONSISTENT' },
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
