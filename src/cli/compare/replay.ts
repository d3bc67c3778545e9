import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { ChainConfig, MarketConfig } from '../../config/config.ts'
import type { Hex } from '../../domain/hex.ts'
import { DaybookError } from '../../errors.ts'
import { createAnswers } from '../../indexer/answers.ts'
import { columnsOf, configuredParts, openPlace } from '../../indexer/chain-place.ts'
import { writeChanges } from '../../indexer/commit.ts'
import { createContracts } from '../../indexer/contracts.ts'
import { enterBlock, recordLogs } from '../../indexer/enter.ts'
import { foldBatch } from '../../indexer/fold-batch.ts'
import { revertTo } from '../../indexer/revert.ts'
import { readStoredBlocks } from '../../indexer/stored-blocks.ts'
import { createBooks } from '../../indexer/working-books.ts'
import { sumToHex } from '../../store/digest.ts'
import { numberOf, packId } from '../../store/ids.ts'
import { openStore } from '../../store/open.ts'
import type { Counters } from '../../store/tables/chain.ts'
import { type ChainBooks, type IndexedBooks, idsFrom } from './chain-books.ts'
import { anyEmitters } from './raw.ts'

/** Blocks with logs that are folded between two writes, and can be gone back to. */
const BATCH = 500

/** The state at the end of a block. */
export type BlockState = { readonly block: number; readonly rowSum: Hex; readonly counters: Counters }

/** One database's raw logs, folded again into a scratch database of its own, a batch of blocks at a time. */
export type Replay = {
  /** The scratch rows; each call reads what is written by now. */
  read<T>(work: (books: ChainBooks) => Promise<T>): Promise<T>
  /** Before any log. */
  readonly initial: Omit<BlockState, 'block'>
  /** Whether this program folds as the one that made the rows did. */
  readonly sameFold: boolean
  /** Enters the next blocks up to `through`; tells the state at the end of each, and nothing when there is no more. INVARIANT where they cannot be folded. */
  advance(through: number): Promise<readonly BlockState[]>
  /** Goes back to the end of a block of the newest batch. */
  backTo(block: number): Promise<void>
  close(): Promise<void>
}

/** The configuration that a chain's rows were made by, as far as rows depend on it. */
const configurationOf = async ({ db, tables, slot, chain }: IndexedBooks) => {
  const { markets: table, contracts } = tables
  const rows = await db.select().from(table).where(idsFrom(table.id, slot)).orderBy(table.id)
  const named = await db
    .select()
    .from(contracts)
    .where(and(idsFrom(contracts.id, slot), isNull(contracts.logId)))
    .orderBy(contracts.id)
  const markets = rows.map(({ id, protocol, address, startBlock, name }): MarketConfig => {
    // The first is the market's own.
    const others = named.filter(({ marketId }) => marketId === id).slice(1)
    const roles = Map.groupBy(others, ({ role }) => role)
    const byRole = Object.fromEntries([...roles].map(([role, list]) => [role, list.map((each) => each.address)]))
    return { protocol, chainId: chain.id, address, startBlock, name, contracts: byRole }
  })
  const settings: ChainConfig = {
    id: chain.id,
    name: chain.name,
    rpc: [],
    finality: 'finalized',
    completeness: 'bloom',
  }
  return { markets, settings }
}

const openScratch = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-compare-'))
  const store = await openStore(join(folder, 'scratch.db'), { write: true })
  const close = async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { store, close }
}

const copyAnswers = async ({ db, tables, chain }: IndexedBooks, store: Awaited<ReturnType<typeof openStore>>) => {
  const rows = await db.select().from(tables.answers).where(eq(tables.answers.chainId, chain.id))
  await store.transaction(async (tx) => {
    for (const { id: _, ...row } of rows) await tx.db.insert(store.tables.answers).values(row)
  })
}

/** What the scratch database itself says (no room, say) stays as it is; all else comes of logs that no chain gave. */
const unfoldable = (cause: unknown, block: number): unknown => {
  const message = cause instanceof Error ? cause.message : String(cause)
  if (String((cause as { code?: unknown } | null)?.code).startsWith('SQLITE_')) return cause
  const why = `The raw logs from block ${block} on cannot be folded again: ${message}`
  return new DaybookError('INVARIANT', why, { cause, details: { block } })
}

/** Begins to fold a chain's raw logs again; nothing is asked of any node, and nothing is written to the database itself. */
export const openReplay = async (source: IndexedBooks): Promise<Replay> => {
  const { settings, markets } = await configurationOf(source)
  const { store, close } = await openScratch()
  try {
    await copyAnswers(source, store)
    const place = await openPlace(store, settings, markets)
    const { slot, initial } = place
    const books = createBooks(slot, columnsOf(store))
    books.reset(initial.counters, initial.rowSum)
    const contracts = createContracts(configuredParts(place))
    const answers = createAnswers({ tables: store.tables, chainId: source.chain.id, ask: null })
    const lookups = { books, contracts, answers }
    const emitters = await anyEmitters(source)
    let after = packId(source.slot, 0) - 1

    const advance = async (through: number): Promise<readonly BlockState[]> => {
      const read = await readStoredBlocks(source.db, source.tables, emitters, {
        slot: source.slot,
        after,
        limit: BATCH,
      })
      const batch = read.filter(({ block }) => numberOf(block.id) <= through)
      const last = batch.at(-1)
      if (!last) return []
      const from = packId(slot, numberOf(after + 1))
      const work = store.transaction(async (tx) => {
        const { undo, checkpoints } = store.tables
        await tx.db.delete(undo).where(lt(undo.blockId, from))
        await foldBatch(tx, books, answers, () => {
          for (const { block, logs } of batch) {
            const number = numberOf(block.id)
            books.journal(number)
            const { hash, parentHash, timestamp } = block
            enterBlock({ number, hash, parentHash, timestamp, logs }, lookups, (kept) =>
              recordLogs(books, number, kept),
            )
            books.checkpoint(number)
          }
        })
        const changes = books.changes()
        await tx.db.delete(checkpoints).where(lt(checkpoints.id, from))
        await writeChanges(tx, store.tables, slot, changes)
        return changes.checkpoints.map(({ block, counters, rowSum }) => ({ block, counters, rowSum: sumToHex(rowSum) }))
      })
      const states = await work.catch((cause: unknown) => {
        throw unfoldable(cause, numberOf(batch[0]!.block.id))
      })
      books.commit()
      answers.commit()
      after = last.block.id
      return states
    }

    return {
      read: (work) => store.read((db) => work({ db, tables: store.tables, slot })),
      initial: { rowSum: sumToHex(initial.rowSum), counters: initial.counters },
      sameFold: place.deployment === source.chain.deployment,
      advance,
      backTo: async (block) => {
        await store.transaction((tx) => revertTo(tx, store.tables, place, block))
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
