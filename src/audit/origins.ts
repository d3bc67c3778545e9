import { and, type Column, count, eq, gte, isNull, lt, min, ne, or } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { causes, codeOf } from '../domain/codes.ts'
import { digestOf, sumOfRows } from '../store/digest.ts'
import { numberOf } from '../store/ids.ts'
import { idRange } from '../store/read/reader.ts'
import { transactionOfLog } from '../store/read/transaction-logs.ts'
import type { Book } from './book.ts'
import type { Tell } from './finding.ts'

type Dated = SQLiteTable & { readonly id: Column; readonly createdAt: Column }

/** Every record was made by a log that is there, at the time of that log's block. */
export const auditOrigins = async ({ db, tables, slot }: Book, tell: Tell): Promise<void> => {
  const { logs, transactions, blocks } = tables
  const { first, end } = idRange(slot)
  const dated: readonly (readonly [name: string, table: Dated, log: Column])[] = [
    ...(['tasks', 'submissions', 'reviews', 'rewards', 'datasets', 'datasetVersions'] as const).map(
      (name) => [name, tables[name] as unknown as Dated, tables[name].createdLog as Column] as const,
    ),
    ...(['payouts', 'fees', 'fundings', 'purchases', 'movements'] as const).map(
      (name) => [name, tables[name] as unknown as Dated, tables[name].logId as Column] as const,
    ),
  ]
  for (const [name, table, log] of dated) {
    const [row] = await db
      .select({ times: count(), lowest: min(table.id) })
      .from(table)
      .leftJoin(logs, eq(logs.id, log))
      .leftJoin(transactions, transactionOfLog(tables))
      .leftJoin(blocks, eq(blocks.id, transactions.blockId))
      .where(and(gte(table.id, first), lt(table.id, end), or(isNull(blocks.id), ne(blocks.timestamp, table.createdAt))))
    const times = Number(row?.times ?? 0)
    if (times === 0) continue
    tell(null, 'STATE', {
      subject: `rows of ${name}, the first of them number ${numberOf(Number(row?.lowest))}`,
      found: `${times} without a log of their time`,
      expected: '0',
      why: 'each is made by a log, in its block',
    })
  }
}

/** What caused a movement was made by the same log. */
export const auditCauses = async ({ db, tables, slot }: Book, tell: Tell): Promise<void> => {
  const { movements } = tables
  const { first, end } = idRange(slot)
  for (const [cause, name] of [
    ['FUNDING', 'fundings'],
    ['PAYOUT', 'payouts'],
    ['FEE', 'fees'],
    ['PURCHASE', 'purchases'],
  ] as const) {
    const table = tables[name]
    const [row] = await db
      .select({ times: count(), lowest: min(movements.id) })
      .from(movements)
      .leftJoin(table, eq(table.id, movements.causeId))
      .where(
        and(
          gte(movements.id, first),
          lt(movements.id, end),
          eq(movements.cause, codeOf(causes, cause)),
          or(isNull(table.id), ne(table.logId, movements.logId), ne(table.marketId, movements.marketId)),
        ),
      )
    const times = Number(row?.times ?? 0)
    if (times === 0) continue
    tell(null, 'STATE', {
      subject: `movements caused by ${name}, the first of them number ${numberOf(Number(row?.lowest))}`,
      found: `${times} of another log or market than their cause`,
      expected: '0',
      why: 'a movement and its cause are made by one log',
    })
  }
}

/** All rows together are those that were written: their digest is the one that was written with them. */
export const auditDigest = async ({ db, tables, slot, chainId, cursor }: Book, tell: Tell): Promise<void> => {
  const found = await sumOfRows(db, tables, slot)
  if (found === cursor.rowSum) return
  tell(null, 'DIGEST', {
    subject: 'the digest of all records',
    found: digestOf(chainId, found),
    expected: digestOf(chainId, cursor.rowSum),
    why: 'as written with the newest block: some row was changed by other means than the indexer',
  })
}
