// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { packId } from '../../src/store/ids.ts'
import type { Rows } from '../../src/store/store.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { createWorld } from './world.ts'

const CHAIN = 137
const TOP = 1_000_000
const HOUR = 3_600
const DAY = 24 * HOUR

for (const engine of engines)
  describe(`ready means moving, on ${engine}`, () => {
    let served: Served
    const now = () => Math.floor(Date.now() / 1_000)
    const hash = (digit: number) => `0x${digit.toString(16).padStart(64, '0')}` as const

    beforeAll(async () => {
      served = await serveOn(engine, createWorld(1))
    })
    afterAll(() => served.stop())

    /** Blocks as they are stored: a few from long ago, and those after finality one by one. `ago` is the age of the newest. */
    const saveBlocks = async ({ interval, ago, newest = 64 }: { interval: number; ago: number; newest?: number }) => {
      const { blocks, cursors } = served.store.tables
      const at = (number: number) => now() - ago - Math.round((TOP - number) * interval)
      const numbers = [
        ...Array.from({ length: newest }, (_, i) => TOP - i),
        ...[1, 2, 3, 4].map((n) => TOP - n * 20_000),
      ]
      await served.store.transaction(async ({ db }) => {
        await db.delete(blocks)
        for (const number of numbers)
          await db.insert(blocks).values({
            id: packId(0, number),
            hash: hash(number),
            parentHash: hash(number - 1),
            timestamp: at(number),
            level: 2,
            logs: 1,
          })
        await db.update(cursors).set({ block: TOP, timestamp: at(TOP), finalized: TOP - 60, hash: hash(TOP) })
      })
    }
    const set = (status: Partial<Rows['syncStatus']>, chain: Partial<Rows['chains']> = {}) =>
      served.store.transaction(async ({ db }) => {
        const { syncStatus, chains } = served.store.tables
        const fresh = {
          phase: 'LIVE',
          head: TOP,
          measuredAt: now(),
          advancedAt: now(),
          headMovedAt: now(),
          retiredAt: null,
        } as const
        await db.update(syncStatus).set({ ...fresh, errorCode: null, lastError: null, ...status })
        await db.update(chains).set({ pace: 'scheduled', ...chain })
      })
    const ready = async () => {
      const response = await fetch(`${served.url}/ready`)
      const { ready, reasons = [] } = (await response.json()) as any
      expect(response.status).toBe(ready ? 200 : 503)
      return reasons.join() as string
    }
    const metric = async (name: string) => {
      const text = await (await fetch(`${served.url}/metrics`)).text()
      return Number(text.match(new RegExp(`^${name}{[^}]*} (\\d+)$`, 'm'))?.[1])
    }

    // A chain like Ethereum's, seen from this side of 11 days.
    beforeEach(() => saveBlocks({ interval: 12, ago: 5 }))

    test('a chain that follows its head is ready, and says how long ago it went on', async () => {
      await set({ advancedAt: now() - 9 })
      expect(await ready()).toBe('')
      expect(await metric('daybook_ready')).toBe(1)
      expect(await metric('daybook_seconds_since_progress')).toBeGreaterThanOrEqual(9)
      expect(await metric('daybook_seconds_since_report')).toBeLessThan(9)
      expect(await metric('daybook_indexed_block')).toBe(TOP)
    })

    test('how well it is proved is told in figures', async () => {
      expect(await metric('daybook_open_gaps')).toBe(0)
      const { store } = served
      const { gaps } = store.tables
      const gap = { chainId: 31_337, fromBlock: 5, toBlock: 6, doubt: 'No node shows it.', foundAt: 1, logs: 0 }
      await store.transaction(async ({ db }) => {
        await db.insert(gaps).values([
          { ...gap, healedAt: null },
          { ...gap, healedAt: 2 },
        ])
      })
      expect(await metric('daybook_open_gaps')).toBe(1)
      expect(await metric('daybook_healed_gaps_total')).toBe(1)
      expect(await metric('daybook_proven_through_block')).toBe(4)
      await store.transaction(async ({ db }) => {
        await db.delete(gaps)
      })
      expect(await metric('daybook_proven_through_block')).toBe(TOP)
      const text = await (await fetch(`${served.url}/metrics`)).text()
      expect(text).toMatch(/^daybook_blocks{chain="31337",name="[^"]*",level="BLOOM_CONSISTENT"} \d+$/m)
    })

    test('the head moves and the books do not, whatever the process says of itself', async () => {
      await set({ head: TOP + 11 })
      expect(await ready()).toContain('11 blocks behind its head')
      await set({ head: TOP + 3, advancedAt: now() - 121 })
      expect(await ready()).toContain('3 blocks behind its head, and none came in for 12')
      await set({ head: TOP + 3, advancedAt: now() - 20 })
      expect(await ready()).toBe('')
    })

    test('a fast chain may be as many blocks behind as it makes in a minute', async () => {
      await saveBlocks({ interval: 0.25, ago: 5 })
      await set({ head: TOP + 200 })
      expect(await ready()).toBe('')
      await set({ head: TOP + 300 })
      expect(await ready()).toContain('300 blocks behind')
    })

    test('a head that stands still for longer than the chain ever does', async () => {
      await set({ headMovedAt: now() - 19 * 60 })
      expect(await ready()).toBe('')
      await set({ headMovedAt: now() - 21 * 60, advancedAt: now() - 21 * 60 })
      expect(await ready()).toContain('its head has stood still for 126')
      expect(await metric('daybook_ready')).toBe(0)
      // A chain with a block every six hours is judged by six hours.
      await saveBlocks({ interval: 6 * HOUR, ago: 5 * HOUR })
      await set({ headMovedAt: now() - DAY })
      expect(await ready()).toBe('')
    })

    test('a local chain may rest for as long as it likes: by its pace, and where there is no habit to judge by', async () => {
      const rested = { headMovedAt: now() - 30 * DAY, advancedAt: now() - 30 * DAY }
      await saveBlocks({ interval: 2, ago: 30 * DAY })
      await set(rested, { pace: 'on-demand' })
      expect(await ready()).toBe('')
      await set(rested)
      expect(await ready()).toContain('stood still')
      // Sixty blocks in a minute, and no others: what a script deployed.
      await served.store.transaction(async ({ db }) => {
        const { blocks } = served.store.tables
        for (const n of [1, 2, 3, 4]) await db.delete(blocks).where(eq(blocks.id, packId(0, TOP - n * 20_000)))
      })
      expect(await ready()).toBe('')
      // It went on after a night's rest: that is its habit.
      const { blocks } = served.store.tables
      await served.store.transaction(async ({ db }) => {
        await db.insert(blocks).values({
          id: packId(0, TOP + 1),
          hash: hash(1),
          parentHash: hash(2),
          timestamp: now() - 10 * HOUR,
          level: 2,
          logs: 0,
        })
        await db.update(served.store.tables.cursors).set({ block: TOP + 1, timestamp: now() - 10 * HOUR })
      })
      await set({ head: TOP + 1, headMovedAt: now() - 10 * HOUR })
      expect(await ready()).toBe('')
    })

    test('the clock and the blocks disagree', async () => {
      await saveBlocks({ interval: 12, ago: 3 * HOUR })
      await set({})
      expect(await ready()).toContain('seconds old')
      await saveBlocks({ interval: 12, ago: -HOUR })
      await set({})
      expect(await ready()).toContain('seconds from now')
      await set({}, { pace: 'on-demand' })
      expect(await ready()).toBe('')
      await set({ measuredAt: now() + 10 * 60 })
      expect(await ready()).toContain("the indexer's clock is")
    })

    test('the indexer is silent, stopped, or never spoke', async () => {
      await set({ measuredAt: now() - 61 })
      expect(await ready()).toContain('nothing heard from the indexer for 6')
      await set({ phase: 'PAUSED', measuredAt: now() - DAY })
      expect(await ready()).toContain('PAUSED: the indexer was stopped')
      await set({ phase: 'STALLED', errorCode: 'RPC_UNAVAILABLE', lastError: 'rpc.example does not answer' })
      expect(await ready()).toContain('STALLED. RPC_UNAVAILABLE: rpc.example does not answer')
    })

    test('HALTED stays red with its code and what to do, also when the process has long gone', async () => {
      const lastError =
        'The chain was reorganised below block 5, which was final. Check the node; if it is right, index anew'
      await set({ phase: 'HALTED', errorCode: 'REORG_TOO_DEEP', lastError, measuredAt: now() - 30 * DAY })
      expect(await ready()).toBe(`Chain 31337: HALTED, and does not go on by itself. REORG_TOO_DEEP: ${lastError}`)
      expect((await served.data('{ _meta { hasIndexingErrors } chains { sync { ready lastError } } }')).chains).toEqual(
        [{ sync: { ready: false, lastError: `REORG_TOO_DEEP: ${lastError}` } }],
      )
    })

    test('a chain that no configuration names any more makes nothing red, and alone is nothing to be ready with', async () => {
      await set({ retiredAt: now() })
      expect(await ready()).toBe('No chain is indexed yet.')
      const { tables } = served.store
      await set({})
      await served.store.transaction(async ({ db }) => {
        const [chain] = await db.select().from(tables.chains)
        await db.insert(tables.chains).values({ ...chain!, id: CHAIN, slot: 7, name: 'left' })
        const [status] = await db.select().from(tables.syncStatus)
        await db.insert(tables.syncStatus).values({ ...status!, chainId: CHAIN, measuredAt: 1, retiredAt: 2 })
      })
      expect(await ready()).toBe('')
      const { chains } = (await (await fetch(`${served.url}/status`)).json()) as any
      expect(chains.find((each: any) => each.chainId === CHAIN)).toMatchObject({
        ready: false,
        retired: true,
        reason: `Chain ${CHAIN}: no longer in the configuration.`,
      })
      await served.store.transaction(async ({ db }) => {
        await db.update(tables.syncStatus).set({ retiredAt: null }).where(eq(tables.syncStatus.chainId, CHAIN))
      })
      expect(await ready()).toContain(`Chain ${CHAIN}: nothing heard`)
      await served.store.transaction(async ({ db }) => {
        await db.delete(tables.chains).where(eq(tables.chains.id, CHAIN))
        await db.delete(tables.syncStatus).where(eq(tables.syncStatus.chainId, CHAIN))
      })
    })
  })
