import { and, gt, lte } from 'drizzle-orm'
import type { Log } from '../../domain/block.ts'
import { readEmitters, readStoredBlocks, type StoredBlock } from '../../indexer/stored-blocks.ts'
import { canonicalRow, type RecordTable } from '../../store/digest.ts'
import { numberOf, packId } from '../../store/ids.ts'
import { addressesIn } from '../../store/log-body.ts'
import type { Rows } from '../../store/store.ts'
import { type ChainBooks, columnsOf } from './chain-books.ts'
import type { AnyRow } from './rows.ts'

const BATCH = 500

/** Who emitted a log that names an emitter that is not there: only in books that somebody changed. */
const NOBODY: Rows['emitters'] = { id: 0, address: '0x', topic0: '0x', topicCount: 0 }

/** Emitters by id, for reading logs that may name any. */
export const anyEmitters = async ({ db, tables, slot }: ChainBooks): Promise<ReadonlyMap<number, Rows['emitters']>> => {
  const known = await readEmitters(db, tables, slot)
  const emitters = new Map(known)
  emitters.get = (id) => known.get(id) ?? NOBODY
  return emitters
}

async function* storedBlocks(books: ChainBooks, through: number): AsyncGenerator<StoredBlock> {
  const { db, tables, slot } = books
  const emitters = await anyEmitters(books)
  for (let after = packId(slot, 0) - 1; ; ) {
    const batch = await readStoredBlocks(db, tables, emitters, { slot, after, limit: BATCH })
    for (const stored of batch) {
      if (numberOf(stored.block.id) > through) return
      yield stored
    }
    const last = batch.at(-1)
    if (!last) return
    after = last.block.id
  }
}

/** The first block at which two raw records part, and the row there that differs; null on the side that has no such row. */
export type RawDifference = {
  readonly block: number
  readonly table: RecordTable | 'blocks'
  readonly rows: readonly [AnyRow | null, AnyRow | null]
  /** The log concerned, as each side has it. */
  readonly logs: readonly [Log | null, Log | null]
}

const sameLog = (a: Log | undefined, b: Log | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Compares what two databases hold of the chain itself, block by block and in order, up to `through`. */
export const firstRawDifference = async (
  a: ChainBooks,
  b: ChainBooks,
  through: number,
): Promise<RawDifference | null> => {
  const [left, right] = [storedBlocks(a, through), storedBlocks(b, through)]
  for (;;) {
    const x = (await left.next()).value as StoredBlock | undefined
    const y = (await right.next()).value as StoredBlock | undefined
    if (!x && !y) return null
    const [m, n] = [
      x ? numberOf(x.block.id) : Number.POSITIVE_INFINITY,
      y ? numberOf(y.block.id) : Number.POSITIVE_INFINITY,
    ]
    const block = Math.min(m, n)
    const [own, other] = [m === block ? x : undefined, n === block ? y : undefined]
    const at = (own?.logs ?? []).findIndex((log, i) => !sameLog(log, other?.logs[i]))
    const position = at >= 0 ? at : (own?.logs.length ?? 0)
    if (!sameLog(own?.logs[position], other?.logs[position])) return differenceAt([a, b], [own, other], block, position)
    if (own && other && !sameHeader(own.block, other.block))
      return { block, table: 'blocks', rows: [own.block, other.block], logs: [null, null] }
  }
}

type Header = StoredBlock['block']
const sameHeader = (a: Header, b: Header): boolean =>
  a.hash === b.hash && a.parentHash === b.parentHash && a.timestamp === b.timestamp

type Stored = readonly [StoredBlock, StoredBlock]

/** The first of the addresses that a log names which is not the same on both sides; undefined on a side that has none, or where none differs. */
const otherAddress = (books: readonly [ChainBooks, ChainBooks], stored: Stored, position: number) => {
  const named = stored.map(({ rows, addresses }, i) =>
    addressesIn(rows[position]!.body).map((number) => {
      const address = addresses.get(number)
      return address && { id: packId(books[i]!.slot, number), address }
    }),
  )
  const at = named[0]!.findIndex((row, i) => row?.address !== named[1]![i]?.address)
  return named.map((rows) => rows[at])
}

const differenceAt = async (
  books: readonly [ChainBooks, ChainBooks],
  stored: readonly [StoredBlock | undefined, StoredBlock | undefined],
  block: number,
  position: number,
): Promise<RawDifference> => {
  const logs = stored.map((each) => each?.logs[position] ?? null)
  const lowest = Math.min(...logs.map((log) => log?.logIndex ?? Number.POSITIVE_INFINITY))
  // The lower one is the one that the other side lacks.
  const shown = logs.map((log) => (log?.logIndex === lowest ? log : null)) as unknown as RawDifference['logs']
  const rows = stored.map((each, i) => (shown[i] ? (each!.rows[position] as AnyRow) : null))
  const whole = (table: RecordTable, pair: readonly (AnyRow | null)[]): RawDifference => ({
    block,
    table,
    rows: pair as unknown as RawDifference['rows'],
    logs: shown,
  })
  if (!rows[0] || !rows[1]) return whole('logs', rows)
  const columns = columnsOf(books[0].tables)
  const named = otherAddress(books, stored as Stored, position)
  const parts = await Promise.all(
    stored.map(async (each, i) => {
      const row = each!.rows[position]!
      const emitters = await readEmitters(books[i]!.db, books[i]!.tables, books[i]!.slot)
      const transaction = each!.transactions.findLast(({ id }) => id <= row.id)
      return { transactions: transaction, emitters: emitters.get(row.emitterId), addresses: named[i] }
    }),
  )
  for (const table of ['transactions', 'emitters', 'addresses'] as const) {
    const pair = parts.map((part) => (part[table] ?? null) as AnyRow | null)
    const [x, y] = pair.map((row) => (row ? canonicalRow(table, columns[table], row) : ''))
    if (x !== y) return whole(table, pair)
  }
  return whole('logs', rows)
}

/** The first block with logs, up to `through`, whose header is not the same in both: headers are no part of the digest. */
export const firstOtherHeader = async (a: ChainBooks, b: ChainBooks, through: number): Promise<number | null> => {
  const [left, right] = [headers(a, through), headers(b, through)]
  for (;;) {
    const [x, y] = [(await left.next()).value as Header | undefined, (await right.next()).value as Header | undefined]
    if (!x && !y) return null
    if (x && y && numberOf(x.id) === numberOf(y.id) && sameHeader(x, y)) continue
    return Math.min(...[x, y].map((each) => (each ? numberOf(each.id) : Number.POSITIVE_INFINITY)))
  }
}

async function* headers({ db, tables: { blocks }, slot }: ChainBooks, through: number): AsyncGenerator<Header> {
  for (let after = packId(slot, 0) - 1; ; ) {
    const within = and(gt(blocks.id, after), lte(blocks.id, packId(slot, through)), gt(blocks.logs, 0))
    const rows = await db
      .select()
      .from(blocks)
      .where(within)
      .orderBy(blocks.id)
      .limit(10 * BATCH)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}
