import { and, type Column, gte, lt, or, type SQL } from 'drizzle-orm'
import type { Hex } from '../../../domain/hex.ts'
import { hasHash } from '../../hash-head.ts'
import type { Tables } from '../../tables.ts'
import type { Field } from '../filter.ts'
import { always, checkIn, never, type Operators, within } from '../operators.ts'
import { idRange, type Reader } from '../reader.ts'
import { firstLog, logsOfTransaction } from '../transaction-logs.ts'

/** Ids of the logs of some transactions. */
export const logsOfTransactions = async ({ db, tables }: Reader, hashes: readonly Hex[]): Promise<number[]> => {
  const { logs, transactions } = tables
  const rows = await db
    .select({ id: logs.id })
    .from(transactions)
    .innerJoin(logs, logsOfTransaction(tables))
    .where(hasHash(transactions.hash, hashes))
  return rows.map((row) => row.id)
}

/** By the transaction that made a row. */
export const transactionHash =
  (logId: Column): Field =>
  async (operators, { reader }) => {
    const { eq: one, in: some } = operators as Operators
    const conditions: SQL[] = []
    if (one !== null && one !== undefined)
      conditions.push(within(logId, await logsOfTransactions(reader, [one as Hex])))
    if (some !== null && some !== undefined)
      conditions.push(within(logId, await logsOfTransactions(reader, checkIn(some as Hex[]) as Hex[])))
    return and(...conditions) ?? always
  }

/**
 * At least as settled as `wanted`. Log ids ascend in chain order, so finality is a bound on them: the first log of a block
 * above the finalized one. Times would not do: on fast chains several blocks share a second.
 */
export const finality =
  (logId: Column, tables: Tables): Field =>
  async (wanted, { reader }) => {
    if (wanted === 'LATEST') return always
    const bounds: SQL[] = []
    for (const { chain, cursor } of await reader.chains()) {
      if (cursor === undefined) continue
      const { first } = idRange(chain.slot)
      const open = await firstLog(reader.db, tables, chain.slot, cursor.finalized + 1)
      bounds.push(and(gte(logId, first), lt(logId, open))!)
    }
    return or(...bounds) ?? never
  }
