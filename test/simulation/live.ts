import { systemClock } from '../../src/clock.ts'
import type { Config } from '../../src/config/config.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import type { Store } from '../../src/store/store.ts'
import type { FakeChain } from '../chain/fake-chain.ts'
import { chaosLogs } from './chaos-market.ts'
import type { Random } from './random.ts'

/** Mines blocks of a market without rules. */
export const mineChaos = (chain: FakeChain, random: Random, blocks: number, logsMax = 5): void => {
  for (let i = 0; i < blocks; i++) chain.mine(chaosLogs(random, logsMax))
}

/** Indexes to the node's head as it is now. */
export const indexOnce = (store: Store, config: Config): Promise<void> =>
  runIndexer({ store, config, log: silentLog, clock: systemClock, once: true })

/** Follows the node until told to stop. */
export const followLive = (store: Store, config: Config): { stop(): Promise<void> } => {
  const abort = new AbortController()
  const done = runIndexer({ store, config, log: silentLog, clock: systemClock, once: false, signal: abort.signal })
  return {
    stop: async () => {
      abort.abort()
      await done
    },
  }
}

/** Waits until the index holds the chain's head. */
export const caughtUp = async (store: Store, chain: FakeChain): Promise<void> => {
  const { cursors } = store.tables
  for (let tries = 0; tries < 1_000; tries++) {
    const [cursor] = await store.read((db) => db.select().from(cursors))
    if (cursor?.hash === chain.head().hash) return
    await systemClock.sleep(20)
  }
  throw new Error(`The index did not reach block ${chain.head().number} in time.`)
}
