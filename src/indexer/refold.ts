import { eq } from 'drizzle-orm'
import type { Config } from '../config/config.ts'
import { assertInvariant } from '../errors.ts'
import type { Log } from '../log.ts'
import { type RecordTable, recordTables } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import { addressesIn } from '../store/log-body.ts'
import { withoutIndices } from '../store/put-off.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import { createAnswers } from './answers.ts'
import { type ChainPlace, openPlace } from './chain-place.ts'
import { writeCursor } from './commit.ts'
import { enterBlock } from './enter.ts'
import { beginAnew, type Feed, type ReplayLookups, replay } from './replay.ts'
import { readEmitters, type StoredBlock, storedBatches } from './stored-blocks.ts'
import type { Progress } from './telemetry.ts'

/** The raw record: what the fold is made from, and what a refold never touches. */
const rawTables: ReadonlySet<RecordTable> = new Set(['transactions', 'emitters', 'addresses', 'logs'])

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
    await store.transaction(async (tx) => {
      // Read here, so that a writer beside this one cannot move it in between.
      const [cursor] = await tx.db.select().from(store.tables.cursors).where(eq(store.tables.cursors.chainId, chain.id))
      if (cursor) await withoutIndices(tx, store, () => refoldChain(tx, store, place, cursor, { signal, onProgress }))
      const { deployment } = place
      await tx.db.update(store.tables.chains).set({ deployment }).where(eq(store.tables.chains.id, chain.id))
    })
    log.info('Folded a chain again from its stored logs', { chainId: chain.id })
  }
}

const refoldChain = async (
  tx: Transaction,
  store: Store,
  place: ChainPlace,
  cursor: Rows['cursors'],
  { signal, onProgress }: Pick<RefoldOptions, 'signal' | 'onProgress'>,
): Promise<void> => {
  const { tables } = store
  const { slot, chainId } = place
  const { finalized, head } = cursor
  await beginAnew(
    tx,
    store,
    place,
    recordTables.filter((table) => !rawTables.has(table)),
  )
  const emitters = await readEmitters(tx.db, tables, slot)
  const report = createReport(place, cursor, onProgress)
  const feed = adopting(slot, emitters, storedBatches(tx.db, tables, emitters, slot))
  const books = await replay(tx, store, place, feed, {
    finalized,
    answers: createAnswers({ tables, chainId, ask: null }),
    signal,
    onBatch: (block) => report(block, feed.entered()),
  })
  const { block: number, hash, timestamp } = cursor
  const at = { number, hash, timestamp, parentHash: hash }
  await writeCursor(tx, tables, { chainId, at, finalized, head, changes: books.changes() })
}

/** Raw rows stay where they are: the books take them as they are found. */
const adopting = (
  slot: number,
  emitters: ReadonlyMap<number, Rows['emitters']>,
  batches: AsyncIterable<readonly StoredBlock[]>,
): Feed<StoredBlock> & { entered(): number } => {
  let adopted = 0
  let named = 0
  let entered = 0
  const adopt = ({ transactions, rows, addresses }: StoredBlock, { books }: ReplayLookups) => {
    for (const row of transactions) books.adopt('transactions', row)
    for (const row of rows) {
      // Emitters and addresses are numbered by their first log.
      while (adopted < numberOf(row.emitterId)) books.adopt('emitters', emitters.get(packId(slot, ++adopted))!)
      for (const number of addressesIn(row.body)) {
        if (number <= named) continue
        const address = addresses.get(number)
        assertInvariant(address !== undefined && number === named + 1, 'A log names an address that is not there.', row)
        books.adopt('addresses', { id: packId(slot, number), address })
        named = number
      }
      books.adopt('logs', row)
    }
  }
  return {
    batches,
    numberOf: ({ block }) => numberOf(block.id),
    enter: (stored, lookups) => {
      adopt(stored, lookups)
      entered += stored.rows.length
      const { id, hash, parentHash, timestamp } = stored.block
      enterBlock({ number: numberOf(id), hash, parentHash, timestamp, logs: stored.logs }, lookups, () => stored.places)
    },
    mark: () => {
      const begun = { adopted, named, entered }
      return () => {
        ;({ adopted, named, entered } = begun)
      }
    },
    entered: () => entered,
  }
}

/** Says how far a replay is, as an indexer would. */
export const createReport = (
  { chainId, startBlock }: ChainPlace,
  { finalized, head }: Pick<Rows['cursors'], 'finalized' | 'head'>,
  onProgress: RefoldOptions['onProgress'],
) => {
  const started = performance.now()
  return (block: number, events: number) => {
    const seconds = (performance.now() - started) / 1000
    onProgress?.({
      chainId,
      phase: 'BACKFILLING',
      block,
      finalized,
      head,
      events,
      eventsPerSecond: events / seconds,
      blocksPerSecond: (block - startBlock) / seconds,
    })
  }
}
