import { and, isNull, notInArray } from 'drizzle-orm'
import type { Store } from '../store/store.ts'

/**
 * Notes which chains of the database the configuration no longer names: their rows stay and are served, and nobody waits for news of
 * them. A chain that is named again is news from the first report on.
 */
export const retireOthers = async (store: Store, chainIds: readonly number[], nowMs: number): Promise<void> => {
  const { syncStatus } = store.tables
  await store.transaction(async ({ db }) => {
    await db
      .update(syncStatus)
      .set({ retiredAt: Math.floor(nowMs / 1_000) })
      .where(and(isNull(syncStatus.retiredAt), notInArray(syncStatus.chainId, [...chainIds])))
  })
}
