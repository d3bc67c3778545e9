import { type RecordTable, recordTables } from '../../src/store/digest.ts'
import type { Db, Store } from '../../src/store/store.ts'

/** Every record of a database, table by table, in one form on either: what must be equal in two indexes of one chain. */
export const dumpTables = (store: Store): Promise<Record<string, unknown[]>> =>
  store.read(async (db) => {
    const dump: Record<string, unknown[]> = {}
    for (const name of recordTables) dump[name] = await dumpTable(db, store, name)
    return dump
  })

const dumpTable = async (db: Db, { tables }: Store, name: RecordTable) => {
  const table = tables[name]
  const rows: readonly Record<string, unknown>[] = await db.select().from(table).orderBy(table.id)
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)])))
}

/** Values that print, compare and survive JSON alike. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return value
}
