import { and, gte, lt, type SQL, sql } from 'drizzle-orm'
import { packId, SLOT_SIZE, STAGING_SLOT } from '../store/ids.ts'
import type { Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

// A rebuilt chain numbers its raw rows anew. So the old ones are first moved out of the way, into a slot that is no chain's:
// same tables, same order, other ids. All of it happens within one transaction, which nobody else sees.

const moved = (column: unknown, by: number): SQL => sql`${column} + ${by}`
const within = (id: unknown, slot: number): SQL => sql`${id} >= ${packId(slot, 0)} and ${id} < ${packId(slot + 1, 0)}`

/** Moves a chain's raw rows into the staging slot. */
export const stageRaw = async (tx: Transaction, tables: Tables, slot: number): Promise<void> => {
  const { blocks, transactions, emitters, addresses, logs } = tables
  const by = (STAGING_SLOT - slot) * SLOT_SIZE
  await tx.db
    .update(blocks)
    .set({ id: moved(blocks.id, by) as never })
    .where(within(blocks.id, slot))
  await tx.db
    .update(emitters)
    .set({ id: moved(emitters.id, by) as never })
    .where(within(emitters.id, slot))
  await tx.db
    .update(addresses)
    .set({ id: moved(addresses.id, by) as never })
    .where(within(addresses.id, slot))
  await tx.db
    .update(transactions)
    .set({
      id: moved(transactions.id, by) as never,
      blockId: moved(transactions.blockId, by) as never,
    })
    .where(within(transactions.id, slot))
  await tx.db
    .update(logs)
    .set({
      id: moved(logs.id, by) as never,
      emitterId: moved(logs.emitterId, by) as never,
    })
    .where(within(logs.id, slot))
}

/** Empties the staging slot. */
export const unstage = async (
  tx: Transaction,
  { blocks, transactions, emitters, addresses, logs }: Tables,
): Promise<void> => {
  const [from, to] = [packId(STAGING_SLOT, 0), packId(STAGING_SLOT + 1, 0)]
  for (const table of [blocks, transactions, emitters, addresses, logs])
    await tx.db.delete(table).where(and(gte(table.id, from), lt(table.id, to)))
}
