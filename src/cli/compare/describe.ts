import { eq } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { keyed, naturalKeys } from '../../indexer/natural-keys.ts'
import { holdsId, type RecordTable } from '../../store/digest.ts'
import { numberOf, packId } from '../../store/ids.ts'
import { transactionOfLog } from '../../store/read/transaction-logs.ts'
import { type ChainBooks, columnsOf } from './chain-books.ts'
import type { AnyRow, RowRef } from './rows.ts'

/** A value as it is shown: amounts as decimal text, bytes as hex, ids as their chain's own number. */
export type Shown = string | number | null

/** The log that made or last changed a row. */
export type LogPlace = { readonly blockNumber: number; readonly transactionHash: Hex; readonly logIndex: number }

/** One row as both sides have it. */
export type RowDifference = {
  readonly table: string
  /** The row's number in its table. */
  readonly number: number
  /** What names the row, in chain facts where it names other rows. */
  readonly key: Readonly<Record<string, Shown>>
  /** The columns that differ: all of them where one side has no such row. */
  readonly values: Readonly<Record<string, readonly [Shown, Shown]>>
  readonly missing: 'A' | 'B' | null
  readonly log: LogPlace | null
}

/** What names rows that are never looked up by a key. */
const factKeys: Partial<Record<RecordTable | 'blocks', readonly string[]>> = {
  transactions: ['hash'],
  undecoded: ['logId'],
  fundings: ['logId', 'part'],
  payouts: ['logId', 'part'],
  fees: ['logId', 'part'],
  movements: ['logId', 'causeId'],
  postings: ['movementId', 'accountId'],
  blocks: ['hash'],
}

const people = ['ownerId', 'posterId', 'accountId', 'assessorId', 'publisherId', 'treasuryId', 'buyerId', 'payerId']
const others = ['receiverId', 'payeeId']
/** Where an id leads, and the column that names the row there. */
const leads: Readonly<Record<string, readonly [RecordTable, string]>> = {
  ...Object.fromEntries([...people, ...others].map((column) => [column, ['accounts', 'address'] as const])),
  marketId: ['markets', 'address'],
  tokenId: ['tokens', 'address'],
  taskId: ['tasks', 'key'],
  submissionId: ['submissions', 'key'],
  datasetId: ['datasets', 'key'],
}

const shown = (row: AnyRow, column: string): Shown => {
  const value = row[column]
  if (typeof value === 'bigint') return value.toString()
  if (Buffer.isBuffer(value)) return `0x${value.toString('hex')}`
  if (typeof value === 'number') return holdsId(column) && value !== 0 ? value - (row.id - numberOf(row.id)) : value
  return (value ?? null) as Shown
}

/** A row by its number; null when it is not there. */
export const readRow = async ({ db, tables, slot }: ChainBooks, { table, number }: RowRef): Promise<AnyRow | null> => {
  const of = tables[table]
  const [row] = await db
    .select()
    .from(of)
    .where(eq(of.id, packId(slot, number)))
  return (row as AnyRow | undefined) ?? null
}

/** The id of the log that a row speaks of: the last one to change it, where it tells. Null where it names none. */
export const logIdOf = async (books: ChainBooks, table: string, row: AnyRow): Promise<number | null> => {
  if (table === 'logs') return row.id
  if (table === 'postings') {
    const movement = await readRow(books, { table: 'movements', number: numberOf(row.movementId as number) })
    return (movement?.logId as number | undefined) ?? null
  }
  return ((row.updatedLog ?? row.createdLog ?? row.logId) as number | null | undefined) ?? null
}

/** Where a log is in the chain. */
const placeOfLog = async ({ db, tables, slot }: ChainBooks, logId: number): Promise<LogPlace | null> => {
  const { logs, transactions } = tables
  const [row] = await db
    .select({ blockId: transactions.blockId, transactionHash: transactions.hash, logIndex: logs.logIndex })
    .from(logs)
    .innerJoin(transactions, transactionOfLog(tables))
    .where(eq(logs.id, packId(slot, numberOf(logId))))
  if (!row) return null
  const { blockId, ...place } = row
  return { blockNumber: numberOf(blockId), ...place }
}

const keyOf = async (books: ChainBooks, table: RecordTable | 'blocks', row: AnyRow) => {
  const columns = factKeys[table] ?? (table !== 'blocks' && keyed(table) ? naturalKeys[table] : [])
  if (table === 'logs') return (await placeOfLog(books, row.id)) ?? { logIndex: shown(row, 'logIndex') }
  const key: Record<string, Shown> = {}
  for (const column of columns) {
    const value = row[column]
    const [to, name] = (typeof value === 'number' && leads[column]) || []
    // An id that leads nowhere is shown as it is.
    const named = to && name ? await readRow(books, { table: to, number: numberOf(value as number) }) : null
    if (typeof value === 'number' && (column === 'logId' || column === 'updatedLog')) {
      const place = await placeOfLog(books, value)
      if (place) Object.assign(key, place)
      else key[column] = shown(row, column)
    } else key[column] = named ? shown(named, name!) : shown(row, column)
  }
  return key
}

/** One row of two sides, side by side; `books` are where each side's other rows are. */
export const describeRow = async (
  books: readonly [ChainBooks, ChainBooks],
  table: RecordTable | 'blocks',
  rows: readonly [AnyRow | null, AnyRow | null],
): Promise<RowDifference> => {
  const side = rows[0] ? 0 : 1
  const row = rows[side]!
  const columns = table === 'blocks' ? ['hash', 'parentHash', 'timestamp'] : columnsOf(books[side].tables)[table]
  const at = (each: AnyRow | null, column: string): Shown => (each ? shown(each, column) : null)
  const pairs = columns.map((column) => [column, [at(rows[0], column), at(rows[1], column)]] as const)
  const values = pairs.filter(([column, [x, y]]) => column !== 'id' && (!rows[0] || !rows[1] || x !== y))
  const logId = await logIdOf(books[side], table, row)
  return {
    table,
    number: numberOf(row.id),
    key: await keyOf(books[side], table, row),
    values: Object.fromEntries(values),
    missing: rows[0] ? (rows[1] ? null : 'B') : 'A',
    log: logId === null ? null : await placeOfLog(books[side], logId),
  }
}
