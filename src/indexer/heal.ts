import { and, eq, gte, inArray, lte } from 'drizzle-orm'
import type { Block, LevelRun, OpenBlock, ProofLevel } from '../domain/block.ts'
import { codeOf, proofLevels } from '../domain/codes.ts'
import { numberOf, packId } from '../store/ids.ts'
import { withoutIndices } from '../store/put-off.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import type { Ask } from './answers.ts'
import type { ChainPlace } from './chain-place.ts'
import { closeGaps } from './gaps.ts'
import { countLevels, forgetWindows, WINDOW_BLOCKS, windowOf, within } from './proof-windows.ts'
import { type Correction, type RebuildOptions, rebuild } from './rebuild.ts'
import { transactAsking } from './transact-asking.ts'

/** What reading a stretch of blocks again brought. */
export type Reading = {
  readonly from: number
  readonly to: number
  /** Blocks whose logs are otherwise than on record, as they should be. */
  readonly blocks: readonly Block[]
  readonly levels: readonly LevelRun[]
  /** Blocks of which less is proved than the configuration demands. */
  readonly open: readonly OpenBlock[]
  /** Whether every block of the stretch was read, so that its levels may be counted anew. */
  readonly whole: boolean
}

/** How to rebuild, and whom to ask what contracts must answer first. */
export type AskingOptions = Omit<RebuildOptions, 'answers'> & { readonly ask: Ask }

export type HealOptions = AskingOptions & {
  /** The wall clock, in seconds. */
  readonly at: number
}

/** Undoes the transaction that it is thrown in: what was to be done is only to be known. */
class Undone extends Error {
  readonly corrections: readonly Correction[]
  constructor(corrections: readonly Correction[]) {
    super('Undone on purpose.')
    this.corrections = corrections
  }
}

/** What healing would put right, with nothing changed: it is done, and undone. Others cannot write meanwhile. */
export const tryHeal = async (
  store: Store,
  place: ChainPlace,
  blocks: readonly Block[],
  { ask, ...options }: AskingOptions,
): Promise<readonly Correction[]> => {
  try {
    return await transactAsking(store, { chainId: place.chainId, ask }, async (tx, answers) => {
      throw new Undone(await correct(tx, store, place, blocks, { ...options, answers }))
    })
  } catch (error) {
    if (error instanceof Undone) return error.corrections
    throw error
  }
}

/** Puts the record right, and writes down what is proved now: all of it in one transaction, or nothing. */
export const heal = (
  store: Store,
  place: ChainPlace,
  reading: Reading,
  { at, ask, ...options }: HealOptions,
): Promise<readonly Correction[]> =>
  transactAsking(store, { chainId: place.chainId, ask }, async (tx, answers) => {
    const { tables } = store
    const corrections = await correct(tx, store, place, reading.blocks, { ...options, answers })
    const [cursor] = await tx.db.select().from(tables.cursors).where(eq(tables.cursors.chainId, place.chainId))
    if (!cursor) return corrections
    if (reading.whole) await recount(tx, store, place, reading, cursor)
    const logs = corrections.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0)
    const { from, to, open } = reading
    await closeGaps(tx, tables, { chainId: place.chainId, from, to, open, logs, at })
    return corrections
  })

const correct = async (
  tx: Transaction,
  store: Store,
  place: ChainPlace,
  blocks: readonly Block[],
  options: RebuildOptions,
): Promise<readonly Correction[]> => {
  const standing = await withoutReplaced(tx, store, place.slot, blocks)
  if (standing.length === 0) return []
  const corrections = { blocks: new Map(standing.map((each) => [each.number, each])), through: null }
  return withoutIndices(tx, store, () => rebuild(tx, store, place, corrections, options))
}

const CHUNK = 500

/** Blocks that were read again, less those that a reorganisation has replaced on record since. */
const withoutReplaced = async (
  tx: Transaction,
  { tables: { blocks } }: Store,
  slot: number,
  read: readonly Block[],
): Promise<readonly Block[]> => {
  const hashes = new Map<number, string>()
  const ids = read.map(({ number }) => packId(slot, number))
  for (let at = 0; at < ids.length; at += CHUNK) {
    const some = inArray(blocks.id, ids.slice(at, at + CHUNK))
    for (const { id, hash } of await tx.db.select({ id: blocks.id, hash: blocks.hash }).from(blocks).where(some))
      hashes.set(numberOf(id), hash)
  }
  return read.filter(({ number, hash }) => (hashes.get(number) ?? hash) === hash)
}

/** Counts the levels of the windows that were read whole, unless that would say less than was known. */
const recount = async (
  tx: Transaction,
  { tables }: Store,
  { slot, startBlock }: ChainPlace,
  { from, to, levels }: Reading,
  cursor: Rows['cursors'],
) => {
  const final = Math.min(to, cursor.finalized)
  for (let window = windowOf(from); window <= windowOf(final); window += 1) {
    const first = Math.max(startBlock, window * WINDOW_BLOCKS)
    const last = Math.min(cursor.finalized, (window + 1) * WINDOW_BLOCKS - 1)
    if (first < from || last > final) continue
    const runs = within(levels, { from: first, to: last })
    const [known] = await tx.db
      .select()
      .from(tables.proofWindows)
      .where(eq(tables.proofWindows.id, packId(slot, window)))
    if (known && weightOf(known) > weightOfRuns(runs)) continue
    await forgetWindows(tx, tables, slot, { from: first, to: last })
    await countLevels(tx, tables, slot, runs)
  }
  await raiseLevels(tx, tables, slot, levels)
}

const weightOf = ({ headerLinked, bloomConsistent, receiptsProven, secondSource }: Rows['proofWindows']) =>
  headerLinked + 2 * bloomConsistent + 3 * receiptsProven + 4 * secondSource
const weightOfRuns = (runs: readonly LevelRun[]) =>
  runs.reduce((sum, { from, to, level }) => sum + (to - from + 1) * codeOf(proofLevels, level), 0)

/** Blocks that are kept as rows say their level themselves; it never sinks by reading them again. */
const raiseLevels = async (tx: Transaction, { blocks }: Store['tables'], slot: number, levels: readonly LevelRun[]) => {
  for (const { from, to, level } of levels) {
    const code = codeOf(proofLevels, level satisfies ProofLevel)
    const range = and(gte(blocks.id, packId(slot, from)), lte(blocks.id, packId(slot, to)), lte(blocks.level, code))
    await tx.db.update(blocks).set({ level: code }).where(range)
  }
}
