import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refold } from '../../src/indexer/refold.ts'
import { silentLog } from '../../src/log.ts'
import { digestAt, sumOfRows } from '../../src/store/digest.ts'
import type { Store } from '../../src/store/store.ts'
import { CHAIN_ID, config, dump, enterHistory, openWriter } from '../simulation/books-of.ts'
import { chaosChain, GENESIS } from '../simulation/chaos-market.ts'
import { createRandom } from '../simulation/random.ts'

/** What the writer promises, on any database. */
export const runWriterContract = (name: string, openEmpty: () => Promise<Store>, { seeds }: { seeds: number }) => {
  describe(`the books on ${name}`, () => {
    let stores: Store[] = []
    const empty = async () => {
      const store = await openEmpty()
      stores.push(store)
      return store
    }
    beforeEach(() => {
      stores = []
    })
    afterEach(async () => {
      for (const store of stores) await store.close()
    })

    const fresh = async (blocks: ReturnType<typeof chaosChain>) => {
      const store = await empty()
      await enterHistory(await openWriter(store), blocks, 5_000)
      return store
    }
    const digestOf = (store: Store) => store.read((db) => digestAt(db, store.tables, CHAIN_ID))

    for (let seed = 1; seed <= seeds; seed++) {
      test(`one big step and many small ones give the same rows and digest (seed ${seed})`, async () => {
        const blocks = chaosChain(createRandom(seed), GENESIS, 60)
        const whole = await fresh(blocks)
        for (const step of [1, 7]) {
          const store = await empty()
          // Opened anew in the middle, with nothing in memory.
          await enterHistory(await openWriter(store), blocks.slice(0, 35), step)
          await enterHistory(await openWriter(store), blocks.slice(35), step)
          expect(await dump(store)).toEqual(await dump(whole))
          expect(await digestOf(store)).toEqual(await digestOf(whole))
        }
      })

      test(`whatever is kept in memory, the rows are the same (seed ${seed})`, async () => {
        const blocks = chaosChain(createRandom(3_000 + seed), GENESIS, 60)
        const whole = await fresh(blocks)
        for (const recentRowsMax of [0, 20, 200]) {
          const store = await empty()
          await enterHistory(await openWriter(store, { recentRowsMax }), blocks, 3)
          expect(await dump(store)).toEqual(await dump(whole))
        }
      })

      test(`after reorganisations every row is that of a fresh index (seed ${seed})`, async () => {
        const random = createRandom(1000 + seed)
        const store = await empty()
        let writer = await openWriter(store)
        let chain = chaosChain(random, GENESIS, 20)
        let finalized = 8
        await enterHistory(writer, chain.slice(0, finalized), 4)
        let entered = finalized
        for (let round = 0; round < 8; round++) {
          const blocks = chain.slice(entered)
          if (blocks.length > 0)
            await writer.branch({ type: 'branch', ancestor: entered, blocks, finalized, head: chain.length })
          entered = chain.length
          if (random.chance(0.3))
            writer = await openWriter(store, random.chance(0.5) ? { recentRowsMax: random.int(60) } : {})
          // A fork from anywhere above what is final, longer than what it replaces.
          const ancestor = finalized + random.int(chain.length - finalized + 1)
          const branch = chaosChain(random, chain[ancestor - 1]!, chain.length - ancestor + 1 + random.int(4))
          await writer.branch({ type: 'branch', ancestor, blocks: branch, finalized, head: ancestor + branch.length })
          chain = [...chain.slice(0, ancestor), ...branch]
          entered = chain.length
          if (random.chance(0.5)) {
            finalized += random.int(chain.length - finalized)
            await writer.head({ type: 'head', finalized, head: chain.length })
          }
          chain = [...chain, ...chaosChain(random, chain.at(-1)!, random.int(4))]
        }
        chain = chain.slice(0, entered)
        const whole = await fresh(chain)
        expect(await dump(store)).toEqual(await dump(whole))
        expect((await digestOf(store))?.digest).toEqual((await digestOf(whole))?.digest)
        expect(await store.read((db) => sumOfRows(db, store.tables, 0))).toEqual(writer.cursor()!.rowSum)
        // Nothing is kept to undo what is final.
        const undo = await store.read((db) => db.select().from(store.tables.undo))
        expect(undo.filter((record) => record.blockId <= finalized)).toEqual([])
      })

      test(`a refold from raw logs gives the same rows and digest (seed ${seed})`, async () => {
        const blocks = chaosChain(createRandom(2000 + seed), GENESIS, 40)
        const store = await empty()
        const writer = await openWriter(store)
        await enterHistory(writer, blocks.slice(0, 25), 5)
        await writer.branch({ type: 'branch', ancestor: 25, blocks: blocks.slice(25), finalized: 25, head: 40 })
        const before = { rows: await dump(store), digest: await digestOf(store) }
        await refold({ store, config: config(''), log: silentLog })
        expect(await dump(store)).toEqual(before.rows)
        expect(await digestOf(store)).toEqual(before.digest)
        // What is not final can still be undone after it.
        const again = await openWriter(store)
        const branch = chaosChain(createRandom(3000 + seed), blocks[29]!, 12)
        await again.branch({ type: 'branch', ancestor: 30, blocks: branch, finalized: 25, head: 42 })
        expect(await dump(store)).toEqual(await dump(await fresh([...blocks.slice(0, 30), ...branch])))
      })
    }

    test('a refold with nothing above finality leaves a state to go back to', async () => {
      const random = createRandom(5)
      const blocks = chaosChain(random, GENESIS, 40)
      const empty5 = chaosChain(random, blocks.at(-1)!, 5, 0)
      const store = await empty()
      const writer = await openWriter(store)
      await enterHistory(writer, blocks, 10)
      await writer.branch({ type: 'branch', ancestor: 40, blocks: empty5, finalized: 40, head: 45 })
      await refold({ store, config: config(''), log: silentLog })
      const again = await openWriter(store)
      const branch = chaosChain(random, empty5[1]!, 6)
      await again.branch({ type: 'branch', ancestor: 42, blocks: branch, finalized: 40, head: 48 })
      expect(await dump(store)).toEqual(await dump(await fresh([...blocks, ...empty5.slice(0, 2), ...branch])))
    })

    test('every ledger balances, and so do tasks and earnings', async () => {
      const store = await fresh(chaosChain(createRandom(77), GENESIS, 200))
      const { ledgerAccounts, postings, earnings, tasks } = store.tables
      await store.read(async (db) => {
        const accounts = await db.select().from(ledgerAccounts)
        const totals = new Map<number, bigint>()
        for (const { tokenId, balance } of accounts) totals.set(tokenId, (totals.get(tokenId) ?? 0n) + balance)
        expect([...totals.values()]).toEqual([...totals.keys()].map(() => 0n))
        for (const account of accounts.slice(0, 30)) {
          const entries = await db
            .select()
            .from(postings)
            .where(eq(postings.accountId, account.id))
            .orderBy(postings.id)
          expect(entries.reduce((sum, { amount }) => sum + amount, 0n)).toBe(account.balance)
          expect(entries.at(-1)?.balanceAfter).toBe(account.balance)
        }
        for (const row of await db.select().from(earnings)) {
          expect(row.accrued - row.settled - row.forfeited).toBeGreaterThanOrEqual(0n)
        }
        const rows = await db.select().from(tasks)
        expect(rows.length).toBeGreaterThan(0)
      })
    })
  })
}
