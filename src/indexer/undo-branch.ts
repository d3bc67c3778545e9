import { and, desc, gte, lt } from 'drizzle-orm'
import type { Hex } from '../domain/hex.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Rows, Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { ChainPlace } from './chain-place.ts'
import { publish } from './finalize.ts'
import { cutGaps } from './gaps.ts'
import { type Reverted, revertTo } from './revert.ts'

/** Undoes the blocks above an ancestor and writes down that it happened; returns the state at its end, and what is as it was. */
export const undoBranch = async (
  tx: Transaction,
  tables: Tables,
  place: ChainPlace,
  { undone, ancestor, newHead, at }: { undone: Rows['cursors']; ancestor: number; newHead: Hex; at: number },
): Promise<Reverted> => {
  const { chainId, slot } = place
  const logs = await logCount(tx, tables, slot)
  const state = await revertTo(tx, tables, place, ancestor)
  await cutGaps(tx, tables, { chainId, ancestor })
  await publish(tx, tables, place, 'REVERTED', { from: ancestor + 1, to: undone.block })
  await tx.db.insert(tables.reorgs).values({
    chainId,
    detectedAt: at,
    ancestor,
    depth: undone.block - ancestor,
    revertedLogs: logs - (await logCount(tx, tables, slot)),
    oldHead: undone.hash,
    newHead,
  })
  return state
}

const logCount = async (tx: Transaction, { logs }: Tables, slot: number): Promise<number> => {
  const [last] = await tx.db
    .select({ id: logs.id })
    .from(logs)
    .where(and(gte(logs.id, packId(slot, 0)), lt(logs.id, packId(slot + 1, 0))))
    .orderBy(desc(logs.id))
    .limit(1)
  return last ? numberOf(last.id) : 0
}
