import { eq } from 'drizzle-orm'
import { recordTables } from './digest.ts'
import { soughtByHead } from './hash-head.ts'
import type { Store, Transaction } from './store.ts'

// Every index of a table is one more place that each of its rows is written to, and the longer a history, the further apart these
// places are. What only makes reading quicker is put off while a history is written, and made when it is in, from sorted rows. What
// the fold looks rows up by stays: what holds them apart (unique indices), and heads (`soughtByHead`). Those put off are on record,
// in the transaction that drops them, so that whoever opens the database next knows what is to be made.

/** Drops the indices of all records that only make reading quicker, until they are made. */
export const putOffIndices = async (tx: Transaction, { tables }: Store): Promise<void> => {
  for (const table of recordTables) {
    if (table in soughtByHead) continue
    for (const { name, definition } of await tx.indicesOf(table)) {
      await tx.db.insert(tables.indicesPutOff).values({ name, definition })
      await tx.define(`drop index "${name}"`)
    }
  }
}

/** Makes one index that was put off; false when there is none. */
const makeIndex = async (tx: Transaction, { tables: { indicesPutOff } }: Store): Promise<boolean> => {
  const [next] = await tx.db.select().from(indicesPutOff).orderBy(indicesPutOff.id).limit(1)
  if (!next) return false
  await tx.define(next.definition)
  await tx.db.delete(indicesPutOff).where(eq(indicesPutOff.id, next.id))
  return true
}

/** How many indices are put off. */
export const countPutOff = (store: Store): Promise<number> =>
  store.read(async (db) => await db.$count(store.tables.indicesPutOff))

/** A transaction ends after so long, so that what is made stays made. */
const TRANSACTION_MS = 1_000

/** Makes all indices that were put off. Tells how many; what a signal leaves unmade stays on record. */
export const makeIndices = async (store: Store, signal?: AbortSignal): Promise<number> => {
  let made = 0
  const makeSome = async (tx: Transaction) => {
    const until = performance.now() + TRANSACTION_MS
    while (performance.now() < until) {
      if (signal?.aborted || !(await makeIndex(tx, store))) return false
      made++
    }
    return true
  }
  while (await store.transaction(makeSome));
  return made
}

/**
 * Does what writes most rows of a database anew within one transaction, and makes its indices afterwards. On PostgreSQL they stay:
 * whoever drops one holds up all readers of its table until the transaction ends.
 */
export const withoutIndices = async <T>(tx: Transaction, store: Store, work: () => Promise<T>): Promise<T> => {
  if (store.dialect === 'postgres') return work()
  await putOffIndices(tx, store)
  const result = await work()
  while (await makeIndex(tx, store));
  return result
}
