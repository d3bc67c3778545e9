import { count, inArray } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import type { Db, Rows, Store } from '../store.ts'
import type { Reader } from './reader.ts'

/** Documents by their keys. */
export const documentRows = async (
  { db, tables: { documents } }: Pick<Reader, 'db' | 'tables'>,
  keys: readonly Hex[],
): Promise<Rows['documents'][]> =>
  db
    .select()
    .from(documents)
    .where(inArray(documents.key, [...keys]))

/** What the queue of documents holds, for those who run it. */
export type DocumentSummary = {
  readonly fetch: boolean
  /** Fetching stands still for want of room. */
  readonly full: boolean
  readonly storedBytes: number
  readonly states: Readonly<Partial<Record<Rows['documents']['state'], number>>>
}

/** The queue of documents in figures; null in a database that no indexer of this version wrote. */
export const documentSummary = async (
  db: Db,
  { documents, documentQueue }: Store['tables'],
): Promise<DocumentSummary | null> => {
  const [queue] = await db.select().from(documentQueue)
  if (queue === undefined) return null
  const rows = await db.select({ state: documents.state, n: count() }).from(documents).groupBy(documents.state)
  return {
    fetch: queue.fetch === 1,
    full: queue.full === 1,
    storedBytes: queue.storedBytes,
    states: Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)])),
  }
}
