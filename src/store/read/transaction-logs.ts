import { and, eq, gte, lt, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { packId, SLOT_SIZE } from '../ids.ts'
import type { Db } from '../store.ts'
import type { Tables } from '../tables.ts'
import { lowerBound } from './lower-bound.ts'

// Transactions are numbered by block, and each by the first of its logs: no index holds what belongs to what, for it is a range of
// numbers.

/** The id of a chain's first transaction in a block or after it; the next one's to be where there is none. */
export const firstTransaction = (db: Db, { transactions }: Tables, slot: number, block: number): Promise<number> =>
  lowerBound({ db }, transactions, transactions.blockId, slot, packId(slot, block))

/** The id of a chain's first log in a block or after it; that of the chain's end where there is none. */
export const firstLog = async (db: Db, tables: Tables, slot: number, block: number): Promise<number> => {
  const { transactions } = tables
  const [first] = await db
    .select({ id: transactions.id })
    .from(transactions)
    .where(eq(transactions.id, await firstTransaction(db, tables, slot, block)))
  return first?.id ?? packId(slot + 1, 0)
}

/** The id above all of a row's chain. */
export const chainEnd = (id: SQLWrapper): SQL => {
  const size = sql.raw(String(SLOT_SIZE))
  return sql`(${id} / ${size} + 1) * ${size}`
}

/** Joins its transaction to each log. */
export const transactionOfLog = ({ transactions, logs }: Pick<Tables, 'transactions' | 'logs'>): SQL =>
  sql`${transactions.id} = (select max(t.id) from ${transactions} t where t.id <= ${logs.id})`

/** Joins the logs of each transaction to it. */
export const logsOfTransaction = ({ transactions, logs }: Tables): SQL => {
  const end = chainEnd(transactions.id)
  const following = sql`(select min(n.id) from ${transactions} n where n.id > ${transactions.id} and n.id < ${end})`
  return and(gte(logs.id, transactions.id), lt(logs.id, sql`coalesce(${following}, ${end})`))!
}
