import { lte } from 'drizzle-orm'
import { compareBloom } from '../../../src/chain/bloom.ts'
import { bloomOf } from '../../../src/chain/check.ts'
import type { Log } from '../../../src/domain/block.ts'
import { runIndexer } from '../../../src/indexer/run.ts'
import { readEmitters, readStoredBlocks } from '../../../src/indexer/stored-blocks.ts'
import { silentLog } from '../../../src/log.ts'
import { digestAt } from '../../../src/store/digest.ts'
import { numberOf, packId } from '../../../src/store/ids.ts'
import type { Store } from '../../../src/store/store.ts'
import { CHAIN_ID, dump } from '../books-of.ts'
import type { Databases } from './database.ts'
import { createFailingStore } from './failing-store.ts'
import { fetchFrom, inVirtualTime } from './in-virtual-time.ts'
import { createHostileNode } from './node.ts'
import type { Outcome } from './outcome.ts'
import { examineSnapshot } from './snapshot.ts'
import { createVirtualTime } from './virtual-time.ts'
import type { World } from './world.ts'

/** What the books come to, once all is over. */
export type Verdict = {
  readonly outcome: Outcome
  /** Logs of the final chain that the books lack. */
  readonly lost: number
  readonly wrong: readonly string[]
}

export type CompareOptions = {
  readonly databases: Databases
  /** Where the books are; nobody writes them now. */
  readonly file: string
  readonly world: World
  readonly seed: number
}

const INDEX_MS = 3_600_000
const BLOCKS_MAX = 100_000

/** Holds the books against those of a fresh index of the final chain, made through an honest node. */
export const compareWithFresh = async ({ databases, file, world, seed }: CompareOptions): Promise<Verdict> => {
  const store = await databases.open(file)
  const fresh = await databases.open(await databases.create())
  try {
    await indexHonestly(fresh, databases, world, seed)
    const [own, expected] = [await dump(store), await dump(fresh)]
    const different = Object.keys(expected).filter((table) => own[table]!.join('\n') !== expected[table]!.join('\n'))
    const wrong = await examineSnapshot(store, world, true)
    wrong.push(...(await examineUndo(store)))
    if (different.length === 0) {
      wrong.push(...(await examineDigest(store, fresh)))
      return { outcome: 'equal', lost: 0, wrong }
    }
    const missing = await missingLogs(store, fresh)
    const lost = missing.reduce((sum, { logs }) => sum + logs.length, 0)
    if (lost === 0) wrong.push(`No log is missing, and these tables differ: ${different.join(', ')}.`)
    return { outcome: await outcomeOf(store, world, missing), lost, wrong }
  } finally {
    await Promise.all([store.close(), fresh.close()])
  }
}

const indexHonestly = async (fresh: Store, { dialect }: Databases, world: World, seed: number): Promise<void> => {
  const time = createVirtualTime()
  const honest = createHostileNode({ seed: 0, index: 0, shares: {}, world, time, reorganise: () => {} })
  const config = world.settings([honest.url], {})
  const { store } = createFailingStore(fresh, { file: '', time })
  const run = { store, config, log: silentLog, clock: time.clock, once: true }
  const surroundings = { time, seed, fetch: fetchFrom([honest]), driver: dialect === 'postgres' }
  await inVirtualTime(surroundings, () => time.run(runIndexer(run), INDEX_MS))
}

/** A block of which logs are missing. */
type Missing = { readonly number: number; readonly logs: readonly Log[]; readonly kept: readonly Log[] }

const missingLogs = async (store: Store, fresh: Store): Promise<Missing[]> => {
  const [own, expected] = [await logsByBlock(store), await logsByBlock(fresh)]
  return [...expected].flatMap(([number, all]) => {
    const kept = own.get(number) ?? []
    const indexes = new Set(kept.map(({ logIndex }) => logIndex))
    const logs = all.filter(({ logIndex }) => !indexes.has(logIndex))
    return logs.length === 0 ? [] : [{ number, logs, kept }]
  })
}

const logsByBlock = (store: Store): Promise<Map<number, readonly Log[]>> =>
  store.read(async (db) => {
    const slot = (await db.select().from(store.tables.chains)).find(({ id }) => id === CHAIN_ID)!.slot
    const emitters = await readEmitters(db, store.tables, slot)
    const from = { slot, after: packId(slot, 0) - 1, limit: BLOCKS_MAX }
    const stored = await readStoredBlocks(db, store.tables, emitters, from)
    return new Map(stored.map(({ block, logs }) => [numberOf(block.id), logs]))
  })

const outcomeOf = async (store: Store, world: World, missing: readonly Missing[]): Promise<Outcome> => {
  const gaps = await store.read((db) => db.select().from(store.tables.gaps))
  const open = gaps.filter(({ healedAt }) => healedAt === null)
  // A log that was left out may have announced contracts, whose logs nobody could ask for from there on.
  const isSaid = ({ number }: Missing) =>
    open.some(({ fromBlock, toBlock }) => fromBlock <= number && (number <= toBlock || world.story === 'factories'))
  const unsaid = missing.filter((each) => !isSaid(each))
  if (unsaid.length === 0) return missing.length === 0 ? 'silent' : 'said'
  return unsaid.every((each) => isBeyondBlooms(world, each)) ? 'beyond blooms' : 'silent'
}

/** Blocks with more logs are not explained topic by topic, src/chain/check.ts. */
const EXPLAINED_LOGS_MAX = 64

/** Whether the bloom is just what the logs at hand explain, so that it cannot tell of others. */
const isBeyondBlooms = (world: World, { number, logs, kept }: Missing): boolean => {
  const explained = kept.length <= EXPLAINED_LOGS_MAX
  if (!explained) return logs.every(({ address }) => kept.some((other) => other.address === address))
  return compareBloom(world.chain.block(number)!.logsBloom, bloomOf(kept)) === 'equal'
}

/** The means to undo are kept above finality alone. */
const examineUndo = (store: Store): Promise<string[]> =>
  store.read(async (db) => {
    const { chains, cursors, undo } = store.tables
    const [cursor] = await db.select().from(cursors)
    const slot = (await db.select().from(chains)).find(({ id }) => id === CHAIN_ID)!.slot
    const stale = await db.$count(undo, lte(undo.blockId, packId(slot, cursor!.finalized)))
    return stale > 0 ? [`${stale} rows are kept to undo final blocks.`] : []
  })

const examineDigest = async (store: Store, fresh: Store): Promise<string[]> => {
  const [own, expected] = await Promise.all(
    [store, fresh].map((each) => each.read((db) => digestAt(db, each.tables, CHAIN_ID))),
  )
  return JSON.stringify(own) === JSON.stringify(expected) ? [] : ['The digest is not that of a fresh index.']
}
