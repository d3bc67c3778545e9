import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isNull } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { heapFlags } from '../../src/cli/heap-flags.ts'
import { type Clock, systemClock } from '../../src/clock.ts'
import { mendApart } from '../../src/indexer/mend-apart.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { verifyChain } from '../../src/indexer/verify.ts'
import { silentLog } from '../../src/log.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeChain } from '../chain/fake-chain.ts'
import { createFakeNode, type FakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, dump, temporarySqlite } from '../simulation/books-of.ts'
import { caughtUp, indexOnce, mineChaos } from '../simulation/live.ts'
import { createRandom } from '../simulation/random.ts'

let folder: string
let node: FakeNode

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-mend-'))
  node = await createFakeNode({ chainId: CHAIN_ID, chain: createFakeChain('mend', [], { real: true }) })
})
afterEach(async () => {
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

const open = (): Promise<Store> => openStore(join(folder, 'books.db'), { write: true })
/** A thousand times as fast. */
const hurried: Clock = {
  now: systemClock.now,
  sleep: (ms, signal) => systemClock.sleep(ms / 1_000, signal),
}
const expectTrue = async (store: Store, settings: ReturnType<typeof config>) => {
  const fresh = await temporarySqlite()
  await indexOnce(fresh, settings)
  expect(await dump(store)).toEqual(await dump(fresh))
  await fresh.close()
}
const until = async (isSo: () => Promise<boolean>) => {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await isSo()) return
    await systemClock.sleep(20)
  }
  throw new Error('It did not come to pass in time.')
}

/** As whoever starts an indexer starts it. */
beforeEach(() => void process.execArgv.push(...heapFlags))
afterEach(() => void process.execArgv.splice(-heapFlags.length))

test.each(['in this thread', 'apart'])(
  'what no node shows is asked for again %s, and put in when one shows it',
  async (where) => {
    mineChaos(node.chain, createRandom(5), 120)
    const busy = node.chain.blocks().findLast(({ number, logs }) => number < 50 && logs.length > 0)!
    node.faults.omit = ({ blockNumber }) => Number(blockNumber) === busy.number
    const settings = config('', { rpc: [node.url], pollMs: 10_000 })
    const store = await open()
    const stop = new AbortController()
    const running = runIndexer({
      store,
      config: settings,
      log: silentLog,
      clock: hurried,
      once: false,
      signal: stop.signal,
      ...(where === 'apart' ? { mend: mendApart(join(folder, 'books.db')) } : {}),
    })
    const openGaps = () => store.read((db) => db.$count(store.tables.gaps, isNull(store.tables.gaps.healedAt)))
    await until(async () => (await openGaps()) === 1)
    await caughtUp(store, node.chain)
    node.heal()
    await until(async () => (await openGaps()) === 0)
    mineChaos(node.chain, createRandom(6), 3)
    await caughtUp(store, node.chain)
    stop.abort()
    await running
    await expectTrue(store, settings)
    await store.close()
  },
)

test('books that are put right by another process are read again by the indexer, which goes on', async () => {
  mineChaos(node.chain, createRandom(7), 150)
  const logs = node.chain.blocks().flatMap((block) => block.logs)
  const omitted = new Set(logs.filter((_, index) => index % 9 === 0))
  node.faults.omit = (log) => omitted.has(log)
  const settings = config('', { rpc: [node.url], pollMs: 5_000, completeness: 'linked' })
  const store = await open()
  const stop = new AbortController()
  const running = runIndexer({
    store,
    config: settings,
    log: silentLog,
    clock: hurried,
    once: false,
    signal: stop.signal,
  })
  await caughtUp(store, node.chain)
  node.heal()
  const random = createRandom(8)
  const other = await open()
  for (let round = 0; round < 3; round += 1) {
    mineChaos(node.chain, random, 2)
    const { corrections } = await verifyChain({
      store: other,
      chain: settings.chains[0]!,
      markets: settings.markets,
      log: silentLog,
      clock: systemClock,
      stretch: null,
      sample: null,
      level: 'RECEIPTS_PROVEN',
      heal: true,
    })
    expect(corrections.length > 0).toBe(round === 0)
    mineChaos(node.chain, random, 2)
    await caughtUp(store, node.chain)
  }
  stop.abort()
  await running
  await other.close()
  await expectTrue(store, settings)
  await store.close()
})

test('a thread that cannot mend says why, and one that is told to stop ends', async () => {
  const settings = config('', { rpc: [node.url] })
  const asked = { chain: settings.chains[0]!, markets: settings.markets, log: silentLog, clock: systemClock }
  const store = await open()
  await expect(mendApart(folder)({ ...asked, store })).rejects.toThrow('cannot be opened')
  const signal = AbortSignal.abort()
  await expect(mendApart(join(folder, 'books.db'))({ ...asked, store, signal })).resolves.toBeTypeOf('boolean')
  await store.close()
})
