import { and, desc, eq, gt, gte, lt, lte } from 'drizzle-orm'
import { assertInvariant } from '../errors.ts'
import { numberedBy, type RecordTable, recordTables } from '../store/digest.ts'
import { numberOf, packId } from '../store/ids.ts'
import { firstTransaction } from '../store/read/transaction-logs.ts'
import type { Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { ChainPlace, State } from './chain-place.ts'
import { rowsFromText } from './undo.ts'

/** The state gone back to, and the rows that are now as they were then; rows made since are gone. */
export type Reverted = State & { readonly restored: Images }
type Images = ReadonlyMap<RecordTable, ReadonlyMap<number, { readonly id: number }>>

/**
 * Takes a chain's rows back to the end of block `ancestor`, which must not be final by more than its own state: rows that came
 * later go, rows that changed later are as they were. Runs inside the transaction that writes the new branch.
 */
export const revertTo = async (
  tx: Transaction,
  tables: Tables,
  { chainId, slot, initial }: ChainPlace,
  ancestor: number,
): Promise<Reverted> => {
  const { answers, blocks, checkpoints, undo } = tables
  const [above, end] = [packId(slot, ancestor + 1), packId(slot + 1, 0)]
  const [kept] = await tx.db
    .select()
    .from(checkpoints)
    .where(and(lte(checkpoints.id, packId(slot, ancestor)), gte(checkpoints.id, packId(slot, 0))))
    .orderBy(desc(checkpoints.id))
    .limit(1)
  const state: State = kept ? { counters: kept.counters, rowSum: BigInt(kept.rowSum) } : initial

  // The first log above it has this number, or there is none, and the newest transaction's first log has the one before.
  const entered = numberOf(await firstTransaction(tx.db, tables, slot, ancestor + 1)) - 1
  assertInvariant(
    entered <= (state.counters.logs ?? 0),
    'The state to go back to is older than the ancestor; nothing was undone.',
    { ancestor, logs: entered, state: state.counters.logs },
  )

  const records = await tx.db
    .select()
    .from(undo)
    .where(and(gte(undo.blockId, above), lt(undo.blockId, end)))
    .orderBy(undo.id)
  const before = new Map<RecordTable, Map<number, { readonly id: number }>>()
  for (const { table, rows: text } of records) {
    const rows = before.get(table as RecordTable) ?? new Map()
    const newest = packId(slot, state.counters[table] ?? 0)
    // The oldest image is the one from before the branch; rows that the branch made have none to go back to.
    for (const row of rowsFromText(text, (id) => id <= newest && !rows.has(id))) rows.set(row.id, row)
    before.set(table as RecordTable, rows)
  }
  for (const [table, rows] of before) await tx.replace(table, [...rows.values()] as never)
  for (const table of recordTables) await tx.deleteAbove(table, slot, state.counters[numberedBy(table)] ?? 0)
  await tx.db.delete(blocks).where(and(gte(blocks.id, above), lt(blocks.id, end)))
  await tx.db.delete(checkpoints).where(and(gte(checkpoints.id, above), lt(checkpoints.id, end)))
  await tx.db.delete(undo).where(and(gte(undo.blockId, above), lt(undo.blockId, end)))
  // Another branch may make another contract at the same address.
  await tx.db.delete(answers).where(and(eq(answers.chainId, chainId), gt(answers.askedAtBlock, ancestor)))
  return { ...state, restored: before }
}
