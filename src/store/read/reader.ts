import { sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { SLOT_SIZE, slotOf } from '../ids.ts'
import type { Db, Rows } from '../store.ts'
import type { Tables } from '../tables.ts'
import { askAgain } from './ask.ts'
import { after, type Soon, together } from './later.ts'
import { pickAll } from './pick.ts'

/** A chain with where it stands; cursor and status are missing until the indexer wrote them. */
export type ChainState = {
  readonly chain: Rows['chains']
  readonly cursor: Rows['cursors'] | undefined
  readonly status: Rows['syncStatus'] | undefined
}

/** One snapshot and what every query on it needs. Chains and markets are few (configuration bounds them): read whole, once. */
export type Reader = {
  readonly db: Db
  readonly tables: Tables
  chains(): Soon<readonly ChainState[]>
  markets(): Soon<readonly Rows['markets'][]>
  /** Whether any task's own contract was asked for its state. */
  asksTasks(): Soon<boolean>
}

const once = <T>(load: () => Soon<T>): (() => Soon<T>) => {
  let value: Soon<T> | undefined
  return () => {
    value ??= after(load(), (loaded) => {
      value = loaded
      return loaded
    })
    return value
  }
}

/** All rows of a small table, or the first so many. */
const allOf = <T extends SQLiteTable>(db: Db, table: T, by: SQLiteColumn, limit?: number): Soon<T['$inferSelect'][]> =>
  askAgain(db, table, `all ${limit ?? ''}`, () => {
    const picked = pickAll(table)
    const first = limit === undefined ? sql`` : sql` limit ${sql.raw(String(limit))}`
    return { statement: sql`select ${picked.list} from ${table} order by ${by}${first}`, picked }
  })

export const createReader = (db: Db, tables: Tables): Reader => ({
  db,
  tables,
  chains: once(() => {
    const { chains, cursors, syncStatus } = tables
    const read = [
      allOf(db, chains, chains.id),
      allOf(db, cursors, cursors.chainId),
      allOf(db, syncStatus, syncStatus.chainId),
    ]
    return after(together<readonly object[]>(read), (all) => {
      const [own, places, statuses] = all as [Rows['chains'][], Rows['cursors'][], Rows['syncStatus'][]]
      return own.map((chain) => ({
        chain,
        cursor: places.find((cursor) => cursor.chainId === chain.id),
        status: statuses.find((status) => status.chainId === chain.id),
      }))
    })
  }),
  markets: once(() => allOf(db, tables.markets, tables.markets.id)),
  asksTasks: once(() =>
    after(allOf(db, tables.taskStatuses, tables.taskStatuses.marketId, 1), (rows) => rows.length > 0),
  ),
})

/** The ids of a chain's rows: from `first`, below `end`. */
export const idRange = (slot: number): { first: number; end: number } => ({
  first: slot * SLOT_SIZE,
  end: (slot + 1) * SLOT_SIZE,
})

/** The chain that a row belongs to; every row's chain is configured, or the row would not be there. */
export const chainOf = (reader: Reader, id: number): Soon<ChainState> => {
  const slot = slotOf(id)
  return after(reader.chains(), (chains) => {
    const found = chains.find(({ chain }) => chain.slot === slot)
    if (found === undefined) throw new RangeError(`No chain has slot ${slot}.`)
    return found
  })
}
