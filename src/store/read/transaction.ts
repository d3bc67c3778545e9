import { and, asc, eq, gte, lte, max, min } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { slotOf } from '../ids.ts'
import type { Rows } from '../store.ts'
import { rowsBy } from './by-key.ts'
import { lowerBound } from './lower-bound.ts'
import type { Reader } from './reader.ts'
import { logsOfTransaction } from './transaction-logs.ts'

/** Records that one answer about a transaction may list. */
const RECORDS_MAX = 500

type Found = { readonly __typename: string; readonly id: number; readonly at: number }
type Keyed = SQLiteTable & { readonly id: SQLiteColumn }

/** Rows of a table whose log lies in a transaction: rows are numbered in log order, so they are one range of ids. */
const madeIn = async (
  reader: Reader,
  table: Keyed,
  log: SQLiteColumn,
  first: number,
  last: number,
): Promise<Record<string, unknown>[]> => {
  const low = await lowerBound(reader, table, log, slotOf(first), first)
  const rows: Record<string, unknown>[] = await reader.db
    .select()
    .from(table)
    .where(and(gte(table.id, low), gte(log, first), lte(log, last)))
    .orderBy(asc(table.id))
    .limit(RECORDS_MAX)
  return rows
}

/** Like `madeIn`, for tables with an index on the time: fewer statements, and as exact since the log is compared too. */
const changedAt = (
  reader: Reader,
  table: Keyed,
  time: SQLiteColumn,
  log: SQLiteColumn,
  timestamp: number,
  first: number,
  last: number,
) =>
  reader.db
    .select()
    .from(table)
    .where(and(eq(time, timestamp), gte(log, first), lte(log, last)))
    .limit(RECORDS_MAX) as unknown as Promise<Record<string, unknown>[]>

/**
 * What a transaction made or changed, in log order: records its logs created, then, at the log that touched them, the tasks,
 * datasets, submissions, rewards and purchases whose newest event it is or that what it made belongs to.
 */
export const transactionRecords = async (
  reader: Reader,
  row: Rows['transactions'],
  block: Rows['blocks'],
): Promise<Found[]> => {
  const { tables, db } = reader
  const [range] = await db
    .select({ first: min(tables.logs.id), last: max(tables.logs.id) })
    .from(tables.transactions)
    .innerJoin(tables.logs, logsOfTransaction(tables))
    .where(eq(tables.transactions.id, row.id))
  const [first, last] = [range?.first ?? null, range?.last ?? null]
  if (first === null || last === null) return []

  const found = new Map<string, Found>()
  const add = (
    type: string,
    rows: readonly Record<string, unknown>[],
    at: (row: Record<string, unknown>) => number,
  ) => {
    for (const row of rows) {
      const key = `${type}:${row.id}`
      if (!found.has(key)) found.set(key, { ...row, __typename: type, id: row.id as number, at: at(row) })
    }
  }
  const created: [string, Keyed, SQLiteColumn, string][] = [
    ['Task', tables.tasks, tables.tasks.createdLog, 'createdLog'],
    ['TaskFunding', tables.fundings, tables.fundings.logId, 'logId'],
    ['Submission', tables.submissions, tables.submissions.createdLog, 'createdLog'],
    ['Review', tables.reviews, tables.reviews.createdLog, 'createdLog'],
    ['Reward', tables.rewards, tables.rewards.createdLog, 'createdLog'],
    ['Payout', tables.payouts, tables.payouts.logId, 'logId'],
    ['FeeCharge', tables.fees, tables.fees.logId, 'logId'],
    ['Dataset', tables.datasets, tables.datasets.createdLog, 'createdLog'],
    ['DatasetVersion', tables.datasetVersions, tables.datasetVersions.createdLog, 'createdLog'],
    ['Purchase', tables.purchases, tables.purchases.logId, 'logId'],
  ]
  for (const [type, table, log, name] of created) {
    const rows = await madeIn(reader, table, log, first, last)
    add(type, type === 'TaskFunding' ? rows.filter((row) => row.taskId !== null) : rows, (row) => row[name] as number)
  }
  const touch = (row: Record<string, unknown>) => {
    const log = row.updatedLog as number
    return log >= first && log <= last ? log : last
  }
  const made = [...found.values()] as (Found & Record<string, unknown>)[]
  const named = (column: string) => [
    ...new Set(made.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []))),
  ]
  const parents: [string, Keyed & { updatedLog: SQLiteColumn }, string][] = [
    ['Task', tables.tasks, 'taskId'],
    ['Submission', tables.submissions, 'submissionId'],
    ['Reward', tables.rewards, 'rewardId'],
    ['Purchase', tables.purchases, 'purchaseId'],
    ['Dataset', tables.datasets, 'datasetId'],
  ]
  for (const [type, table, column] of parents) {
    const ids = named(column)
    if (ids.length > 0) add(type, await rowsBy(reader, table, table.id, ids), touch)
  }
  const { tasks, datasets, submissions } = tables
  const time = block.timestamp
  add('Task', await changedAt(reader, tasks, tasks.updatedAt, tasks.updatedLog, time, first, last), touch)
  add('Dataset', await changedAt(reader, datasets, datasets.updatedAt, datasets.updatedLog, time, first, last), touch)
  add(
    'Submission',
    await changedAt(reader, submissions, submissions.decidedAt, submissions.decidedLog, time, first, last),
    touch,
  )
  return [...found.values()].sort((a, b) => a.at - b.at).slice(0, RECORDS_MAX)
}
