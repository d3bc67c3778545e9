import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { ChainEvent } from '../chain/event.ts'
import type { Block, BlockRef } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { assertInvariant } from '../errors.ts'
import { CHECKPOINT_BLOCKS } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import { type Ask, createAnswers, Unanswered } from './answers.ts'
import { createBooks } from './books.ts'
import { type ChainPlace, columnsOf } from './chain-place.ts'
import { blockRow, forget, writeChanges, writeCursor } from './commit.ts'
import type { Contracts } from './contracts.ts'
import { enterBlock, recordLogs } from './enter.ts'
import { foldBatch } from './fold-batch.ts'
import { provenAfterBranch, provenAfterHistory } from './proven.ts'
import { revertTo } from './revert.ts'

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

export type WriterOptions = {
  readonly now: () => number
  /** The markets' contracts, as far as they are known; those that logs announce are added. */
  readonly contracts: Contracts
  readonly ask: Ask
}

/** Opens a chain's books for writing, as the database has them. */
export const createWriter = async (
  store: Store,
  place: ChainPlace,
  { now, contracts, ask }: WriterOptions,
): Promise<Writer> => {
  const { tables } = store
  const { chainId, slot } = place
  const books = createBooks(slot, columnsOf(store))
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
    else books.reset(place.initial.counters, place.initial.rowSum)
  }

  /**
   * Runs one transaction, again for as long as it raises questions that contracts must answer first; if it fails, memory is made to
   * agree with the database again.
   */
  const commit = async (work: (tx: Transaction) => Promise<Rows['cursors']>): Promise<Rows['cursors']> => {
    try {
      for (;;) {
        const next = await store.transaction(work).catch((error: unknown) => {
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
    { finalized, head, whole }: Head & { whole: boolean },
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
        rows.push(blockRow(slot, { ...through, level: 'HEADER_LINKED' }, 0))
      await tx.insert('blocks', rows)
      const changes = books.changes()
      await writeChanges(tx, tables, slot, changes)
      await forget(tx, tables, place, Math.min(finalized, through.number))
      if (before && before.finalized < before.block) await publish(tx, 'FINALIZED', before.finalized + 1, before.block)
      const provenThrough = provenAfterHistory(before, { through: through.number, whole })
      return writeCursor(tx, tables, { chainId, at: through, finalized, head, provenThrough, changes })
    })
    cursor = next
    held = new Map([[next.block, next.hash]])
  }

  const publish = async (tx: Transaction, change: Rows['outbox']['change'], fromBlock: number, toBlock: number) => {
    await tx.db.insert(tables.outbox).values({ chainId, change, fromBlock, toBlock })
  }

  const logCount = async (tx: Transaction): Promise<number> => {
    const [last] = await tx.db
      .select({ id: tables.logs.id })
      .from(tables.logs)
      .where(and(gte(tables.logs.id, packId(slot, 0)), lt(tables.logs.id, packId(slot + 1, 0))))
      .orderBy(desc(tables.logs.id))
      .limit(1)
    return last ? numberOf(last.id) : 0
  }

  /** Undoes the blocks above an ancestor and writes down that it happened. */
  const undo = async (tx: Transaction, undone: Rows['cursors'], ancestor: number, newHead: Hex) => {
    const logs = await logCount(tx)
    const state = await revertTo(tx, tables, place, ancestor)
    answers.reread()
    books.reset(state.counters, state.rowSum)
    await publish(tx, 'REVERTED', ancestor + 1, undone.block)
    await tx.db.insert(tables.reorgs).values({
      chainId,
      detectedAt: Math.floor(now() / 1000),
      ancestor,
      depth: undone.block - ancestor,
      revertedLogs: logs - (await logCount(tx)),
      oldHead: undone.hash,
      newHead,
    })
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

    history: async ({ blocks, through, checked, finalized, head }) => {
      assertInvariant(!cursor || through.number > cursor.block, 'History goes on after the newest block.', {
        through: through.number,
      })
      const covered = through.number - (cursor?.block ?? place.startBlock - 1)
      const state = { finalized, head, whole: checked >= covered }
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
        if (undone) await undo(tx, undone, ancestor, last.hash)
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
        await publish(tx, 'APPLIED', blocks[0]!.number, last.number)
        if (before && final > before.finalized) {
          await forget(tx, tables, place, final)
          await publish(tx, 'FINALIZED', before.finalized + 1, final)
        }
        const provenThrough = provenAfterBranch(before, { ancestor, blocks, demanded: place.demanded })
        return writeCursor(tx, tables, { chainId, at: last, finalized: final, head, provenThrough, changes })
      })
      for (const number of [...held.keys()]) if (number > ancestor || number < final) held.delete(number)
      for (const { number, hash } of blocks) if (number >= final) held.set(number, hash)
      stretch = stretchEnd(last.number)
    },

    head: async ({ finalized, head }) => {
      if (!cursor) return
      const before = cursor
      const final = Math.min(Math.max(finalized, before.finalized), before.block)
      await store.transaction(async (tx) => {
        await tx.db.update(tables.cursors).set({ finalized: final, head }).where(eq(tables.cursors.chainId, chainId))
        if (final === before.finalized) return
        await forget(tx, tables, place, final)
        await publish(tx, 'FINALIZED', before.finalized + 1, final)
      })
      for (const number of [...held.keys()]) if (number < final) held.delete(number)
      cursor = { ...before, finalized: final, head }
    },
  }
}
