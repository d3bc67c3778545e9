import { hash } from 'node:crypto'
import { and, desc, eq, getTableColumns, gt, gte, lt, lte } from 'drizzle-orm'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { numberOf, packId, slotOf } from './ids.ts'
import { compile, property } from './row-code.ts'
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
  'addresses',
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

/** The table by whose rows those of another are numbered: a transaction has the number of its first log. */
export const numberedBy = (table: RecordTable): RecordTable => (table === 'transactions' ? 'logs' : table)

const idName = /^id$|(Id|Log|By)$/
const idNames = new Map<string, boolean>()

/** Whether a column holds the id of a row, by its name: `id`, and what ends in Id, Log or By. */
export const holdsId = (property: string): boolean => {
  const known = idNames.get(property) ?? idName.test(property)
  idNames.set(property, known)
  return known
}

/** How a value that is no id is told. */
const toldOf = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  return Buffer.isBuffer(value) ? `"0x${value.toString('hex')}"` : ''
}
/** How an id is told. 0 stands for no row at all, in every slot. */
const idOf = (value: unknown, base: number): string =>
  typeof value === 'number' ? String(value === 0 ? 0 : value - base) : toldOf(value)

/**
 * The canonical form of a table's rows, as docs/digest.md defines it: the table, then each column in the order of its definition. An
 * id is told without the slot of the row's own chain, so that one that points into another chain is seen.
 */
export const createCanonicalForm = (
  table: RecordTable,
  columns: readonly string[],
): ((row: Readonly<Record<string, unknown>>) => string) => {
  const told = columns.map((column) =>
    holdsId(column) ? `idOf(${property('row', column)}, base)` : `toldOf(${property('row', column)})`,
  )
  const text = [JSON.stringify(table), ...told].join(" + '|' + ")
  return compile(['row'], `const base = packId(slotOf(row.id), 0)\nreturn ${text}`, { packId, slotOf, toldOf, idOf })
}

const forms = new WeakMap<readonly string[], Map<RecordTable, ReturnType<typeof createCanonicalForm>>>()

/** A row in its canonical form. */
export const canonicalRow = (
  table: RecordTable,
  columns: readonly string[],
  row: Readonly<Record<string, unknown>>,
): string => {
  const own = forms.get(columns) ?? new Map()
  forms.set(columns, own)
  const form = own.get(table) ?? createCanonicalForm(table, columns)
  own.set(table, form)
  return form(row)
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
 * The sum as of the end of a block below the newest one: that of the newest state kept up to it, or of the oldest kept after it,
 * where no block with logs lies between. Null when there is no such state.
 */
const sumAt = async (
  db: Db,
  { blocks, checkpoints }: Tables,
  slot: number,
  block: number,
  newest: { readonly block: number; readonly rowSum: Hex },
): Promise<Hex | null> => {
  const [first, at] = [packId(slot, 0), packId(slot, block)]
  const unchanged = async (above: number, to: number): Promise<boolean> => {
    const between = and(gt(blocks.id, above), lte(blocks.id, to), gt(blocks.logs, 0))
    return (await db.select({ id: blocks.id }).from(blocks).where(between).limit(1)).length === 0
  }
  const before = and(lte(checkpoints.id, at), gte(checkpoints.id, first))
  const [earlier] = await db.select().from(checkpoints).where(before).orderBy(desc(checkpoints.id)).limit(1)
  if (earlier && (await unchanged(earlier.id, at))) return earlier.rowSum
  const after = and(gt(checkpoints.id, at), lt(checkpoints.id, packId(slot, newest.block)))
  const [later] = await db.select().from(checkpoints).where(after).orderBy(checkpoints.id).limit(1)
  const { id, rowSum } = later ?? { id: packId(slot, newest.block), rowSum: newest.rowSum }
  return (await unchanged(at, id)) ? rowSum : null
}

/**
 * The digest of a chain's records as of `block`, or as of the newest indexed block. Null when the block is not indexed, or when
 * no state was kept that is the state at that block.
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
  const rowSum = await sumAt(db, tables, chain.slot, block, cursor)
  if (rowSum === null) return null
  const { blocks } = tables
  const [header] = await db
    .select()
    .from(blocks)
    .where(eq(blocks.id, packId(chain.slot, block)))
  return answer(block, header?.hash ?? null, rowSum)
}

/**
 * The same, always with the hash of a block: a block without logs is no longer known by its header once it is final, and then the
 * newest one before it that is stands for it, for nothing changed in between.
 */
export const digestWithHash = async (
  db: Db,
  tables: Tables,
  chainId: number,
  block?: number,
): Promise<(StateDigest & { blockHash: Hex }) | null> => {
  const found = await digestAt(db, tables, chainId, block)
  if (found === null) return null
  if (found.blockHash !== null) return { ...found, blockHash: found.blockHash }
  const { blocks, chains } = tables
  const [chain] = await db.select().from(chains).where(eq(chains.id, chainId))
  const upTo = and(gte(blocks.id, packId(chain!.slot, 0)), lte(blocks.id, packId(chain!.slot, found.blockNumber)))
  const [header] = await db.select().from(blocks).where(upTo).orderBy(desc(blocks.id)).limit(1)
  return header ? { ...found, blockNumber: numberOf(header.id), blockHash: header.hash } : null
}

/**
 * A page of a chain's rows of one table, by id, oldest first: those after `after` (a packed id), at most `limit`. INVARIANT when a
 * value in it cannot be read, as no writer of this program leaves one.
 */
export const readPage = async (
  db: Db,
  tables: Tables,
  name: RecordTable,
  { slot, after, limit }: { slot: number; after: number; limit: number },
): Promise<({ readonly id: number } & Record<string, unknown>)[]> => {
  const table = tables[name]
  const own = and(gt(table.id, after), lt(table.id, packId(slot + 1, 0)))
  try {
    return await db.select().from(table).where(own).orderBy(table.id).limit(limit)
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error
    const from = `one of the ${limit} rows after number ${numberOf(after)}`
    throw new DaybookError(
      'INVARIANT',
      `Table ${name} holds a value that cannot be read, in ${from}: ${error.message}`,
      {
        cause: error,
      },
    )
  }
}

const PAGE = 5_000

/** The sum of hashes made anew from every row, slowly: what `rowSum` must equal. */
export const sumOfRows = async (db: Db, tables: Tables, slot: number): Promise<Hex> => {
  let sum = 0n
  for (const name of recordTables) {
    const columns = Object.keys(getTableColumns(tables[name]))
    for (let after = packId(slot, 0); ; ) {
      const rows = await readPage(db, tables, name, { slot, after, limit: PAGE })
      for (const row of rows) sum = addToSum(sum, rowHash(name, columns, row), 0n)
      const last = rows.at(-1)
      if (!last) break
      after = last.id
    }
  }
  return sumToHex(sum)
}
