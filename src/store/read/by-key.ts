import { and, type Column, eq, getTableName, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Cause, causes, codeOf } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import { hasHash } from '../hash-head.ts'
import type { Rows } from '../store.ts'
import { padded, runPrepared } from './prepared.ts'
import type { Reader } from './reader.ts'
import { logsOfTransaction } from './transaction-logs.ts'

/** Rows whose `column` is one of `values`: what loaders ask for. Only for columns with an index. */
export const rowsBy = async (
  { db }: Reader,
  table: SQLiteTable,
  column: Column,
  values: readonly unknown[],
): Promise<Record<string, unknown>[]> => {
  const given = padded(values)
  const build = () =>
    db
      .select()
      .from(table)
      .where(inArray(column, placesFor(column, given.length)))
  return runPrepared(db, `${getTableName(table)} by ${column.name} ${given.length}`, build, { ...given })
}

/** Places for values of a column, named by their numbers. */
const placesFor = (column: Column, count: number): SQL[] =>
  Array.from({ length: count }, (_, i) => sql`${sql.param(sql.placeholder(String(i)), column)}`)

/** A log with everything around it that names it. */
export type LogRow = {
  readonly id: number
  readonly logIndex: number
  readonly body: Buffer
  readonly transaction: Rows['transactions']
  readonly block: Rows['blocks']
  readonly emitter: Rows['emitters']
}

/** Logs with their transactions, blocks and emitters, in one statement. */
export const logRows = async ({ db, tables }: Reader, ids: readonly number[]): Promise<LogRow[]> => {
  const { logs, transactions, blocks, emitters } = tables
  const given = padded(ids)
  const build = () =>
    db
      .select({ log: logs, transaction: transactions, block: blocks, emitter: emitters })
      .from(logs)
      .innerJoin(transactions, eq(transactions.id, logs.transactionId))
      .innerJoin(blocks, eq(blocks.id, transactions.blockId))
      .innerJoin(emitters, eq(emitters.id, logs.emitterId))
      .where(inArray(logs.id as Column, placesFor(logs.id, given.length)))
  const rows = await runPrepared(db, `logs around ${given.length}`, build, { ...given })
  return rows.map(({ log, ...around }) => ({ id: log.id, logIndex: log.logIndex, body: log.body, ...around }))
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
export const rowsByKey = async (
  { db }: Reader,
  table: SQLiteTable & { readonly marketId: Column; readonly key: Column },
  marketId: number,
  keys: readonly string[],
): Promise<Record<string, unknown>[]> =>
  db
    .select()
    .from(table)
    .where(and(eq(table.marketId, marketId), inArray(table.key, [...keys])))

/** Movements of one kind of cause. */
export const movementRows = async ({ db, tables }: Reader, cause: Cause, causeIds: readonly number[]) => {
  const { movements } = tables
  return db
    .select()
    .from(movements)
    .where(and(eq(movements.cause, codeOf(causes, cause)), inArray(movements.causeId, [...causeIds])))
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
