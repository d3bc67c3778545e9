import './one-graphql.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../src/api/server.ts'
import type { Comparison } from '../../src/cli/compare/compare.ts'
import type { Block } from '../../src/domain/block.ts'
import { silentLog } from '../../src/log.ts'
import { CHECKPOINT_BLOCKS, digestAt } from '../../src/store/digest.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { runWith } from '../cli/helpers.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { CHAIN_ID, enterHistory, openWriter } from '../simulation/books-of.ts'
import { chaosChain, GENESIS } from '../simulation/chaos-market.ts'
import { createRandom } from '../simulation/random.ts'

// Two servers over the same chain, one on each database, and others that lack a log: what their digests tell from outside.

const FINAL = 2_500
const LENGTH = 2_530
const random = createRandom(21)
const chain = chaosChain(random, GENESIS, LENGTH, 2).map((block) =>
  block.number > FINAL || block.number % 9 === 0 ? block : { ...block, logs: [] },
)
const logged = (from: number) => chain.find(({ number, logs }) => number >= from && logs.length > 0)!.number
const without = (number: number) =>
  chain.map((block) => (block.number === number ? { ...block, logs: block.logs.slice(1) } : block))

const enter = async (store: Store, blocks: readonly Block[]) => {
  const writer = await openWriter(store)
  await enterHistory(writer, blocks.slice(0, FINAL), 400)
  const live = blocks.slice(FINAL)
  await writer.branch({ type: 'branch', ancestor: FINAL, blocks: live, finalized: FINAL, head: LENGTH })
}

const folder = mkdtempSync(join(tmpdir(), 'daybook-digest-'))
const open: { store: Store; server: RunningServer; url: string }[] = []
let postgres: Postgres

const serve = async (url: string, blocks: readonly Block[]) => {
  const store = await openStore(url, { write: true })
  await enter(store, blocks)
  const service = { store, name: 'test', host: '127.0.0.1', port: 0, log: silentLog, version: '1.0.0' }
  const server = await startServer(service)
  open.push({ store, server, url })
  return { store, url: `${server.url}/graphql` }
}
const compare = async (a: string, b: string) => {
  const { code, out, err } = await runWith(['compare', a, b, '--json', '--chain', String(CHAIN_ID)], { openStore })
  expect(err).toBe('')
  return { code, found: JSON.parse(out) as Comparison }
}

let sqlite: Awaited<ReturnType<typeof serve>>
let other: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  postgres = await startPostgres()
  sqlite = await serve(join(folder, 'whole.db'), chain)
  other = await serve(await postgres.createDatabase(), chain)
}, 60_000)
afterAll(async () => {
  for (const { server, store } of open) {
    await server.stop()
    await store.close()
  }
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (url: string, block?: number) => {
  const query = `query D($b: BigInt) {
    stateDigest(chainId: ${CHAIN_ID}, blockNumber: $b) { chain { chainId } blockNumber blockHash digest algorithm }
  }`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { b: block === undefined ? null : String(block) } }),
  })
  return ((await response.json()) as { data: { stateDigest: Record<string, unknown> | null } }).data.stateDigest
}

test('both databases serve the same digests, with the hash of a block whose state it is', async () => {
  const asked = [undefined, LENGTH, FINAL + 7, CHECKPOINT_BLOCKS - 1, 2 * CHECKPOINT_BLOCKS - 1, 500]
  for (const block of asked) {
    const [x, y] = [await ask(sqlite.url, block), await ask(other.url, block)]
    expect(x).toEqual(y)
    const own = await sqlite.store.read((db) => digestAt(db, sqlite.store.tables, CHAIN_ID, block))
    expect(x?.digest).toBe(own?.digest)
    if (x) expect(x.blockHash).toBe(chain.find(({ number }) => String(number) === x.blockNumber)!.hash)
  }
  expect(await ask(sqlite.url, CHECKPOINT_BLOCKS - 1)).toMatchObject({ algorithm: 'daybook-state-v1/sha-256' })
  // Not final: told by its own header, also when it holds nothing.
  expect(await ask(sqlite.url, LENGTH - 3)).toMatchObject({ blockNumber: String(LENGTH - 3) })
  for (const block of [LENGTH + 1, 10 ** 15]) expect(await ask(sqlite.url, block)).toBeNull()
})

describe('daybook compare', () => {
  test('servers and databases of the same chain are equal, in every pairing', async () => {
    for (const b of [other.url, open[1]!.url, sqlite.url]) {
      expect(await compare(sqlite.url, b)).toMatchObject({ code: 0, found: { equal: true, block: LENGTH } })
    }
  })

  test('a log missing in history is told by the stretch, near the head by the block', async () => {
    for (const from of [40, 1_300, 2_100, FINAL + 12]) {
      const number = logged(from)
      const lacking = await serve(join(folder, `without-${number}.db`), without(number))
      const { code, found } = await compare(sqlite.url, lacking.url)
      expect(code).toBe(3)
      const { after, through } = found.parting!
      expect(through).toBeGreaterThanOrEqual(number)
      expect(after ?? 0).toBeLessThan(number)
      expect(through - (after ?? 0)).toBeLessThanOrEqual(number > FINAL ? 1 : CHECKPOINT_BLOCKS)
      // The same from a database and a server; and from two databases to the log.
      const mixed = await compare(open[0]!.url, lacking.url)
      expect(mixed.found.parting).toEqual(found.parting)
      const exact = await compare(open[0]!.url, open.at(-1)!.url)
      expect(exact.found.difference).toMatchObject({ block: number, row: { table: 'logs', missing: 'B' } })
    }
  }, 60_000)

  test('another branch is told by the block at which it begins', async () => {
    const ancestor = FINAL + 9
    const branch = chaosChain(createRandom(8), chain[ancestor - 1]!, LENGTH - ancestor)
    const apart = await serve(join(folder, 'branch.db'), [...chain.slice(0, ancestor), ...branch])
    const { code, found } = await compare(apart.url, other.url)
    expect(code).toBe(3)
    expect(found).toMatchObject({ branch: { block: ancestor + 1 }, parting: null, block: ancestor })
  })

  test('an address that is no such API is wrong use', async () => {
    const { code, err } = await runWith(
      ['compare', sqlite.url, sqlite.url.replace('/graphql', '/status'), '--chain', String(CHAIN_ID)],
      { openStore },
    )
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('is no Daybook API') })
  })
})
