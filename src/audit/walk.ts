import { and, type Column, eq, gt, gte, lt, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { beyond, orderBy, positionOf, type Term } from '../store/read/keyset.ts'
import { idRange } from '../store/read/reader.ts'
import type { Rows, TableName } from '../store/store.ts'
import type { Book } from './book.ts'

/** Rows in memory at a time. */
const PAGE_ROWS = 2_000

/**
 * All rows of a chain in an order that an index gives, page by page, so that memory stays the same however many there are. The
 * order's first column holds ids of the chain; rows where it is null are left out. Its last is unique.
 */
export async function* walk<N extends TableName>(
  { db, tables, slot }: Book,
  table: N,
  order: readonly (keyof Rows[N] & string)[],
): AsyncGenerator<Rows[N]> {
  const from = tables[table] as unknown as SQLiteTable
  const columns = from as unknown as Record<string, Column>
  const terms = order.map((key): Term => ({ key, column: columns[key]!, nullable: false, direction: 'ASC' }))
  const [{ column }, rest] = [terms[0]!, terms.slice(1)]
  const { first, end } = idRange(slot)
  const page = async (where: SQL | undefined) =>
    (await db
      .select()
      .from(from)
      .where(where)
      .orderBy(...orderBy(terms, 'forward'))
      .limit(PAGE_ROWS)) as Rows[N][]
  let rows = await page(and(gte(column, first), lt(column, end)))
  yield* rows
  while (rows.length === PAGE_ROWS) {
    const [at, ...after] = positionOf(terms, rows.at(-1) as Record<string, unknown>)
    // First what is left of the same key, then later keys: each enters the index at the very row, however many rows a key has.
    while (rest.length > 0 && rows.length === PAGE_ROWS) {
      rows = await page(and(eq(column, at), beyond(rest, after, 'forward')))
      yield* rows
      if (rows.length === PAGE_ROWS) after.splice(0, after.length, ...positionOf(terms, rows.at(-1)!).slice(1))
    }
    rows = await page(and(gt(column, at), lt(column, end)))
    yield* rows
  }
}

type Group<S> = { readonly key: number; readonly sum: S }

/** Neighbouring rows of one key made one: what is kept of them is only their sum. */
async function* groups<R, S>(
  rows: AsyncIterable<R>,
  { keyOf, start, add }: { keyOf: (row: R) => number; start: () => S; add: (sum: S, row: R) => void },
): AsyncGenerator<Group<S>> {
  let group = null as Group<S> | null
  for await (const row of rows) {
    const key = keyOf(row)
    if (group !== null && group.key !== key) yield group
    if (group?.key !== key) group = { key, sum: start() }
    add(group.sum, row)
  }
  if (group !== null) yield group
}

/**
 * Sums of the rows of each key, for asking by rising keys while walking another table; a key without rows has a sum of none.
 * `rows` come in the order of their keys.
 */
export const sumsInStep = <R, S>(
  rows: AsyncIterable<R>,
  how: { keyOf: (row: R) => number; start: () => S; add: (sum: S, row: R) => void },
): ((key: number) => Promise<S>) => {
  const iterator = groups(rows, how)
  let next: IteratorResult<Group<S>> | undefined
  return async (key) => {
    next ??= await iterator.next()
    while (!next.done && next.value.key < key) next = await iterator.next()
    return !next.done && next.value.key === key ? next.value.sum : how.start()
  }
}

/** The last of some rows whose id is not above one, for asking by rising ids; the rows come in the order of theirs. */
export const lastInStep = <R extends { readonly id: number }>(
  rows: AsyncIterable<R>,
): ((id: number) => Promise<R | undefined>) => {
  const iterator = rows[Symbol.asyncIterator]()
  let last: R | undefined
  let next: IteratorResult<R> | undefined
  return async (id) => {
    next ??= await iterator.next()
    while (!next.done && next.value.id <= id) {
      last = next.value
      next = await iterator.next()
    }
    return last
  }
}

/** Adds to one place of a map of sums. */
export const addTo = <K>(sums: Map<K, bigint>, key: K, amount: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + amount)
}

/** How many rows each key has, for asking by rising keys. */
export const countsInStep = <R>(
  rows: AsyncIterable<R>,
  keyOf: (row: R) => number,
  counts: (row: R) => boolean = () => true,
): ((key: number) => Promise<number>) => {
  const sums = sumsInStep(rows, {
    keyOf,
    start: () => ({ times: 0 }),
    add: (sum, row) => {
      if (counts(row)) sum.times += 1
    },
  })
  return async (key) => (await sums(key)).times
}
