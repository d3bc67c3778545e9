import { and, gt, gte, lt } from 'drizzle-orm'
import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { numberOf, packId } from '../store/ids.ts'
import { unpackBody } from '../store/log-body.ts'
import { readAddresses } from '../store/read/addresses.ts'
import { firstLog, firstTransaction } from '../store/read/transaction-logs.ts'
import type { Db, Rows } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Place } from './enter.ts'

/** A block as the raw record holds it, with the rows it is made of. */
export type StoredBlock = {
  readonly block: Rows['blocks']
  readonly transactions: readonly Rows['transactions'][]
  readonly rows: readonly Rows['logs'][]
  readonly logs: readonly Log[]
  /** Those that its logs name, and perhaps others, by number. */
  readonly addresses: ReadonlyMap<number, Hex>
  /** By log index. */
  readonly places: ReadonlyMap<number, Place>
}

/** Some of the next blocks with logs after `after` (a packed block), up to `through` where it is given, oldest first. */
export const readStoredBlocks = async (
  db: Db,
  tables: Tables,
  emitters: ReadonlyMap<number, Rows['emitters']>,
  { slot, after, limit, through }: { slot: number; after: number; limit: number; through?: number },
): Promise<StoredBlock[]> => {
  const end = through === undefined ? packId(slot + 1, 0) : through + 1
  const found = await db
    .select()
    .from(tables.blocks)
    .where(and(gt(tables.blocks.id, after), lt(tables.blocks.id, end), gt(tables.blocks.logs, 0)))
    .orderBy(tables.blocks.id)
    .limit(limit)
  const blocks = upToLogs(found, BATCH_LOGS)
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (!first || !last) return []
  const [begin, past] = [numberOf(first.id), numberOf(last.id) + 1]
  const transactions = await db
    .select()
    .from(tables.transactions)
    .where(
      and(
        gte(tables.transactions.id, await firstTransaction(db, tables, slot, begin)),
        lt(tables.transactions.id, await firstTransaction(db, tables, slot, past)),
      ),
    )
    .orderBy(tables.transactions.id)
  const logs = await db
    .select()
    .from(tables.logs)
    .where(
      and(
        gte(tables.logs.id, await firstLog(db, tables, slot, begin)),
        lt(tables.logs.id, await firstLog(db, tables, slot, past)),
      ),
    )
    .orderBy(tables.logs.id)

  const addresses = await readAddresses(
    db,
    tables,
    slot,
    logs.map(({ body }) => body),
  )
  // One that is not there is nobody's: only in books that somebody changed.
  const addressOf = (number: number): Hex => addresses.get(number) ?? '0x'
  let place = -1
  const byTransaction = Map.groupBy(logs, (log) => {
    while (place + 1 < transactions.length && transactions[place + 1]!.id <= log.id) place++
    return transactions[place]?.id
  })
  const byBlock = Map.groupBy(transactions, (transaction) => transaction.blockId)
  return blocks.map((block) => {
    const own = byBlock.get(block.id) ?? []
    const pairs = own.flatMap((transaction) =>
      (byTransaction.get(transaction.id) ?? []).map((row) => ({ transaction, row })),
    )
    return {
      block,
      transactions: own,
      addresses,
      rows: pairs.map(({ row }) => row),
      places: new Map(
        pairs.map(({ row, transaction }) => [
          row.logIndex,
          { logId: row.id, transactionId: transaction.id, body: row.body },
        ]),
      ),
      logs: pairs.map(({ transaction, row }): Log => {
        const emitter = emitters.get(row.emitterId)!
        return {
          transactionHash: transaction.hash,
          transactionIndex: transaction.txIndex,
          logIndex: row.logIndex,
          address: emitter.address,
          ...unpackBody(emitter, row.body, addressOf),
        }
      }),
    }
  })
}

/** The first of these blocks that hold about so many logs together, at least one. */
const upToLogs = (blocks: readonly Rows['blocks'][], most: number): readonly Rows['blocks'][] => {
  let sum = 0
  const end = blocks.findIndex(({ logs }) => {
    sum += logs
    return sum >= most
  })
  return end < 0 ? blocks : blocks.slice(0, end + 1)
}

/** Blocks with logs that are read and folded between two writes, at most; and their logs, which are what weighs. */
const BATCH_BLOCKS = 500
const BATCH_LOGS = 10_000

/** All blocks with logs of a slot, or of a stretch of its blocks, oldest first. */
export async function* storedBatches(
  db: Db,
  tables: Tables,
  emitters: ReadonlyMap<number, Rows['emitters']>,
  slot: number,
  stretch?: { readonly from: number; readonly to: number },
): AsyncGenerator<readonly StoredBlock[]> {
  const bounds = stretch === undefined ? {} : { through: packId(slot, stretch.to) }
  for (let after = packId(slot, stretch?.from ?? 0) - 1; ; ) {
    const batch = await readStoredBlocks(db, tables, emitters, { slot, after, limit: BATCH_BLOCKS, ...bounds })
    const last = batch.at(-1)
    if (!last) return
    yield batch
    after = last.block.id
  }
}

/** Who emitted what, by id: few, whatever the number of logs. */
export const readEmitters = async (
  db: Db,
  { emitters }: Tables,
  slot: number,
): Promise<Map<number, Rows['emitters']>> => {
  const rows = await db
    .select()
    .from(emitters)
    .where(and(gte(emitters.id, packId(slot, 0)), lt(emitters.id, packId(slot + 1, 0))))
  return new Map(rows.map((row) => [row.id, row]))
}
