import { and, eq, gte, lt } from 'drizzle-orm'
import type { ChainEvent } from '../chain/event.ts'
import { openOf } from '../chain/tell.ts'
import type { Block, BlockRef, LevelRun, ProofLevel } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { assertInvariant, DaybookError } from '../errors.ts'
import { CHECKPOINT_BLOCKS } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import { type Ask, createAnswers, Unanswered } from './answers.ts'
import { beginBooks } from './begin-books.ts'
import { type ChainPlace, columnsOf } from './chain-place.ts'
import { blockRow, forget, writeChanges, writeCursor } from './commit.ts'
import type { Contracts } from './contracts.ts'
import { enterBlock, recordLogs } from './enter.ts'
import { countFinal, finalize, publish } from './finalize.ts'
import { foldBatch } from './fold-batch.ts'
import { recordGaps } from './gaps.ts'
import { countLevels, within } from './proof-windows.ts'
import { undoBranch } from './undo-branch.ts'
import { createBooks } from './working-books.ts'

/** Logs that one database transaction takes: larger batches are cut at block ends, so that memory stays bounded. */
const BATCH_LOGS_MAX = 10_000

type History = Extract<ChainEvent, { type: 'history' }>
type Branch = Extract<ChainEvent, { type: 'branch' }>
type Head = Pick<ChainEvent, 'finalized' | 'head'>

/** The only one who writes a chain's books. What a call writes is one database transaction, or several that each end at a block. */
export type Writer = {
  cursor(): Rows['cursors'] | null
  /** The hash of a block that can still be undone, or of the newest one. */
  hashAt(number: number): Hex | undefined
  /** Enters final blocks. */
  history(event: History): Promise<void>
  /** Enters blocks that are not final; undoes first what is above their ancestor. */
  branch(event: Branch): Promise<void>
  /** More blocks are final. */
  head(event: Extract<ChainEvent, { type: 'head' }>): Promise<void>
}

/** The last block of the stretch of history that a block is in: where its state is kept. */
export const stretchEnd = (block: number): number =>
  Math.floor(block / CHECKPOINT_BLOCKS) * CHECKPOINT_BLOCKS + CHECKPOINT_BLOCKS - 1

/** The level of a block; where nothing is said of it, nothing is proved. */
const levelAt = (runs: readonly LevelRun[], block: number): ProofLevel =>
  runs.find(({ from, to }) => from <= block && block <= to)?.level ?? 'NONE'

export type WriterOptions = {
  readonly now: () => number
  /** The markets' contracts, as far as they are known; those that logs announce are added. */
  readonly contracts: Contracts
  readonly ask: Ask
  /** Rows used lately that stay in memory between batches. */
  readonly recentRowsMax?: number
}

/** Opens a chain's books for writing, as the database has them. */
export const createWriter = async (
  store: Store,
  place: ChainPlace,
  { now, contracts, ask, ...memory }: WriterOptions,
): Promise<Writer> => {
  const { tables } = store
  const { chainId, slot } = place
  const seconds = () => Math.floor(now() / 1000)
  const books = createBooks(slot, columnsOf(store), memory)
  let cursor: Rows['cursors'] | null = null
  /** Blocks that can still be undone, and the newest one: number to hash. */
  let held = new Map<number, Hex>()
  /** End of the stretch of history that the newest block is in; -1 before the first. */
  let stretch = -1

  const reload = async () => {
    await store.read(async (db) => {
      cursor = (await db.select().from(tables.cursors).where(eq(tables.cursors.chainId, chainId)))[0] ?? null
      const from = packId(slot, cursor?.finalized ?? 0)
      const rows = await db
        .select({ id: tables.blocks.id, hash: tables.blocks.hash })
        .from(tables.blocks)
        .where(and(gte(tables.blocks.id, from), lt(tables.blocks.id, packId(slot + 1, 0))))
      held = new Map(rows.map(({ id, hash }) => [numberOf(id), hash]))
    })
    if (cursor) held.set(cursor.block, cursor.hash)
    stretch = cursor ? stretchEnd(cursor.block) : -1
    if (cursor) books.reset(cursor.counters, BigInt(cursor.rowSum))
    else beginBooks(books, place)
  }

  /**
   * Runs one transaction, again for as long as it raises questions that contracts must answer first; if it fails, memory is made to
   * agree with the database again.
   */
  const commit = async (work: (tx: Transaction) => Promise<Rows['cursors']>): Promise<Rows['cursors']> => {
    try {
      for (;;) {
        const next = await store.transaction(asKnown(work)).catch((error: unknown) => {
          if (error instanceof Unanswered) return null
          throw error
        })
        if (next === null) {
          await answers.ask()
          continue
        }
        books.commit()
        answers.commit()
        return next
      }
    } catch (error) {
      answers.forget()
      await reload()
      throw error
    }
  }

  /** Whoever else writes these books (reading again, another indexer) leaves them otherwise than they are remembered here. */
  const asKnown =
    <T>(work: (tx: Transaction) => Promise<T>) =>
    async (tx: Transaction): Promise<T> => {
      const [found] = await tx.db.select().from(tables.cursors).where(eq(tables.cursors.chainId, chainId))
      if (found?.hash === cursor?.hash && found?.rowSum === cursor?.rowSum) return work(tx)
      const message = `Another process wrote the books of chain ${chainId}. Nothing of this was written; it is read again from there.`
      throw new DaybookError('BOOKS_MOVED', message, { details: { chainId, found: found?.block, held: cursor?.block } })
    }

  /** Keeps the state at the end of a stretch of history, once the next block to enter lies beyond it. */
  const keepStretch = (next: number) => {
    if (stretch >= 0 && next > stretch) books.checkpoint(stretch)
    stretch = stretchEnd(next)
  }

  const answers = createAnswers({ tables, chainId, ask })
  const lookups = { books, contracts, answers }
  /** Enters a block; what is left of it are the logs that concern a market. */
  const enter = (block: Block): number => enterBlock(block, lookups, (logs) => recordLogs(books, block.number, logs))

  const writeHistory = async (
    blocks: readonly Block[],
    through: BlockRef,
    { finalized, head, levels, open }: Head & Pick<History, 'levels' | 'open'>,
  ) => {
    const begun = stretch
    const before = cursor
    const next = await commit(async (tx) => {
      let entered = new Map<number, number>()
      await foldBatch(tx, books, answers, () => {
        stretch = begun
        entered = new Map()
        for (const block of blocks) {
          keepStretch(block.number)
          const logs = enter(block)
          if (logs > 0) entered.set(block.number, logs)
        }
        keepStretch(through.number + 1)
      })
      const rows = blocks
        .filter(({ number }) => entered.has(number))
        .map((block) => blockRow(slot, block, entered.get(block.number)!))
      // The newest block is always known by its header, also when it holds nothing.
      if (rows.at(-1)?.id !== packId(slot, through.number))
        rows.push(blockRow(slot, { ...through, level: levelAt(levels, through.number) }, 0))
      if (before && before.finalized < before.block) {
        await countFinal(tx, tables, place, { from: before.finalized + 1, to: before.block })
      }
      await tx.insert('blocks', rows)
      const changes = books.changes()
      await writeChanges(tx, tables, slot, changes)
      await forget(tx, tables, place, Math.min(finalized, through.number))
      const from = before === null ? 0 : before.block + 1
      await countLevels(tx, tables, slot, within(levels, { from, to: through.number }))
      const left = open.filter(({ number }) => number >= from && number <= through.number)
      await recordGaps(tx, tables, { chainId, open: left, at: seconds() })
      return writeCursor(tx, tables, { chainId, at: through, finalized, head, changes })
    })
    cursor = next
    held = new Map([[next.block, next.hash]])
  }

  const undo = async (tx: Transaction, undone: Rows['cursors'], to: { ancestor: number; newHead: Hex }) => {
    const state = await undoBranch(tx, tables, place, { undone, ...to, at: seconds() })
    answers.reread()
    books.rewind(state.counters, state.rowSum, state.restored)
  }

  /** The state before the first block that can be undone is the one to go back to. */
  const keepCursor = async (tx: Transaction, { block, counters, rowSum }: Rows['cursors']) => {
    await tx.db
      .insert(tables.checkpoints)
      .values({ id: packId(slot, block), counters, rowSum })
      .onConflictDoNothing()
  }

  await reload()
  return {
    cursor: () => cursor,
    hashAt: (number) => held.get(number),

    history: async ({ blocks, through, levels, open, finalized, head }) => {
      assertInvariant(!cursor || through.number > cursor.block, 'History goes on after the newest block.', {
        through: through.number,
      })
      const state = { finalized, head, levels, open }
      let batch: Block[] = []
      let logs = 0
      for (const block of blocks) {
        batch.push(block)
        logs += block.logs.length
        if (logs < BATCH_LOGS_MAX || block.number === through.number) continue
        await writeHistory(batch, block, state)
        batch = []
        logs = 0
      }
      await writeHistory(batch, through, state)
    },

    branch: async ({ ancestor, blocks, finalized, head }) => {
      const last = blocks.at(-1)
      if (!last) return
      const before = cursor
      const undone = before && ancestor < before.block ? before : null
      assertInvariant(!undone || ancestor >= undone.finalized, 'A final block is never undone.', {
        ancestor,
        finalized: undone?.finalized,
      })
      const final = Math.min(Math.max(finalized, before?.finalized ?? 0), last.number)
      cursor = await commit(async (tx) => {
        if (undone) await undo(tx, undone, { ancestor, newHead: last.hash })
        else if (before) await keepCursor(tx, before)
        let entered = new Map<number, number>()
        await foldBatch(tx, books, answers, () => {
          entered = new Map()
          for (const block of blocks) {
            if (block.logs.length === 0) continue
            books.journal(block.number)
            entered.set(block.number, enter(block))
            if (entered.get(block.number) !== 0) books.checkpoint(block.number)
          }
        })
        await tx.insert(
          'blocks',
          blocks.map((block) => blockRow(slot, block, entered.get(block.number) ?? 0)),
        )
        const changes = books.changes()
        await writeChanges(tx, tables, slot, changes)
        await publish(tx, tables, place, 'APPLIED', { from: blocks[0]!.number, to: last.number })
        await recordGaps(tx, tables, { chainId, open: openOf(blocks), at: seconds() })
        await finalize(tx, tables, place, { before: before === null ? blocks[0]!.number - 1 : before.finalized, final })
        return writeCursor(tx, tables, { chainId, at: last, finalized: final, head, changes })
      })
      for (const number of [...held.keys()]) if (number > ancestor || number < final) held.delete(number)
      for (const { number, hash } of blocks) if (number >= final) held.set(number, hash)
      stretch = stretchEnd(last.number)
    },

    head: async ({ finalized, head }) => {
      if (!cursor) return
      const before = cursor
      const final = Math.min(Math.max(finalized, before.finalized), before.block)
      const move = asKnown(async (tx) => {
        await tx.db.update(tables.cursors).set({ finalized: final, head }).where(eq(tables.cursors.chainId, chainId))
        await finalize(tx, tables, place, { before: before.finalized, final })
      })
      await store.transaction(move).catch(async (error: unknown) => {
        await reload()
        throw error
      })
      for (const number of [...held.keys()]) if (number < final) held.delete(number)
      cursor = { ...before, finalized: final, head }
    },
  }
}
