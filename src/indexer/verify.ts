import { and, asc, eq, gte, isNull, lt, lte } from 'drizzle-orm'
import type { Reread } from '../chain/reread.ts'
import type { ChainSource } from '../chain/source.ts'
import type { Clock } from '../clock.ts'
import type { ChainConfig, MarketConfig } from '../config/config.ts'
import type { Block, LevelRun, OpenBlock } from '../domain/block.ts'
import { codeOf, proofLevels } from '../domain/codes.ts'
import { demandedLevel } from '../domain/completeness.ts'
import type { Hex } from '../domain/hex.ts'
import type { Log } from '../log.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Store } from '../store/store.ts'
import { type ChainPlace, openPlace, recordedParts } from './chain-place.ts'
import { type BlockDifference, compareBlock, type RecordedBlock } from './compare-blocks.ts'
import { createContracts } from './contracts.ts'
import { heal, tryHeal } from './heal.ts'
import { openSource } from './open-source.ts'
import { WINDOW_BLOCKS } from './proof-windows.ts'
import type { Correction } from './rebuild.ts'
import { readEmitters, storedBatches } from './stored-blocks.ts'

/** Blocks, both ends included. */
export type Stretch = { readonly from: number; readonly to: number }

export type VerifyOptions = {
  readonly store: Store
  readonly chain: ChainConfig
  readonly markets: readonly MarketConfig[]
  readonly log: Log
  readonly clock: Clock
  /** What to read again: all that is indexed when null, or only the gaps that are open, of at most so many blocks. */
  readonly stretch: Partial<Stretch> | { readonly gapsUpTo: number } | null
  /** Of the blocks that show no log only this share is read, chosen anew by the seed; null reads all. */
  readonly sample: { readonly share: number; readonly seed: number } | null
  readonly level: 'BLOOM_CONSISTENT' | 'RECEIPTS_PROVEN'
  readonly heal: boolean
  readonly signal?: AbortSignal | undefined
  /** Told how far it is: the newest block compared, of so many. */
  readonly onBlocks?: ((block: number, to: number) => void) | undefined
}

/** What was found; blocks are those of the chain. */
export type Verified = {
  /** What was read again: nothing when nothing is indexed, or open. */
  readonly stretches: readonly Stretch[]
  readonly levels: readonly LevelRun[]
  /** What the record should have had, and has now if it was healed. */
  readonly corrections: readonly Correction[]
  readonly differences: readonly Exclude<BlockDifference, { type: 'OTHER_LOGS' }>[]
  /** Blocks of which less is proved than the configuration demands. */
  readonly open: readonly OpenBlock[]
}

/** Reads blocks again, compares them with the record, and puts the record right where it is asked to. */
export const verifyChain = async (options: VerifyOptions): Promise<Verified> => {
  const { store, chain, markets } = options
  const place = await openPlace(store, chain, markets)
  let found = await verifyStretches(options, place, await chooseStretches(options, place))
  const all: Verified[] = [found]
  // What was missing may have announced contracts: of all that came later, their logs were never asked for.
  while (options.heal && found.grown !== null) {
    const again = [{ from: found.grown, to: await newestBlock(store, chain.id) }]
    found = await verifyStretches({ ...options, sample: null }, place, again)
    all.push(found)
  }
  return {
    stretches: all.flatMap(({ stretches }) => stretches),
    levels: all.flatMap(({ levels }) => levels),
    corrections: all.flatMap(({ corrections }) => corrections),
    differences: all.at(-1)!.differences,
    open: all.at(-1)!.open,
  }
}

const newestBlock = (store: Store, chainId: number): Promise<number> =>
  store.read(async (db) => {
    const { cursors } = store.tables
    return (await db.select().from(cursors).where(eq(cursors.chainId, chainId)))[0]?.block ?? -1
  })

const chooseStretches = ({ store, stretch }: VerifyOptions, place: ChainPlace): Promise<Stretch[]> =>
  store.read(async (db) => {
    const { cursors, gaps } = store.tables
    const [cursor] = await db.select().from(cursors).where(eq(cursors.chainId, place.chainId))
    if (!cursor) return []
    const clip = ({ from = 0, to = cursor.block }: Partial<Stretch>): Stretch => ({
      from: Math.max(place.startBlock, from),
      to: Math.min(cursor.block, to),
    })
    if (stretch === null || !('gapsUpTo' in stretch)) return [clip(stretch ?? {})].filter(({ from, to }) => from <= to)
    const open = await db
      .select()
      .from(gaps)
      .where(
        and(
          eq(gaps.chainId, place.chainId),
          isNull(gaps.healedAt),
          gte(gaps.toBlock, 0),
          lte(gaps.fromBlock, cursor.block),
        ),
      )
      .orderBy(asc(gaps.fromBlock))
    // Whole windows, so that their levels can be counted anew.
    const start = (block: number) => Math.floor(block / WINDOW_BLOCKS) * WINDOW_BLOCKS
    const short = open.filter(({ fromBlock, toBlock }) => toBlock - fromBlock < stretch.gapsUpTo)
    const wide = short.map(({ fromBlock, toBlock }) =>
      clip({ from: start(fromBlock), to: start(toBlock) + WINDOW_BLOCKS - 1 }),
    )
    const joined: { from: number; to: number }[] = []
    for (const { from, to } of wide) {
      const last = joined.at(-1)
      if (last && from <= last.to + 1) last.to = Math.max(last.to, to)
      else joined.push({ from, to })
    }
    return joined
  })

/** `grown`: the lowest block that was put right, when that announced contracts which were not known. */
const verifyStretches = async (
  options: VerifyOptions,
  place: ChainPlace,
  stretches: readonly Stretch[],
): Promise<Verified & { grown: number | null }> => {
  const { store, chain, log, clock, signal } = options
  const parts = await recordedParts(store, place)
  const source = openSource(chain, place, createContracts(parts), { log, clock })
  const total: { -readonly [K in keyof Verified]: Verified[K] } = {
    stretches: [],
    levels: [],
    corrections: [],
    differences: [],
    open: [],
  }
  for (const stretch of stretches) {
    signal?.throwIfAborted()
    const read = await readAgain(options, place, source, stretch)
    const doing = { ask: source.call, signal, at: Math.floor(clock.now() / 1000) }
    const reading = { ...read, ...stretch, whole: options.sample === null }
    const corrections = options.heal
      ? await heal(store, place, reading, doing)
      : read.blocks.length === 0
        ? []
        : await tryHeal(store, place, read.blocks, doing)
    total.stretches = [...total.stretches, stretch]
    total.levels = [...total.levels, ...read.levels]
    total.corrections = [...total.corrections, ...corrections]
    total.differences = [...total.differences, ...read.differences]
    total.open = [...total.open, ...read.open]
  }
  const grown = (await recordedParts(store, place)).length > parts.length
  const lowest = Math.min(...total.corrections.map(({ block }) => block))
  return { ...total, grown: grown && total.corrections.length > 0 ? lowest : null }
}

type ReadAgain = Pick<Verified, 'levels' | 'differences' | 'open'> & { readonly blocks: readonly Block[] }

const readAgain = async (
  { store, chain, sample, level, signal, onBlocks }: VerifyOptions,
  place: ChainPlace,
  source: ChainSource,
  { from, to }: Stretch,
): Promise<ReadAgain> => {
  const demanded = codeOf(proofLevels, demandedLevel(chain.completeness))
  const levels: LevelRun[] = []
  const open: OpenBlock[] = []
  const differences: ReadAgain['differences'][number][] = []
  const blocks: Block[] = []
  let next = from
  /** The newest block that is the same on record and on the chain: all below it are the record's, since they are linked. */
  let shared = from - 1
  const asked = { from, to, level, ...(sample === null ? {} : { sample }), ...(signal ? { signal } : {}) }
  for await (const told of source.reread(asked)) {
    const held = await recorded(store, place, { from: next, to: told.through.number })
    for (const { number, hash } of held.values()) if (told.all.get(number)?.hash === hash) shared = number
    for (const difference of compareAll(told, held)) {
      if (difference.type === 'OTHER_LOGS') blocks.push(difference.block)
      // Above finality the chain may just be another one by now, which the indexer sees to.
      else if (difference.type !== 'OTHER_BLOCK' || difference.number <= told.finalized) differences.push(difference)
    }
    levels.push(...told.levels)
    const levelAt = createLevelAt(told.levels)
    // What is asked here may be more than the configuration demands: then falling short of it leaves no gap.
    const isProof = demanded >= codeOf(proofLevels, 'RECEIPTS_PROVEN')
    open.push(...told.open.filter(({ number }) => isProof || codeOf(proofLevels, levelAt(number)) < demanded))
    next = told.through.number + 1
    onBlocks?.(told.through.number, to)
  }
  const same = blocks.some(({ number }) => number > shared) ? await isSameBranch(store, place, source, to) : null
  if (same !== null && same.held !== same.told && same.number > to) differences.push({ type: 'OTHER_BLOCK', ...same })
  const isOther = differences.some(({ type, number }) => type === 'OTHER_BLOCK' && number > shared)
  return { levels, open, differences, blocks: isOther ? blocks.filter(({ number }) => number <= shared) : blocks }
}

/** The record's first block from `to` on, and what the nodes have in its place. */
const isSameBranch = async (
  store: Store,
  { slot, chainId }: ChainPlace,
  source: ChainSource,
  to: number,
): Promise<{ number: number; held: Hex; told: Hex } | null> => {
  const { blocks, cursors } = store.tables
  const next = await store.read(async (db) => {
    const above = and(gte(blocks.id, packId(slot, to)), lt(blocks.id, packId(slot + 1, 0)))
    const [block] = await db.select().from(blocks).where(above).orderBy(asc(blocks.id)).limit(1)
    if (block) return { number: numberOf(block.id), hash: block.hash }
    const [cursor] = await db.select().from(cursors).where(eq(cursors.chainId, chainId))
    return cursor === undefined ? null : { number: cursor.block, hash: cursor.hash }
  })
  if (next === null) return null
  const { number } = next
  for await (const { through } of source.reread({ from: number, to: number, level: 'HEADER_LINKED' }))
    return { number, held: next.hash, told: through.hash }
  return null
}

const createLevelAt = (levels: readonly LevelRun[]) => (block: number) =>
  levels.find(({ from, to }) => from <= block && block <= to)?.level ?? 'NONE'

const compareAll = (told: Reread, held: ReadonlyMap<number, RecordedBlock>): BlockDifference[] => {
  const numbers = [...new Set([...told.blocks.map(({ number }) => number), ...held.keys()])].sort((a, b) => a - b)
  return numbers.flatMap((number) => compareBlock(held.get(number), told.all.get(number), told.sealed.has(number)))
}

/** The blocks of a stretch as the record has them: those that hold logs, and those whose headers are kept without. */
const recorded = (store: Store, { slot }: ChainPlace, stretch: Stretch): Promise<ReadonlyMap<number, RecordedBlock>> =>
  store.read(async (db) => {
    const { tables } = store
    const { blocks } = tables
    const emitters = await readEmitters(db, tables, slot)
    const empty = and(
      gte(blocks.id, packId(slot, stretch.from)),
      lte(blocks.id, packId(slot, stretch.to)),
      eq(blocks.logs, 0),
    )
    const found = new Map<number, RecordedBlock>()
    for (const { id, hash } of await db.select().from(blocks).where(empty))
      found.set(numberOf(id), { number: numberOf(id), hash, logs: [] })
    for await (const batch of storedBatches(db, tables, emitters, slot, stretch)) {
      for (const { block, logs } of batch) {
        const number = numberOf(block.id)
        found.set(number, { number, hash: block.hash, logs })
      }
    }
    return new Map([...found].sort(([a], [b]) => a - b))
  })
