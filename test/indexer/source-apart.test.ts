import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { heapFlags } from '../../src/cli/heap-flags.ts'
import { systemClock } from '../../src/clock.ts'
import type { Config } from '../../src/config/config.ts'
import { DaybookError } from '../../src/errors.ts'
import { openPlace, recordedParts } from '../../src/indexer/chain-place.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { feedsApart } from '../../src/indexer/source-apart.ts'
import { type Log, silentLog } from '../../src/log.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeChain } from '../chain/fake-chain.ts'
import { createFakeNode, type FakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, dump, temporarySqlite } from '../simulation/books-of.ts'
import { indexOnce, mineChaos } from '../simulation/live.ts'
import { createRandom } from '../simulation/random.ts'

let folder: string
let node: FakeNode
let store: Store
let settings: Config

/** As whoever starts an indexer starts it. */
beforeEach(async () => {
  process.execArgv.push(...heapFlags)
  folder = mkdtempSync(join(tmpdir(), 'daybook-apart-'))
  node = await createFakeNode({ chainId: CHAIN_ID, chain: createFakeChain('apart', [], { real: true }) })
  mineChaos(node.chain, createRandom(11), 120)
  store = await openStore(join(folder, 'books.db'), { write: true })
  settings = config('', { rpc: [node.url], pollMs: 10, rangeBlocksMax: 20 })
})
afterEach(async () => {
  process.execArgv.splice(-heapFlags.length)
  await store.close()
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

const openApart = async (log: Log = silentLog) => {
  const [chain] = settings.chains
  const place = await openPlace(store, chain!, settings.markets)
  return feedsApart()({ chain: chain!, place, parts: await recordedParts(store, place) }, { log, clock: systemClock })
}
const empty = { cursor: () => null, hashAt: () => undefined, finalized: () => 0 }

test('a history read apart gives the rows of one that is not', async () => {
  const around = { log: silentLog, clock: systemClock, once: true }
  await runIndexer({ store, config: settings, openFeed: feedsApart(), ...around })
  const fresh = await temporarySqlite()
  await indexOnce(fresh, settings)
  expect(await dump(store)).toEqual(await dump(fresh))
  await fresh.close()
})

test('two chains are read by one thread, and a third after it ended', async () => {
  const open = feedsApart()
  const [chain] = settings.chains
  const place = await openPlace(store, chain!, settings.markets)
  const given = { chain: chain!, place, parts: await recordedParts(store, place) }
  const around = { log: silentLog, clock: systemClock }
  const head = async (feed: ReturnType<typeof open>) => (await feed.events({ held: empty, once: true }).next()).value
  const [first, second] = [open(given, around), open(given, around)]
  expect(await head(first)).toEqual(await head(second))
  first.close()
  expect(await second.call([])).toEqual([])
  second.close()
  await expect(second.call([])).rejects.toThrow('after it was closed')
  const third = open(given, around)
  expect(await head(third)).toMatchObject({ type: 'history' })
  third.close()
})

test('what a node does wrong is told by its code, and to the log', async () => {
  node.faults.chainId = 5
  const lines: string[] = []
  const feed = await openApart({ ...silentLog, error: (sentence) => void lines.push(sentence) })
  const error: unknown = await feed
    .events({ held: empty, once: true })
    .next()
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DaybookError)
  expect(error).toMatchObject({ code: 'CHAIN_MISMATCH', message: expect.stringContaining('5') })
  expect(lines).toEqual([(error as DaybookError).message])
  feed.close()
})

test('what fails here while the thread waits for it ends the events as it was thrown', async () => {
  const gone = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
  const head = node.chain.head()
  const atHead = { cursor: () => head, hashAt: () => head.hash, finalized: () => head.number }
  const feed = await openApart()
  const events = feed.events({ held: atHead, looked: () => Promise.reject(gone) })
  const error: unknown = await (async () => {
    for await (const event of events) expect(event.type).toBe('head')
  })().catch((thrown: unknown) => thrown)
  expect(error).toBe(gone)
  feed.close()
})

test('it stops when it is told to, in the middle of a wait', async () => {
  const stop = new AbortController()
  const head = node.chain.head()
  const atHead = { cursor: () => head, hashAt: () => head.hash, finalized: () => head.number }
  const feed = await openApart()
  const looked = async () => stop.abort()
  const events = feed.events({ held: atHead, signal: stop.signal, looked })
  for await (const event of events) expect(event.type).toBe('head')
  feed.close()
})

test('an event that was not applied is not followed by another', async () => {
  const feed = await openApart()
  const events = feed.events({ held: empty })
  expect((await events.next()).value).toMatchObject({ type: 'history' })
  await expect(events.next()).rejects.toMatchObject({ code: 'INVARIANT' })
  feed.close()
})
