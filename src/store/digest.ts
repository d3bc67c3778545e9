import { hash } from 'node:crypto'
import { and, desc, eq, getTableColumns, gt, gte, lte } from 'drizzle-orm'
import type { Hex } from '../domain/hex.ts'
import { numberOf, packId } from './ids.ts'
import type { Db, TableName } from './store.ts'
import type { Tables } from './tables.ts'

// The digest is over the set of all rows, whatever the order they came in: the SHA-256 of each row is added up modulo 2^256. A
// row that changes has its old hash taken off and its new one added, so that one big backfill and a million small steps agree,
// and a reorganisation takes off what it undoes. It compares honest indexes and finds a changed row; it is no commitment
// against somebody who may choose the rows (docs/decisions/0004-state-digest.md).

export const DIGEST_ALGORITHM = 'daybook-state-v1/sha-256'
/** State is kept at the end of every so many blocks of history. */
export const CHECKPOINT_BLOCKS = 1_000

const MODULUS = 2n ** 256n

/** Tables of records. The indexer's own books (tables/chain.ts) and block headers (empty ones are pruned) are no part of the state. */
export const recordTables = [
  'transactions',
  'emitters',
  'logs',
  'undecoded',
  'markets',
  'contracts',
  'memories',
  'accounts',
  'tokens',
  'tasks',
  'taskRoles',
  'taskContributors',
  'fundings',
  'submissions',
  'reviews',
  'rewards',
  'payouts',
  'fees',
  'earnings',
  'marketMoney',
  'ledgerAccounts',
  'movements',
  'postings',
  'datasets',
  'datasetVersions',
  'versionContributors',
  'contributions',
  'datasetContributors',
  'datasetEarnings',
  'datasetMoney',
  'datasetBuyers',
  'purchases',
  'contributors',
  'contributorMarkets',
  'marketPosters',
] as const satisfies readonly TableName[]
export type RecordTable = (typeof recordTables)[number]

/** A row in its canonical form: table, then each column in the order of its definition; ids without their slot. */
export const canonicalRow = (
  table: RecordTable,
  columns: readonly string[],
  row: Readonly<Record<string, unknown>>,
): string => {
  let text: string = table
  for (const column of columns) {
    const value = row[column]
    text += '|'
    if (typeof value === 'number') text += numberOf(value)
    else if (typeof value === 'bigint') text += value
    else if (typeof value === 'string') text += JSON.stringify(value)
    else if (Buffer.isBuffer(value)) text += value.toString('hex')
  }
  return text
}

/** Hash of one row, as a number to add up. */
export const rowHash = (
  table: RecordTable,
  columns: readonly string[],
  row: Readonly<Record<string, unknown>>,
): bigint => BigInt(`0x${hash('sha256', canonicalRow(table, columns, row), 'hex')}`)

/** The sum after taking `minus` off and adding `plus`. */
export const addToSum = (sum: bigint, plus: bigint, minus: bigint): bigint => {
  const next = (sum + plus - minus) % MODULUS
  return next < 0n ? next + MODULUS : next
}

export const sumToHex = (sum: bigint): Hex => `0x${sum.toString(16).padStart(64, '0')}`

/** The digest of a chain's records from the sum of their hashes. */
export const digestOf = (chainId: number, rowSum: Hex): Hex =>
  `0x${hash('sha256', `${DIGEST_ALGORITHM}|${chainId}|${rowSum}`, 'hex')}`

export type StateDigest = { blockNumber: number; blockHash: Hex | null; digest: Hex; algorithm: string }

/**
 * The digest of a chain's records as of `block`, or as of the newest indexed block. Null when the block is not indexed, or when
 * no state was kept that is still the state at that block.
 */
export const digestAt = async (
  db: Db,
  tables: Tables,
  chainId: number,
  block?: number,
): Promise<StateDigest | null> => {
  const [cursor] = await db.select().from(tables.cursors).where(eq(tables.cursors.chainId, chainId))
  const [chain] = await db.select().from(tables.chains).where(eq(tables.chains.id, chainId))
  if (!cursor || !chain || (block !== undefined && (block > cursor.block || block < 0))) return null
  const answer = (blockNumber: number, blockHash: Hex | null, rowSum: Hex): StateDigest => ({
    blockNumber,
    blockHash,
    digest: digestOf(chainId, rowSum),
    algorithm: DIGEST_ALGORITHM,
  })
  if (block === undefined || block === cursor.block) return answer(cursor.block, cursor.hash, cursor.rowSum)

  const { blocks, checkpoints } = tables
  const at = packId(chain.slot, block)
  const [kept] = await db
    .select()
    .from(checkpoints)
    .where(and(lte(checkpoints.id, at), gte(checkpoints.id, packId(chain.slot, 0))))
    .orderBy(desc(checkpoints.id))
    .limit(1)
  if (!kept) return null
  // State kept earlier is still the state when no block with logs came in between.
  const [changed] = await db
    .select({ id: blocks.id })
    .from(blocks)
    .where(and(gt(blocks.id, kept.id), lte(blocks.id, at), gt(blocks.logs, 0)))
    .limit(1)
  if (changed) return null
  const [header] = await db.select().from(blocks).where(eq(blocks.id, at))
  return answer(block, header?.hash ?? null, kept.rowSum)
}

/** The digest made anew from every row, slowly: what `rowSum` must equal. */
export const sumOfRows = async (db: Db, tables: Tables, slot: number): Promise<Hex> => {
  let sum = 0n
  for (const name of recordTables) {
    const table = tables[name]
    const columns = Object.keys(getTableColumns(table))
    const end = packId(slot + 1, 0)
    for (let after = packId(slot, 0) - 1; ; ) {
      const rows = await db
        .select()
        .from(table)
        .where(and(gt(table.id, after), lte(table.id, end)))
        .orderBy(table.id)
        .limit(5_000)
      for (const row of rows) sum = addToSum(sum, rowHash(name, columns, row), 0n)
      const last = rows.at(-1)
      if (!last) break
      after = last.id
    }
  }
  return sumToHex(sum)
}
