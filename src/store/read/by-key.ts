import { and, type Column, eq, getTableColumns, getTableName, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Cause, causes, codeOf } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import { hasHash, headOf, headsOf, soughtByHead } from '../hash-head.ts'
import type { Rows } from '../store.ts'
import { askAgain, padded } from './ask.ts'
import type { Soon } from './later.ts'
import { columnsAmong, type Fields, pick, pickAll } from './pick.ts'
import type { Reader } from './reader.ts'
import { chainEnd, logsOfTransaction, transactionOfLog } from './transaction-logs.ts'

/** As many places for values in a statement. */
const places = (count: number): SQL =>
  sql.join(
    Array.from({ length: count }, () => sql`${sql.param(null)}`),
    sql`, `,
  )

/** Rows whose `column` is one of `values`, whole or with `only` some columns: what loaders ask for. Only for columns with an index. */
export const rowsBy = (
  { db }: Reader,
  table: SQLiteTable,
  column: Column,
  values: readonly unknown[],
  only?: ReadonlySet<string>,
): Soon<Record<string, unknown>[]> => {
  const given = padded(values.map((value) => column.mapToDriverValue(value)))
  const isByHead = soughtByHead[getTableName(table)] === column.name
  const write = () => {
    const picked =
      only === undefined
        ? pickAll(table)
        : pick<Record<string, unknown>>(columnsAmong(getTableColumns(table) as Fields, only))
    const head = isByHead ? sql` and ${headOf(column)} in (${places(given.length)})` : sql``
    const statement = sql`select ${picked.list} from ${table} where ${column} in (${places(given.length)})${head}`
    return { statement, picked }
  }
  const bound = isByHead ? [...given, ...headsOf(given)] : given
  return askAgain(db, only ?? table, `${getTableName(table)} by ${column.name} ${given.length}`, write, bound)
}

/** A log with everything around it that names it. */
export type LogRow = {
  readonly id: number
  readonly logIndex: number
  readonly body: Buffer
  readonly transaction: Rows['transactions']
  readonly block: Rows['blocks']
  readonly emitter: Rows['emitters']
}

/** What names a log: all that most answers show of one. */
export type LogHead = {
  readonly id: number
  readonly logIndex: number
  readonly transactionHash: Hex
  readonly transactionIndex: number
  readonly blockId: number
}

/** Logs with their transactions, blocks and emitters, in one statement. */
export const logRows = ({ db, tables }: Reader, ids: readonly number[]): Soon<LogRow[]> => {
  const { logs, transactions, blocks, emitters } = tables
  const given = padded(ids)
  const write = () => {
    const picked = pick<LogRow>({
      id: logs.id,
      logIndex: logs.logIndex,
      body: logs.body,
      transaction: getTableColumns(transactions) as Fields,
      block: getTableColumns(blocks) as Fields,
      emitter: getTableColumns(emitters) as Fields,
    })
    const statement = sql`select ${picked.list} from ${logs}
      join ${transactions} on ${transactionOfLog(tables)} join ${blocks} on ${blocks.id} = ${transactions.blockId}
      join ${emitters} on ${emitters.id} = ${logs.emitterId} where ${logs.id} in (${places(given.length)})`
    return { statement, picked }
  }
  return askAgain(db, logs, `logs around ${given.length}`, write, given)
}

/** The same, without what few answers show. Of the block there is but its number, which the transaction has: blocks lie elsewhere. */
export const logHeads = ({ db, tables }: Reader, ids: readonly number[]): Soon<LogHead[]> => {
  const { logs, transactions } = tables
  const given = padded(ids)
  const write = () => {
    const picked = pick<LogHead>({
      id: logs.id,
      logIndex: logs.logIndex,
      transactionHash: transactions.hash,
      transactionIndex: transactions.txIndex,
      blockId: transactions.blockId,
    })
    const statement = sql`select ${picked.list} from ${logs} join ${transactions} on ${transactionOfLog(tables)}
      where ${logs.id} in (${places(given.length)})`
    return { statement, picked }
  }
  return askAgain(db, logs, `log heads ${given.length}`, write, given)
}

export type LogPlace = { readonly transactionHash: Hex; readonly logIndex: number; readonly slot: number }

/** Ids of logs by their place on a chain; the transaction's hash and the log's index in its block name one log. */
export const logIdsAt = async ({ db, tables }: Reader, hashes: readonly Hex[]) => {
  const { logs, transactions } = tables
  return db
    .select({ id: logs.id, logIndex: logs.logIndex, hash: transactions.hash })
    .from(transactions)
    .innerJoin(logs, logsOfTransaction(tables))
    .where(hasHash(transactions.hash, [...new Set(hashes)]))
}

/** A market's record by its own key. */
export const rowsByKey = (
  { db }: Reader,
  table: SQLiteTable & { readonly marketId: Column; readonly key: Column },
  marketId: number,
  keys: readonly string[],
): Soon<Record<string, unknown>[]> => {
  const given = padded(keys)
  const write = () => {
    const picked = pickAll(table)
    const statement = sql`select ${picked.list} from ${table} where ${table.marketId} = ${sql.param(null)} and ${table.key} in (${places(given.length)})`
    return { statement, picked }
  }
  return askAgain(db, table, `${getTableName(table)} by market and key ${given.length}`, write, [marketId, ...given])
}

/** Movements of one kind of cause. */
export const movementRows = async ({ db, tables }: Reader, cause: Cause, causeIds: readonly number[]) => {
  const { movements } = tables
  return db
    .select()
    .from(movements)
    .where(and(eq(movements.cause, codeOf(causes, cause)), inArray(movements.causeId, [...causeIds])))
}

/** Postings of movements: no index holds them, for each movement's are a range of numbers. */
export const postingRows = (
  { db, tables: { movements, postings } }: Reader,
  movementIds: readonly number[],
): Soon<Rows['postings'][]> => {
  const given = padded(movementIds)
  const write = () => {
    const picked = pickAll(postings)
    const following = sql`(select n.first_posting_id from ${movements} n where n.id = ${movements.id} + 1)`
    const statement = sql`select ${picked.list} from ${movements} join ${postings} on ${postings.id} >= ${movements.firstPostingId}
      and ${postings.id} < coalesce(${following}, ${chainEnd(movements.id)}) and ${postings.movementId} = ${movements.id}
      where ${movements.id} in (${places(given.length)}) order by ${postings.id}`
    return { statement, picked }
  }
  return askAgain(db, postings, `postings of movements ${given.length}`, write, given)
}

/** Earnings of contributors from datasets. */
export const datasetEarningRows = async (
  { db, tables }: Reader,
  pairs: readonly { readonly datasetId: number; readonly accountId: number }[],
) => {
  const { datasetEarnings: earned } = tables
  return db
    .select()
    .from(earned)
    .where(or(...pairs.map((pair) => and(eq(earned.datasetId, pair.datasetId), eq(earned.accountId, pair.accountId)))))
    .orderBy(earned.id)
}
