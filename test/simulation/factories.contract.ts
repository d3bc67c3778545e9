import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { codeOf, ledgerAccountTypes } from '../../src/domain/codes.ts'
import { refold } from '../../src/indexer/refold.ts'
import { silentLog } from '../../src/log.ts'
import { digestAt } from '../../src/store/digest.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode, type FakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, dump } from './books-of.ts'
import { createOracle, createTruthfulOracle, type Oracle } from './factory-answers.ts'
import { factoryConfig, mineFactories, reorganise } from './factory-chain.ts'
import { followLiveWith, followWith, indexWith } from './factory-live.ts'
import { caughtUp } from './live.ts'
import { createRandom } from './random.ts'

const digestOf = async (store: Store) => (await store.read((db) => digestAt(db, store.tables, CHAIN_ID)))!.digest

/** Markets whose contracts announce contracts, on chains that change their mind, through a real node's door. */
export const runFactoryContract = (
  name: string,
  openEmpty: () => Promise<Store>,
  { seeds, rounds }: { readonly seeds: readonly number[]; readonly rounds: number },
) => {
  describe(`factories on ${name}`, () => {
    /** Runs with a node, and closes it and all books that were opened. */
    const withNode = async (work: (node: FakeNode, open: () => Promise<Store>) => Promise<void>) => {
      const node = await createFakeNode({ chainId: CHAIN_ID })
      const stores: Store[] = []
      try {
        await work(node, async () => {
          const store = await openEmpty()
          stores.push(store)
          return store
        })
      } finally {
        for (const store of stores) await store.close()
        await node.stop()
      }
    }

    /** Reorganisations while it follows, now and then two at once, or while it is stopped. */
    const reorganisations = (seed: number, createAsked: (node: FakeNode) => [live: Oracle, fresh: Oracle]) =>
      withNode(async (node, open) => {
        const random = createRandom(seed)
        const settings = factoryConfig({ rpc: [node.url], pollMs: 5 })
        const store = await open()
        const [{ ask }, { ask: askAnew }] = createAsked(node)
        mineFactories(node.chain, random, 85)
        let live = followLiveWith(store, settings, ask)
        try {
          await caughtUp(store, node.chain)
          for (let round = 0; round < rounds; round++) {
            reorganise(node.chain, random, 1 + random.int(round % 3 === 0 ? 60 : 8))
            if (random.chance(0.5)) await systemClock.sleep(random.int(30))
            if (random.chance(0.4)) reorganise(node.chain, random, 1 + random.int(4))
            if (random.chance(0.3)) {
              await live.stop()
              if (random.chance(0.5)) reorganise(node.chain, random, 1 + random.int(6))
              live = followLiveWith(store, settings, ask)
            }
            mineFactories(node.chain, random, random.int(5))
            await caughtUp(store, node.chain)
            if (round % 2 !== 1 && round !== rounds - 1) continue
            const fresh = await open()
            await indexWith(fresh, settings, askAnew)
            expect(await dump(store)).toEqual(await dump(fresh))
            expect(await digestOf(store)).toBe(await digestOf(fresh))
          }
        } finally {
          await live.stop()
        }
      })

    for (const seed of seeds) {
      test(`after reorganisations every table is that of a fresh index (seed ${seed})`, () =>
        reorganisations(seed, () => [createOracle({ failing: 'first' }), createOracle()]))

      test(`also where contracts answer otherwise on another branch (seed ${seed})`, () =>
        reorganisations(500 + seed, (node) => [createTruthfulOracle(node.chain), createTruthfulOracle(node.chain)]))

      test(`ranges of 1, 7 and 5,000 blocks, and stops at random blocks, give one digest (seed ${seed})`, () =>
        withNode(async (node, open) => {
          const random = createRandom(1_000 + seed)
          mineFactories(node.chain, random, 100)
          const whole = await open()
          await indexWith(whole, factoryConfig({ rpc: [node.url], rangeBlocksMax: 5_000 }), createOracle().ask)
          const [rows, digest] = [await dump(whole), await digestOf(whole)]
          for (const rangeBlocksMax of [1, 7]) {
            const store = await open()
            await indexWith(store, factoryConfig({ rpc: [node.url], rangeBlocksMax }), createOracle().ask)
            expect(await dump(store)).toEqual(rows)
            expect(await digestOf(store)).toBe(digest)
          }
          const stopped = await open()
          const { ask } = createOracle({ failing: 'first' })
          for (let to = 1 + random.int(9); to < node.chain.head().number; to += 1 + random.int(25))
            await indexWith(stopped, factoryConfig({ rpc: [node.url] }), ask, to)
          await indexWith(stopped, factoryConfig({ rpc: [node.url] }), ask)
          expect(await dump(stopped)).toEqual(rows)
          expect(await digestOf(stopped)).toBe(digest)
        }))

      test(`a refold asks nothing and gives the same, and what is not final can be undone after it (seed ${seed})`, () =>
        withNode(async (node, open) => {
          const random = createRandom(2_000 + seed)
          const settings = factoryConfig({ rpc: [node.url] })
          const store = await open()
          const oracle = createOracle()
          mineFactories(node.chain, random, 85)
          await indexWith(store, settings, oracle.ask)
          reorganise(node.chain, random, 20)
          await indexWith(store, settings, oracle.ask)
          const answers = () => store.read((db) => db.select().from(store.tables.answers))
          const before = { rows: await dump(store), digest: await digestOf(store), answers: await answers() }
          const asked = oracle.asked()
          expect(asked).toBeGreaterThan(20)
          node.faults.mishap = () => 500
          await refold({ store, config: settings, log: silentLog })
          expect(await dump(store)).toEqual(before.rows)
          expect(await digestOf(store)).toBe(before.digest)
          expect(await answers()).toEqual(before.answers)
          expect(oracle.asked()).toBe(asked)
          node.heal()
          reorganise(node.chain, random, 40)
          await indexWith(store, settings, oracle.ask)
          const fresh = await open()
          await indexWith(fresh, settings, oracle.ask)
          expect(await dump(store)).toEqual(await dump(fresh))
        }))

      test(`who is paid by both markets in one token has one ledger account for it (seed ${seed})`, () =>
        withNode(async (node, open) => {
          mineFactories(node.chain, createRandom(4_000 + seed), 100)
          const store = await open()
          await indexWith(store, factoryConfig({ rpc: [node.url] }), createOracle().ask)
          const { earnings, ledgerAccounts } = store.tables
          const [lines, accounts] = await store.read(async (db) => [
            await db.select().from(earnings),
            await db.select().from(ledgerAccounts),
          ])
          const received = new Map<string, bigint>()
          for (const { accountId, tokenId, settled } of lines.filter((line) => line.settled > 0n)) {
            const key = `${accountId} in ${tokenId}`
            received.set(key, (received.get(key) ?? 0n) + settled)
          }
          const type = codeOf(ledgerAccountTypes, 'EARNINGS')
          const arrived = accounts
            .filter((account) => account.type === type && account.balance !== 0n)
            .map(({ subjectId, tokenId, balance }) => [`${subjectId} in ${tokenId}`, balance] as const)
          expect(arrived.sort()).toEqual([...received].sort())
          const marketsOf = Map.groupBy(lines, ({ accountId, tokenId }) => `${accountId} in ${tokenId}`)
          expect([...marketsOf.values()].some((markets) => markets.length === 2)).toBe(true)
        }))

      test(`an answer that fails writes nothing, and the next try goes on (seed ${seed})`, () =>
        withNode(async (node, open) => {
          mineFactories(node.chain, createRandom(3_000 + seed), 30)
          node.chain.finalize(16)
          const settings = factoryConfig({ rpc: [node.url] })
          const store = await open()
          const { answers, checkpoints, cursors, outbox, undo } = store.tables
          const state = async () => ({
            rows: await dump(store),
            rest: await store.read((db) =>
              Promise.all([answers, checkpoints, cursors, outbox, undo].map((table) => db.select().from(table))),
            ),
          })
          const refuse = createOracle({ failing: 'always' })
          const oracle = createOracle()
          let refused = 0
          await indexWith(store, settings, oracle.ask, 1)
          for (let toBlock = 2; toBlock <= 30; toBlock++) {
            const before = await state()
            await followWith(store, settings, refuse.ask, { once: true, toBlock }).catch(() => {})
            if (refuse.failed() === refused) continue
            refused = refuse.failed()
            expect(await state()).toEqual(before)
            await indexWith(store, settings, oracle.ask, toBlock)
          }
          expect(refused).toBeGreaterThan(3)
          const fresh = await open()
          await indexWith(fresh, settings, createOracle({ failing: 'first' }).ask)
          expect(await dump(store)).toEqual(await dump(fresh))
        }))
    }
  })
}
