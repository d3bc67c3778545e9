import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { digestAt } from '../../src/store/digest.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, dump } from './books-of.ts'
import { chaosLogs } from './chaos-market.ts'
import { caughtUp, followLive, indexOnce, mineChaos } from './live.ts'
import { createRandom, type Random } from './random.ts'

/** A branch that replaces the newest `depth` blocks, one to three blocks longer. */
const branch = (random: Random, depth: number) =>
  Array.from({ length: depth + 1 + random.int(3) }, () => chaosLogs(random, 4))

/** Live following of a chain that changes its mind, through a real node's door. */
export const runReorgContract = (
  name: string,
  openEmpty: () => Promise<Store>,
  { seeds, rounds }: { seeds: readonly number[]; rounds: number },
) => {
  describe(`reorganisations on ${name}`, () => {
    for (const seed of seeds) {
      test(`every table is that of a fresh index after each (seed ${seed})`, async () => {
        const random = createRandom(seed)
        const node = await createFakeNode({ chainId: CHAIN_ID })
        const settings = config('', { rpc: [node.url], pollMs: 10 })
        const store = await openEmpty()
        try {
          mineChaos(node.chain, random, 150)
          let live = followLive(store, settings)
          await caughtUp(store, node.chain)
          for (let round = 0; round < rounds; round++) {
            const depth = 1 + random.int(round % 4 === 0 ? 64 : 6)
            node.chain.reorg(depth, branch(random, depth))
            // Sometimes the next one comes before the first is seen, and sometimes the indexer restarts in between.
            if (random.chance(0.5)) await systemClock.sleep(random.int(30))
            if (random.chance(0.4)) node.chain.reorg(1 + random.int(4), branch(random, 4))
            if (random.chance(0.3)) {
              await live.stop()
              if (random.chance(0.5)) node.chain.reorg(3, branch(random, 3))
              live = followLive(store, settings)
            }
            mineChaos(node.chain, random, random.int(4))
            await caughtUp(store, node.chain)
            if (round % 3 !== 2 && round !== rounds - 1) continue
            const fresh = await openEmpty()
            await indexOnce(fresh, settings)
            expect(await dump(store)).toEqual(await dump(fresh))
            await fresh.close()
          }
          await live.stop()
        } finally {
          await store.close()
          await node.stop()
        }
      })
    }

    test('of every depth from 1 to 64, one after the other', async () => {
      const random = createRandom(64)
      const node = await createFakeNode({ chainId: CHAIN_ID })
      const settings = config('', { rpc: [node.url], pollMs: 10 })
      const store = await openEmpty()
      mineChaos(node.chain, random, 130)
      const live = followLive(store, settings)
      for (let depth = 1; depth <= 64; depth++) {
        await caughtUp(store, node.chain)
        node.chain.reorg(depth, branch(random, depth))
      }
      await caughtUp(store, node.chain)
      await live.stop()
      const fresh = await openEmpty()
      await indexOnce(fresh, settings)
      expect(await dump(store)).toEqual(await dump(fresh))
      const reorgs = await store.read((db) => db.select().from(store.tables.reorgs).orderBy(store.tables.reorgs.id))
      expect(reorgs.map(({ depth }) => depth)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1))
      await store.close()
      await fresh.close()
      await node.stop()
    })

    test('ranges of 1, 7 and 5,000 blocks give one digest', async () => {
      const node = await createFakeNode({ chainId: CHAIN_ID })
      mineChaos(node.chain, createRandom(9), 220)
      const digests = new Set<string>()
      for (const rangeBlocksMax of [1, 7, 5_000]) {
        const store = await openEmpty()
        await indexOnce(store, config('', { rpc: [node.url], rangeBlocksMax }))
        digests.add((await store.read((db) => digestAt(db, store.tables, CHAIN_ID)))!.digest)
        await store.close()
      }
      await node.stop()
      expect(digests.size).toBe(1)
    })
  })
}
