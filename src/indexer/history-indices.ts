import type { Log } from '../log.ts'
import { makeIndices, putOffIndices } from '../store/put-off.ts'
import type { Store } from '../store/store.ts'

/** A database without any blocks gets a history first: what only makes reading quicker is put off until that is in. */
export const awaitHistory = (store: Store): Promise<void> =>
  store.transaction(async (tx) => {
    if ((await tx.db.$count(store.tables.cursors)) === 0) await putOffIndices(tx, store)
  })

/** What to call when the history of a chain is in: makes what was put off, also by a process before this one; looks once. */
export const createIndexMaker = (store: Store, { log, signal }: { log: Log; signal?: AbortSignal | undefined }) => {
  let isDone = false
  return async (): Promise<void> => {
    if (isDone) return
    const started = performance.now()
    const indices = await makeIndices(store, signal)
    isDone = !signal?.aborted
    const seconds = Math.round((performance.now() - started) / 100) / 10
    if (indices > 0) log.info('History is in: made the indices that were put off', { indices, seconds })
  }
}
