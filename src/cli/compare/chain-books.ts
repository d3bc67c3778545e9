import { and, eq, getTableColumns, gte, lt, type SQL } from 'drizzle-orm'
import { DaybookError } from '../../errors.ts'
import { type RecordTable, recordTables } from '../../store/digest.ts'
import { packId } from '../../store/ids.ts'
import type { Db, Rows } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

/** One chain's rows in one database, read on one snapshot. */
export type ChainBooks = { readonly db: Db; readonly tables: Tables; readonly slot: number }

/** The same with the chain's own row and its cursor. */
export type IndexedBooks = ChainBooks & { readonly chain: Rows['chains']; readonly cursor: Rows['cursors'] }

/** Property names of each table of records, in the order of their definition. */
export const columnsOf = (tables: Tables): Readonly<Record<RecordTable, readonly string[]>> =>
  Object.fromEntries(
    recordTables.map((table): [string, readonly string[]] => [table, Object.keys(getTableColumns(tables[table]))]),
  ) as Record<RecordTable, readonly string[]>

/** Ids from one number on up to the end of a chain's own. */
export const idsFrom = (id: Parameters<typeof gte>[0], slot: number, number = 0): SQL =>
  and(gte(id, packId(slot, number)), lt(id, packId(slot + 1, 0)))!

/** Finds a chain in a database; USAGE says which ones there are when it is not there. */
export const findChain = async (db: Db, tables: Tables, chainId: number, name: string): Promise<IndexedBooks> => {
  const all = await db.select().from(tables.chains)
  const chain = all.find(({ id }) => id === chainId)
  const [cursor] = await db.select().from(tables.cursors).where(eq(tables.cursors.chainId, chainId))
  if (chain && cursor) return { db, tables, slot: chain.slot, chain, cursor }
  const known = all.map(({ id }) => id).join(', ')
  const why = chain
    ? `nothing of chain ${chainId} is indexed yet`
    : `found no chain ${chainId}, only ${known || 'none at all'}`
  throw new DaybookError('USAGE', `In ${name}: ${why}. Name a chain that both sides hold.`)
}
