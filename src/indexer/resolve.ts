import { and, eq, gte, lt } from 'drizzle-orm'
import type { ChainSource } from '../chain/source.ts'
import type { Clock } from '../clock.ts'
import type { ChainConfig, MarketConfig } from '../config/config.ts'
import type { BlockRef } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import { numberOf, packId } from '../store/ids.ts'
import { withoutIndices } from '../store/put-off.ts'
import { firstLog } from '../store/read/transaction-logs.ts'
import type { Store } from '../store/store.ts'
import { type ChainPlace, openPlace, recordedParts } from './chain-place.ts'
import { createContracts } from './contracts.ts'
import { publish } from './finalize.ts'
import { cutGaps } from './gaps.ts'
import { openSource } from './open-source.ts'
import { forgetWindows, WINDOW_BLOCKS, windowOf } from './proof-windows.ts'
import { rebuild } from './rebuild.ts'
import { transactAsking } from './transact-asking.ts'

export type ResolveOptions = {
  readonly store: Store
  readonly chain: ChainConfig
  readonly markets: readonly MarketConfig[]
  readonly log: Log
  readonly clock: Clock
  /** Whether to go back; else it is only said what would be undone. */
  readonly accept: boolean
  readonly signal?: AbortSignal | undefined
  readonly onBatch?: ((block: number, events: number) => void) | undefined
}

/** Where the record and the nodes part, and what going back undoes. */
export type Parting = {
  readonly finalized: number
  readonly newest: number
  /** The newest block on record that the nodes have too; null when there is none. */
  readonly shared: number | null
  /** The oldest block on record that they have otherwise. */
  readonly other: { readonly number: number; readonly held: Hex; readonly told: Hex | null }
  /** Where the record ends afterwards: the end of a window of blocks that were counted together, at or below `shared`. */
  readonly backTo: number
  /** What lies above it. */
  readonly undone: { readonly logs: number; readonly payouts: number }
}

/**
 * Finds out where a chain's record and its nodes part, when that is below finality; null when they do not. With `accept`, takes
 * the record back to before: the one place where final rows go, and only on an operator's word.
 */
export const resolveChain = async (options: ResolveOptions): Promise<Parting | null> => {
  const { store, chain, markets, log, clock } = options
  const place = await openPlace(store, chain, markets)
  const source = openSource(chain, place, createContracts(await recordedParts(store, place)), { log, clock })
  const parting = await findParting(store, place, source)
  if (parting === null || !options.accept) return parting
  const end = await headerAt(source, parting.backTo)
  if (end === null) {
    const message = `No node has block ${parting.backTo}, where the record of chain ${chain.id} would end. Nothing was changed.`
    throw new DaybookError('RPC_UNAVAILABLE', message, { details: { block: parting.backTo } })
  }
  await goBack(options, place, source, end)
  return parting
}

type Held = { readonly number: number; readonly hash: Hex }

/** Blocks on record are linked, and so are the nodes': the same up to one of them, and others from the next one on. */
const findParting = async (store: Store, place: ChainPlace, source: ChainSource): Promise<Parting | null> => {
  const { cursor, held } = await readHeld(store, place)
  if (cursor === null) return null
  const isShared = async ({ number, hash }: Held) => (await headerAt(source, number))?.hash === hash
  let [low, high] = [-1, held.length]
  // Mostly the newest block tells that all is well.
  if (await isShared(held.at(-1)!)) return null
  high -= 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (await isShared(held[middle]!)) low = middle
    else high = middle
  }
  const other = held[high]!
  const shared = held[low]?.number ?? null
  const lowest = place.startBlock - 1
  const windowEnd = Math.floor(((shared ?? lowest) + 1) / WINDOW_BLOCKS) * WINDOW_BLOCKS - 1
  const backTo = Math.max(lowest, windowEnd)
  return {
    finalized: cursor.finalized,
    newest: cursor.block,
    shared,
    other: { ...other, held: other.hash, told: (await headerAt(source, other.number))?.hash ?? null },
    backTo,
    undone: await countAbove(store, place, backTo),
  }
}

const readHeld = (store: Store, { chainId, slot }: ChainPlace) =>
  store.read(async (db) => {
    const { blocks, cursors } = store.tables
    const [cursor] = await db.select().from(cursors).where(eq(cursors.chainId, chainId))
    if (!cursor) return { cursor: null, held: [] as Held[] }
    const own = and(gte(blocks.id, packId(slot, 0)), lt(blocks.id, packId(slot + 1, 0)))
    const rows = await db.select({ id: blocks.id, hash: blocks.hash }).from(blocks).where(own).orderBy(blocks.id)
    const held = rows.map(({ id, hash }): Held => ({ number: numberOf(id), hash }))
    if (held.at(-1)?.number !== cursor.block) held.push({ number: cursor.block, hash: cursor.hash })
    return { cursor, held }
  })

const headerAt = async (source: ChainSource, number: number): Promise<BlockRef | null> => {
  for await (const { through } of source.reread({ from: number, to: number, level: 'HEADER_LINKED' }))
    return through.number === number ? through : null
  return null
}

const countAbove = (store: Store, { slot }: ChainPlace, block: number) =>
  store.read(async (db) => {
    const { logs, payouts } = store.tables
    const [first, end] = [await firstLog(db, store.tables, slot, block + 1), packId(slot + 1, 0)]
    return {
      logs: await db.$count(logs, and(gte(logs.id, first), lt(logs.id, end))),
      payouts: await db.$count(payouts, and(gte(payouts.logId, first), lt(payouts.logId, end))),
    }
  })

/** Drops all above a block and folds anew what is left, in one transaction that also says that it happened. */
const goBack = (
  { store, clock, signal, onBatch }: ResolveOptions,
  place: ChainPlace,
  { call: ask }: ChainSource,
  end: BlockRef,
): Promise<void> =>
  transactAsking(store, { chainId: place.chainId, ask }, async (tx, answers) => {
    const { tables } = store
    const { chainId, slot } = place
    const own = eq(tables.cursors.chainId, chainId)
    const [before] = await tx.db.select().from(tables.cursors).where(own)
    if (!before) return
    const logs = Number(before.counters.logs ?? 0)
    await withoutIndices(tx, store, () =>
      rebuild(tx, store, place, { blocks: new Map(), through: end }, { answers, signal, onBatch }),
    )
    const [after] = await tx.db.select().from(tables.cursors).where(own)
    await cutGaps(tx, tables, { chainId, ancestor: end.number })
    await forgetWindows(tx, tables, slot, { from: end.number + 1, to: windowOf(before.block) * WINDOW_BLOCKS })
    await publish(tx, tables, place, 'REVERTED', { from: end.number + 1, to: before.block })
    await tx.db.insert(tables.reorgs).values({
      chainId,
      detectedAt: Math.floor(clock.now() / 1000),
      ancestor: end.number,
      depth: before.block - end.number,
      revertedLogs: logs - Number(after?.counters.logs ?? 0),
      oldHead: before.hash,
      newHead: end.hash,
    })
  })
