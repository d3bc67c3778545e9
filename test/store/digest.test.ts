import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import {
  addToSum,
  CHECKPOINT_BLOCKS,
  canonicalRow,
  digestAt,
  digestWithHash,
  rowHash,
  sumOfRows,
} from '../../src/store/digest.ts'
import { numberOf, packId, SLOT_SIZE } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode } from '../chain/fake-node.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { CHAIN_ID, config, temporarySqlite } from '../simulation/books-of.ts'
import { chaosLogs } from '../simulation/chaos-market.ts'
import { indexOnce, mineChaos } from '../simulation/live.ts'
import { createRandom } from '../simulation/random.ts'

describe('the canonical form of a row', () => {
  const columns = ['id', 'marketId', 'deadline', 'uri', 'amount', 'hash', 'body']
  const row = { id: 7, marketId: 2, deadline: 5, uri: '', amount: 0n, hash: '0x0a', body: Buffer.of(1, 0xff) }
  const form = (patch: object) => canonicalRow('tasks', columns, { ...row, ...patch })

  test('tells the table, then every column in order', () => {
    expect(form({})).toBe('tasks|7|2|5|""|0|"0x0a"|"0x01ff"')
    expect(form({ uri: 'a|b"\\\n\u0001é\u2028', amount: -(2n ** 300n) })).toBe(
      `tasks|7|2|5|"a|b\\"\\\\\\n\\u0001é\u2028"|-${2n ** 300n}|"0x0a"|"0x01ff"`,
    )
  })

  test('null is neither zero, nor empty text, nor no bytes', () => {
    for (const [column, empty] of [
      ['deadline', 0],
      ['uri', ''],
      ['amount', 0n],
      ['hash', '0x'],
      ['body', Buffer.of()],
    ] as const)
      expect(form({ [column]: null })).not.toBe(form({ [column]: empty }))
  })

  test('texts with separators and quotes are told apart', () => {
    const two = (uri: string, externalRef: string | null) =>
      canonicalRow('tasks', ['id', 'uri', 'externalRef'], { id: 1, uri, externalRef })
    const texts = ['', '|', '"', '""', '"|"', '\\', '\\"', '|""|', 'null', '0x', '\u0000', '\\u0000', null] as const
    const forms = texts.flatMap((x) => texts.map((y) => two(x ?? 'none', y)))
    expect(new Set(forms).size).toBe(texts.length ** 2)
  })

  test('is the same in every slot, and tells an id that leads to another chain', () => {
    const moved = { id: packId(3, 7), marketId: packId(3, 2) }
    expect(form(moved)).toBe(form({}))
    expect(form({ ...moved, marketId: packId(2, 2) })).not.toBe(form({}))
    expect(form({ marketId: packId(1, 2) })).not.toBe(form({}))
    expect(form({ ...moved, marketId: 0 })).toBe(form({ marketId: 0 }))
  })

  test('numbers that are no ids are told whole, however large', () => {
    expect(form({ deadline: 5 + SLOT_SIZE })).not.toBe(form({}))
  })
})

test('the sum does not depend on order, wraps at 2^256, and goes back', () => {
  const columns = ['id', 'roles']
  const hashes = [1, 2, 3].map((id) => rowHash('accounts', columns, { id, roles: id }))
  const sum = (list: readonly bigint[]) => list.reduce((total, each) => addToSum(total, each, 0n), 0n)
  expect(sum(hashes)).toBe(sum([...hashes].reverse()))
  expect(sum(hashes)).toBe(hashes.reduce((total, each) => total + each) % 2n ** 256n)
  expect(addToSum(sum(hashes), 0n, hashes[1]!)).toBe(sum([hashes[0]!, hashes[2]!]))
  expect(addToSum(0n, 0n, 1n)).toBe(2n ** 256n - 1n)
})

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const engines: readonly (readonly [string, () => Promise<Store>])[] = [
  ['SQLite', temporarySqlite],
  ['PostgreSQL', async () => openStore(await postgres.createDatabase(), { write: true })],
]

describe.each(engines)('on %s', (_, openEmpty) => {
  test('at every block with a state, the digest is that of an index that stopped there', async () => {
    const random = createRandom(3)
    const node = await createFakeNode({ chainId: CHAIN_ID })
    // Two stretches of history, sparse, and a part near the head that is not final.
    for (let i = 0; i < 2 * CHECKPOINT_BLOCKS + 300; i++)
      node.chain.mine(random.chance(0.02) ? chaosLogs(random, 4) : [])
    mineChaos(node.chain, random, 80, 3)
    const settings = config('', { rpc: [node.url], pollMs: 10 })
    const store = await openEmpty()
    await indexOnce(store, settings)
    const at = (of: Store, block?: number) => of.read((db) => digestAt(db, of.tables, CHAIN_ID, block))
    const head = (await at(store))!.blockNumber
    expect(head).toBe(node.chain.head().number)

    const { checkpoints } = store.tables
    const kept = (await store.read((db) => db.select().from(checkpoints))).map(({ id }) => numberOf(id))
    const ends = [CHECKPOINT_BLOCKS - 1, 2 * CHECKPOINT_BLOCKS - 1]
    expect(kept).toEqual(expect.arrayContaining(ends))
    // Every seventh of those near the head: an index is made for each.
    const near = kept.filter((block) => block > node.chain.finalized())
    expect(near.length).toBeGreaterThan(10)
    for (const block of [...ends, ...near.filter((_, i) => i % 7 === 0)]) {
      const stopped = await openEmpty()
      await runIndexer({
        store: stopped,
        config: settings,
        log: silentLog,
        clock: systemClock,
        once: true,
        toBlock: block,
      })
      const own = (await at(stopped))!
      expect(own.blockNumber).toBe(block)
      expect((await at(store, block))?.digest).toBe(own.digest)
      await stopped.close()
    }

    // Where nothing happened in between, the state is that of the next one kept, too.
    const withLogs = new Set(
      node.chain
        .blocks()
        .filter(({ logs }) => logs.length > 0)
        .map(({ number }) => number),
    )
    const quiet = Array.from({ length: head }, (_, i) => i).filter(
      (block) => !withLogs.has(block) && !withLogs.has(block + 1),
    )
    for (const block of quiet.slice(0, -1).filter((_, i) => i % 97 === 0)) {
      const [here, next] = [await at(store, block), await at(store, block + 1)]
      expect(here?.digest).toBe(next?.digest)
    }
    // With a hash always: that of the newest block on record, at whose end the state was the same.
    const end = (await store.read((db) => digestWithHash(db, store.tables, CHAIN_ID, ends[0])))!
    expect(end.blockNumber).toBeLessThanOrEqual(ends[0]!)
    expect(end.blockHash).toBe(node.chain.block(end.blockNumber)!.hash)
    expect(end.digest).toBe((await at(store, ends[0]))!.digest)
    for (let block = end.blockNumber + 1; block <= ends[0]!; block++) expect(withLogs).not.toContain(block)

    expect(await at(store, head + 1)).toBeNull()
    expect(await store.read((db) => sumOfRows(db, store.tables, 0))).toBe(
      (await store.read((db) => db.select().from(store.tables.cursors)))[0]!.rowSum,
    )
    await store.close()
    await node.stop()
  }, 60_000)
})
