import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DaybookError } from '../../src/errors.ts'
import { retireOthers } from '../../src/indexer/retire.ts'
import { createTelemetry } from '../../src/indexer/telemetry.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'

let folder: string
let store: Store
let seconds: number
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-telemetry-'))
  store = await openStore(join(folder, 'test.db'), { write: true })
  seconds = 1_000
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const begin = (chainId = 1) => createTelemetry(store, chainId, { now: () => seconds * 1_000, onProgress: undefined })
const at = (block: number, head = block) => ({ phase: 'LIVE' as const, block, finalized: block, head, logs: 0 })
const told = async (chainId = 1) =>
  (await store.read((db) => db.select().from(store.tables.syncStatus))).find((row) => row.chainId === chainId)

test('an indexer that finds nothing new goes on reporting, and claims no progress', async () => {
  const telemetry = begin()
  await telemetry.moved(at(10))
  for (let i = 0; i < 40; i++) {
    seconds++
    await telemetry.looked(10)
  }
  expect(await told()).toMatchObject({ phase: 'LIVE', advancedAt: 1_000, headMovedAt: 1_000, head: 10 })
  expect((await told())!.measuredAt).toBeGreaterThanOrEqual(1_030)
})

test('progress is a block that changed, and a head higher than any before', async () => {
  const telemetry = begin()
  await telemetry.moved(at(10, 12))
  seconds = 1_010
  await telemetry.moved(at(11, 12))
  expect(await told()).toMatchObject({ advancedAt: 1_010, headMovedAt: 1_000 })
  // A node that goes back and forth between two heads gets nowhere.
  for (const head of [11, 12, 11, 12]) {
    seconds += 20
    await telemetry.looked(head)
  }
  expect(await told()).toMatchObject({ advancedAt: 1_010, headMovedAt: 1_000, head: 12 })
  seconds = 1_200
  await telemetry.moved(at(13, 13))
  expect(await told()).toMatchObject({ advancedAt: 1_200, headMovedAt: 1_200 })
})

test('starting again is no progress, however often', async () => {
  await begin().moved(at(10))
  for (let i = 0; i < 5; i++) {
    seconds += 100
    const telemetry = begin()
    await telemetry.turned('STARTING')
    await telemetry.looked(10)
    await telemetry.turned('STALLED', new DaybookError('RPC_UNAVAILABLE', 'no node answers'))
  }
  expect(await told()).toMatchObject({
    advancedAt: 1_000,
    headMovedAt: 1_000,
    measuredAt: 1_500,
    errorCode: 'RPC_UNAVAILABLE',
    lastError: 'no node answers',
  })
})

test('chains that are not named any more are marked, and named again they are news', async () => {
  for (const chainId of [1, 2]) await begin(chainId).moved(at(10))
  seconds = 2_000
  await retireOthers(store, [1], seconds * 1_000)
  expect([(await told(1))!.retiredAt, (await told(2))!.retiredAt]).toEqual([null, 2_000])
  seconds = 3_000
  await retireOthers(store, [1], seconds * 1_000)
  expect((await told(2))!.retiredAt).toBe(2_000)
  await begin(2).turned('STARTING')
  expect((await told(2))!.retiredAt).toBeNull()
})
