import { SLOT_SIZE, slotOf } from '../ids.ts'
import type { Db, Rows } from '../store.ts'
import type { Tables } from '../tables.ts'
import { runPrepared } from './prepared.ts'

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
  chains(): Promise<readonly ChainState[]>
  markets(): Promise<readonly Rows['markets'][]>
  /** Whether any task's own contract was asked for its state. */
  asksTasks(): Promise<boolean>
}

const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let value: Promise<T> | undefined
  return () => {
    value ??= load()
    return value
  }
}

export const createReader = (db: Db, tables: Tables): Reader => ({
  db,
  tables,
  chains: once(async () => {
    const [chains, cursors, statuses] = [
      await runPrepared(db, 'chains', () => db.select().from(tables.chains).orderBy(tables.chains.id)),
      await runPrepared(db, 'cursors', () => db.select().from(tables.cursors)),
      await runPrepared(db, 'syncStatus', () => db.select().from(tables.syncStatus)),
    ]
    return chains.map((chain) => ({
      chain,
      cursor: cursors.find((cursor) => cursor.chainId === chain.id),
      status: statuses.find((status) => status.chainId === chain.id),
    }))
  }),
  markets: once(() => runPrepared(db, 'markets', () => db.select().from(tables.markets).orderBy(tables.markets.id))),
  asksTasks: once(
    async () =>
      (await runPrepared(db, 'taskStatuses', () => db.select().from(tables.taskStatuses).limit(1))).length > 0,
  ),
})

/** The ids of a chain's rows: from `first`, below `end`. */
export const idRange = (slot: number): { first: number; end: number } => ({
  first: slot * SLOT_SIZE,
  end: (slot + 1) * SLOT_SIZE,
})

/** The chain that a row belongs to; every row's chain is configured, or the row would not be there. */
export const chainOf = async (reader: Reader, id: number): Promise<ChainState> => {
  const slot = slotOf(id)
  const found = (await reader.chains()).find(({ chain }) => chain.slot === slot)
  if (found === undefined) throw new RangeError(`No chain has slot ${slot}.`)
  return found
}
