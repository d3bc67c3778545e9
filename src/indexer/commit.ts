import { and, desc, eq, gte, inArray, lt, lte } from 'drizzle-orm'
import type { Block, BlockRef } from '../domain/block.ts'
import { codeOf, proofLevels } from '../domain/codes.ts'
import { CHECKPOINT_BLOCKS, sumToHex } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Rows, Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Changes, UndoRecord } from './books.ts'
import type { ChainPlace } from './chain-place.ts'
import { rowsToText } from './undo.ts'

/** Rows that one statement writes or names. */
const CHUNK = 1_000
/** How far back superseded states are looked for: they were kept since the final block moved last. */
const RECENT_BLOCKS = 10 * CHECKPOINT_BLOCKS

/** Writes what a batch changed: rows, the means to undo them, and the state at block ends that is kept. */
export const writeChanges = async (tx: Transaction, tables: Tables, slot: number, changes: Changes): Promise<void> => {
  for (const [table, rows] of changes.inserted) await tx.insert(table, rows as never)
  for (const [table, rows, before] of changes.replaced) await tx.replace(table, rows as never, before as never)
  await tx.append('undo', undoRows(slot, changes.undo))
  for (const { block, counters, rowSum } of changes.checkpoints) {
    const state = { counters, rowSum: sumToHex(rowSum) }
    await tx.db
      .insert(tables.checkpoints)
      .values({ id: packId(slot, block), ...state })
      .onConflictDoUpdate({ target: tables.checkpoints.id, set: state })
  }
}

/** The rows that a block changed, as they were before it: told together for each table. */
const undoRows = (slot: number, records: readonly UndoRecord[]): Omit<Rows['undo'], 'id'>[] =>
  [...Map.groupBy(records, ({ block }) => block)].flatMap(([block, own]) =>
    [...Map.groupBy(own, ({ table }) => table)].map(([table, images]) => ({
      blockId: packId(slot, block),
      table,
      rows: rowsToText(images.map(({ row }) => row)),
    })),
  )

export const blockRow = (slot: number, block: Omit<Block, 'logs'>, logs: number): Rows['blocks'] => ({
  id: packId(slot, block.number),
  hash: block.hash,
  parentHash: block.parentHash,
  timestamp: block.timestamp,
  level: codeOf(proofLevels, block.level),
  logs,
})

/** Moves the cursor, in the transaction that writes the rows it speaks of. */
export const writeCursor = async (
  tx: Transaction,
  tables: Tables,
  {
    chainId,
    at,
    finalized,
    head,
    changes,
  }: {
    chainId: number
    at: BlockRef
    finalized: number
    head: number
    changes: Pick<Changes, 'counters' | 'rowSum'>
  },
): Promise<Rows['cursors']> => {
  const state = {
    block: at.number,
    hash: at.hash,
    timestamp: at.timestamp,
    finalized: Math.min(finalized, at.number),
    head,
    counters: changes.counters,
    rowSum: sumToHex(changes.rowSum),
  }
  await tx.db
    .insert(tables.cursors)
    .values({ chainId, ...state })
    .onConflictDoUpdate({ target: tables.cursors.chainId, set: state })
  return { chainId, ...state }
}

/** Nothing at or below the final block is ever undone: the means to are dropped, and the headers of blocks that hold nothing. */
export const forget = async (
  tx: Transaction,
  { undo, blocks, checkpoints }: Tables,
  { slot }: ChainPlace,
  finalized: number,
): Promise<void> => {
  const [first, last] = [packId(slot, 0), packId(slot, finalized)]
  await tx.db.delete(undo).where(and(gte(undo.blockId, first), lte(undo.blockId, last)))
  await tx.db.delete(blocks).where(and(gte(blocks.id, first), lt(blocks.id, last), eq(blocks.logs, 0)))
  // The newest state stays, since it is the one to go back to, and so does the last of each stretch of history.
  const kept = await tx.db
    .select({ id: checkpoints.id })
    .from(checkpoints)
    .where(and(gte(checkpoints.id, packId(slot, Math.max(0, finalized - RECENT_BLOCKS))), lte(checkpoints.id, last)))
    .orderBy(desc(checkpoints.id))
  const stretchOf = (id: number) => Math.floor(numberOf(id) / CHECKPOINT_BLOCKS)
  const old = kept.filter(({ id }, i) => i > 0 && stretchOf(kept[i - 1]!.id) === stretchOf(id)).map(({ id }) => id)
  for (let at = 0; at < old.length; at += CHUNK) {
    await tx.db.delete(checkpoints).where(inArray(checkpoints.id, old.slice(at, at + CHUNK)))
  }
}
