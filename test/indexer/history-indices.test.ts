import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import { countPutOff } from '../../src/store/put-off.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, temporarySqlite } from '../simulation/books-of.ts'
import { caughtUp, followLive, indexOnce, mineChaos } from '../simulation/live.ts'
import { createRandom } from '../simulation/random.ts'

// When indices are put off, and when they are made. That they come back as they were is store/put-off.test.ts.

const indexNames = (store: Store) =>
  store.query(`select name from sqlite_schema where type = 'index' and sql is not null order by name`)

test('a history that is stopped half way leaves them to the next run, which makes them all', async () => {
  const node = await createFakeNode({ chainId: CHAIN_ID })
  const store = await temporarySqlite()
  const all = await indexNames(store)
  try {
    mineChaos(node.chain, createRandom(3), 400)
    const settings = config('', { rpc: [node.url], rangeBlocksMax: 20 })
    const abort = new AbortController()
    const onProgress = ({ block }: { block: number | null }) => {
      if (block !== null && block > 60) abort.abort()
    }
    const { signal } = abort
    await runIndexer({ store, config: settings, log: silentLog, clock: systemClock, once: true, signal, onProgress })
    const putOff = await countPutOff(store)
    expect(putOff).toBeGreaterThan(50)
    expect(await indexNames(store)).toHaveLength(all.length - putOff)

    await indexOnce(store, settings)
    expect(await countPutOff(store)).toBe(0)
    expect(await indexNames(store)).toEqual(all)
  } finally {
    await store.close()
    await node.stop()
  }
})

test('who follows a chain makes them when the history is in, and a database with blocks keeps them', async () => {
  const node = await createFakeNode({ chainId: CHAIN_ID })
  const store = await temporarySqlite()
  const all = await indexNames(store)
  try {
    mineChaos(node.chain, createRandom(4), 200)
    const settings = config('', { rpc: [node.url], pollMs: 10 })
    const live = followLive(store, settings)
    await caughtUp(store, node.chain)
    mineChaos(node.chain, createRandom(5), 3)
    await caughtUp(store, node.chain)
    await live.stop()
    expect(await countPutOff(store)).toBe(0)
    expect(await indexNames(store)).toEqual(all)

    const abort = new AbortController()
    abort.abort()
    await runIndexer({
      store,
      config: settings,
      log: silentLog,
      clock: systemClock,
      once: false,
      signal: abort.signal,
    })
    expect(await indexNames(store)).toEqual(all)
  } finally {
    await store.close()
    await node.stop()
  }
})
