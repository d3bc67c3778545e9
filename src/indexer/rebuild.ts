import { and, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm'
import { isSameLog } from '../chain/logs.ts'
import type { Block, BlockRef, Log } from '../domain/block.ts'
import { nameOf, proofLevels } from '../domain/codes.ts'
import { assertInvariant } from '../errors.ts'
import { recordTables } from '../store/digest.ts'
import { numberOf, packId, SLOT_SIZE, STAGING_SLOT } from '../store/ids.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import type { Answers } from './answers.ts'
import type { ChainPlace } from './chain-place.ts'
import { blockRow, forget, writeCursor } from './commit.ts'
import { enterBlock, recordLogs } from './enter.ts'
import { beginAnew, replay } from './replay.ts'
import { stageRaw, unstage } from './staging.ts'
import { readEmitters, type StoredBlock, storedBatches } from './stored-blocks.ts'

/** What is to be otherwise than the raw record has it. */
export type Corrections = {
  /** Blocks as they truly are, with all logs that were asked for; by number. */
  readonly blocks: ReadonlyMap<number, Block>
  /** Blocks above it are dropped; null keeps them all. */
  readonly through: BlockRef | null
}

/** How a rebuilt block differs from what was on record. */
export type Correction = { readonly block: number; readonly added: readonly Log[]; readonly removed: readonly Log[] }

export type RebuildOptions = {
  /** What contracts said. Logs that were not there before may raise questions: then this ends with Unanswered. */
  readonly answers: Answers
  readonly signal?: AbortSignal | undefined
  readonly onBatch?: ((block: number, events: number) => void) | undefined
}

/**
 * Makes a chain's raw record and all its state anew, with corrections: the same rows, ids and digest as if the chain had been
 * read without the fault. Runs in the transaction given (transact-asking.ts).
 * Returns what was put right, in order; logs that concern no market are no correction.
 */
export const rebuild = async (
  tx: Transaction,
  store: Store,
  place: ChainPlace,
  { blocks: corrected, through }: Corrections,
  { answers, signal, onBatch }: RebuildOptions,
): Promise<readonly Correction[]> => {
  const { tables } = store
  const { slot, chainId } = place
  const [cursor] = await tx.db.select().from(tables.cursors).where(eq(tables.cursors.chainId, chainId))
  assertInvariant(cursor, 'Only a chain that is indexed can be rebuilt.', { chainId })
  const end = through ?? {
    number: cursor.block,
    hash: cursor.hash,
    timestamp: cursor.timestamp,
    parentHash: cursor.hash,
  }
  const finalized = Math.min(cursor.finalized, end.number)
  // Another branch may make another contract at the same address.
  const dropped = and(eq(tables.answers.chainId, chainId), gt(tables.answers.askedAtBlock, end.number))
  await tx.db.delete(tables.answers).where(dropped)

  await stageRaw(tx, tables, slot)
  await beginAnew(tx, store, place, recordTables)
  const emitters = await readEmitters(tx.db, tables, STAGING_SLOT)
  const corrections: Correction[] = []
  let batch = new Map<number, { row: Rows['blocks']; correction: Correction }>()
  let events = 0
  const books = await replay(
    tx,
    store,
    place,
    {
      batches: merge(storedBatches(tx.db, tables, emitters, STAGING_SLOT), corrected, end.number),
      numberOf: ({ header }) => header.number,
      enter: ({ header, logs, before }, lookups) => {
        const kept: Log[] = []
        const entered = enterBlock({ ...header, logs }, lookups, (own) => {
          kept.push(...own)
          return recordLogs(lookups.books, header.number, own)
        })
        batch.set(header.number, {
          row: blockRow(slot, header, entered),
          correction: { block: header.number, ...differenceOf(before, kept) },
        })
      },
    },
    {
      finalized,
      answers,
      signal,
      onBatch: async (block) => {
        const entered = [...batch.values()]
        // The header of an empty block is kept while it can be undone, and that of the newest.
        const kept = (row: Rows['blocks']) =>
          row.logs > 0 || numberOf(row.id) > finalized || numberOf(row.id) === end.number
        await tx.insert('blocks', entered.map(({ row }) => row).filter(kept))
        corrections.push(
          ...entered
            .map(({ correction }) => correction)
            .filter(({ added, removed }) => added.length + removed.length > 0),
        )
        events += entered.reduce((sum, { row }) => sum + row.logs, 0)
        batch = new Map()
        onBatch?.(block, events)
      },
    },
  )
  await restoreHeaders(tx, store, slot, { finalized, end })
  await unstage(tx, tables)
  await forget(tx, tables, place, finalized)
  await writeCursor(tx, tables, { chainId, at: end, finalized, head: cursor.head, changes: books.changes() })
  return corrections
}

/** A block to be entered: as it was on record, or as it truly is. */
type Rebuilt = {
  readonly header: Omit<Block, 'logs'>
  readonly logs: readonly Log[]
  /** What was on record. */
  readonly before: readonly Log[]
}

/** The blocks on record, with those that are corrected in their places. */
async function* merge(
  batches: AsyncIterable<readonly StoredBlock[]>,
  corrected: ReadonlyMap<number, Block>,
  end: number,
): AsyncGenerator<readonly Rebuilt[]> {
  const waiting = [...corrected.values()].filter(({ number }) => number <= end).sort((a, b) => a.number - b.number)
  const asCorrected = ({ logs, ...header }: Block): Rebuilt => ({ header, logs, before: [] })
  for await (const stored of batches) {
    const kept = stored.filter(({ block }) => numberOf(block.id) <= end)
    const last = kept.at(-1)
    if (last === undefined) break
    const until = waiting.findIndex(({ number }) => number > numberOf(last.block.id))
    const own = waiting.splice(0, until < 0 ? waiting.length : until)
    const byNumber = new Map(own.map((block) => [block.number, asCorrected(block)]))
    for (const { block, logs } of kept) {
      const number = numberOf(block.id)
      const known = byNumber.get(number)
      const { hash, parentHash, timestamp } = block
      const header = { number, hash, parentHash, timestamp, level: nameOf(proofLevels, block.level) }
      byNumber.set(number, known ? { ...known, before: logs } : { header, logs, before: logs })
    }
    yield [...byNumber.values()].sort((a, b) => a.header.number - b.header.number)
  }
  if (waiting.length > 0) yield waiting.map(asCorrected)
}

const differenceOf = (before: readonly Log[], after: readonly Log[]) => ({
  added: after.filter((log) => !before.some((other) => isSameLog(other, log))),
  removed: before.filter((log) => !after.some((other) => isSameLog(other, log))),
})

/** Puts back the headers of blocks that hold nothing and are needed still: those that are not final, and the newest. */
const restoreHeaders = async (
  tx: Transaction,
  { tables: { blocks } }: Store,
  slot: number,
  { finalized, end }: { finalized: number; end: BlockRef },
): Promise<void> => {
  const from = Math.min(finalized + 1, end.number)
  const range = (of: number) => and(gte(blocks.id, packId(of, from)), lte(blocks.id, packId(of, end.number)))
  const entered = await tx.db.select({ id: blocks.id }).from(blocks).where(range(slot))
  const by = (STAGING_SLOT - slot) * SLOT_SIZE
  const twice = entered.map(({ id }) => id + by)
  for (let at = 0; at < twice.length; at += CHUNK)
    await tx.db.delete(blocks).where(inArray(blocks.id, twice.slice(at, at + CHUNK)))
  await tx.db
    .update(blocks)
    .set({ id: sql`${blocks.id} - ${by}` as never })
    .where(range(STAGING_SLOT))
  const [newest] = await tx.db
    .select()
    .from(blocks)
    .where(eq(blocks.id, packId(slot, end.number)))
  if (!newest) await tx.insert('blocks', [blockRow(slot, { ...end, level: 'HEADER_LINKED' }, 0)])
}

const CHUNK = 500
