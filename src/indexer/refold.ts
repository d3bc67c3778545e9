import { and, eq, gte, lt } from 'drizzle-orm'
import type { Config } from '../config/config.ts'
import type { Log } from '../log.ts'
import { type RecordTable, recordTables } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import { createAnswers } from './answers.ts'
import { createBooks, type WorkingBooks } from './books.ts'
import { type ChainPlace, columnsOf, configuredParts, openPlace } from './chain-place.ts'
import { writeChanges, writeCursor } from './commit.ts'
import { createContracts } from './contracts.ts'
import { enterBlock } from './enter.ts'
import { foldBatch } from './fold-batch.ts'
import { readEmitters, readStoredBlocks, type StoredBlock } from './stored-blocks.ts'
import type { Progress } from './telemetry.ts'
import { stretchEnd } from './writer.ts'

/** Blocks with logs that are folded between two writes. */
const BLOCKS_MAX = 500

/** The raw record: what the fold is made from, and what a refold never touches. */
const rawTables: ReadonlySet<RecordTable> = new Set(['transactions', 'emitters', 'logs'])

export type RefoldOptions = {
  readonly store: Store
  readonly config: Config
  readonly log: Log
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/**
 * Makes all state anew from the stored raw logs, without the network. One transaction per chain: readers see the old state until
 * the new one is whole, and a refold that is stopped or killed changes nothing.
 */
export const refold = async ({ store, config, log, signal, onProgress }: RefoldOptions): Promise<void> => {
  for (const chain of config.chains) {
    const markets = config.markets.filter((market) => market.chainId === chain.id)
    if (markets.length === 0) continue
    const place = await openPlace(store, chain, markets, { refolding: true })
    const started = performance.now()
    const report = ({ chainId, finalized, head }: Rows['cursors'], block: number, events: number) => {
      const seconds = (performance.now() - started) / 1000
      onProgress?.({
        chainId,
        phase: 'BACKFILLING',
        block,
        finalized,
        head,
        events,
        eventsPerSecond: events / seconds,
        blocksPerSecond: (block - place.startBlock) / seconds,
      })
    }
    await store.transaction(async (tx) => {
      // Read here, so that a writer beside this one cannot move it in between.
      const [cursor] = await tx.db.select().from(store.tables.cursors).where(eq(store.tables.cursors.chainId, chain.id))
      if (cursor) await refoldChain(tx, store, place, cursor, { signal, report })
      const { deployment } = place
      await tx.db.update(store.tables.chains).set({ deployment }).where(eq(store.tables.chains.id, chain.id))
    })
    log.info('Folded a chain again from its stored logs', { chainId: chain.id })
  }
}

const clear = async (tx: Transaction, { tables }: Store, { slot, initialRows }: ChainPlace) => {
  for (const table of recordTables) if (!rawTables.has(table)) await tx.deleteAbove(table, slot, 0)
  const [from, to] = [packId(slot, 0), packId(slot + 1, 0)]
  await tx.db.delete(tables.undo).where(and(gte(tables.undo.blockId, from), lt(tables.undo.blockId, to)))
  await tx.db.delete(tables.checkpoints).where(and(gte(tables.checkpoints.id, from), lt(tables.checkpoints.id, to)))
  await tx.insert('markets', initialRows.markets)
  await tx.insert('contracts', initialRows.contracts)
}

const refoldChain = async (
  tx: Transaction,
  store: Store,
  place: ChainPlace,
  cursor: Rows['cursors'],
  {
    signal,
    report,
  }: { signal: AbortSignal | undefined; report: (cursor: Rows['cursors'], block: number, events: number) => void },
): Promise<void> => {
  const { tables } = store
  const { slot, chainId } = place
  const books = createBooks(slot, columnsOf(store))
  await clear(tx, store, place)
  books.reset(place.initial.counters, place.initial.rowSum)
  const emitters = await readEmitters(tx.db, tables, slot)
  // What is announced later adds to these.
  const contracts = createContracts(configuredParts(place))
  const answers = createAnswers({ tables, chainId, ask: null })
  const lookups = { books, contracts, answers }
  let adopted = 0
  let stretch = -1
  let undoable = false

  const adoptRaw = ({ transactions, rows }: StoredBlock) => {
    for (const row of transactions) books.adopt('transactions', row)
    for (const row of rows) {
      // Emitters are numbered by their first log.
      while (adopted < numberOf(row.emitterId)) books.adopt('emitters', emitters.get(packId(slot, ++adopted))!)
      books.adopt('logs', row)
    }
  }
  const enter = (stored: StoredBlock) => {
    const number = numberOf(stored.block.id)
    if (number > cursor.finalized && !undoable) {
      undoable = true
      books.checkpoint(cursor.finalized)
    }
    if (!undoable && stretch >= 0 && number > stretch) books.checkpoint(stretch)
    stretch = stretchEnd(number)
    if (undoable) books.journal(number)
    adoptRaw(stored)
    const block = { number, timestamp: stored.block.timestamp, logs: stored.logs }
    enterBlock(block, lookups, () => stored.places)
    if (undoable) books.checkpoint(number)
  }

  let events = 0
  for (let after = packId(slot, 0) - 1; ; ) {
    signal?.throwIfAborted()
    const batch = await readStoredBlocks(tx.db, tables, emitters, { slot, after, limit: BLOCKS_MAX })
    const last = batch.at(-1)
    if (!last) break
    const begun = { adopted, stretch, undoable }
    await foldBatch(tx, books, answers, () => {
      ;({ adopted, stretch, undoable } = begun)
      for (const stored of batch) enter(stored)
    })
    await writeChanges(tx, tables, slot, books.changes())
    books.commit()
    after = last.block.id
    events += batch.reduce((sum, { rows }) => sum + rows.length, 0)
    report(cursor, numberOf(after), events)
  }
  if (!undoable) {
    if (stretch >= 0 && cursor.finalized >= stretch) books.checkpoint(stretch)
    // The state that the first block above finality goes back to, also when nothing lies above it yet.
    books.checkpoint(cursor.finalized)
    await writeChanges(tx, tables, slot, books.changes())
    books.commit()
  }
  await writeEnd(tx, store, place, cursor, books)
}

const writeEnd = async (
  tx: Transaction,
  { tables }: Store,
  { chainId }: ChainPlace,
  cursor: Rows['cursors'],
  books: WorkingBooks,
) => {
  const { block: number, hash, timestamp, finalized, head, provenThrough } = cursor
  const at = { number, hash, timestamp, parentHash: hash }
  await writeCursor(tx, tables, { chainId, at, finalized, head, provenThrough, changes: books.changes() })
}
