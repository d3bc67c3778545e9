import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import { documentKey, type NamedDocument, namedBy } from '../domain/documents/named.ts'
import { placeOf } from '../domain/documents/place.ts'
import type { Hex } from '../domain/hex.ts'
import { packId } from '../store/ids.ts'
import { contentOf } from '../store/quote.ts'
import type { Db, Store } from '../store/store.ts'
import { isRemote, type Remote } from './fetch.ts'

/** A document to fetch, as the queue takes it in. */
export type Found = { readonly key: Hex; readonly named: NamedDocument; readonly place: Remote }

/** Rows of one table that are looked at in one go: those next in the round, and the newest. */
const STEP_ROWS = 1_000
const NEWEST_ROWS = 100
const NO_LOG = Buffer.alloc(0)

type Naming = {
  readonly id: number
  readonly marketId: number
  readonly uri: string
  readonly contentHash?: Hex | null
}
type Range = { readonly from: number; readonly below: number; readonly newest: boolean }

const walks = ['task', 'submission', 'dataset', 'version'] as const
type Walk = (typeof walks)[number]

const rowsOf = async (db: Db, { tables }: Store, walk: Walk, { from, below, newest }: Range): Promise<Naming[]> => {
  const { tasks, submissions, datasets, logs, datasetVersions: versions } = tables
  const [turn, limit] = newest ? [desc, NEWEST_ROWS] : [asc, STEP_ROWS]
  if (walk === 'version')
    return db
      .select({ id: versions.id, marketId: datasets.marketId, uri: versions.uri, contentHash: versions.contentHash })
      .from(versions)
      .innerJoin(datasets, eq(datasets.id, versions.datasetId))
      .where(and(gt(versions.id, from), lt(versions.id, below)))
      .orderBy(turn(versions.id))
      .limit(limit)
  if (walk === 'task')
    return db
      .select({ id: tasks.id, marketId: tasks.marketId, uri: tasks.uri })
      .from(tasks)
      .where(and(gt(tasks.id, from), lt(tasks.id, below)))
      .orderBy(turn(tasks.id))
      .limit(limit)
  if (walk === 'dataset')
    return db
      .select({ id: datasets.id, marketId: datasets.marketId, uri: datasets.uri, contentHash: datasets.contentHash })
      .from(datasets)
      .where(and(gt(datasets.id, from), lt(datasets.id, below)))
      .orderBy(turn(datasets.id))
      .limit(limit)
  const rows = await db
    .select({ row: submissions, body: logs.body })
    .from(submissions)
    .leftJoin(logs, eq(logs.id, submissions.createdLog))
    .where(and(gt(submissions.id, from), lt(submissions.id, below)))
    .orderBy(turn(submissions.id))
    .limit(limit)
  return rows.map(({ row, body }) => {
    const { id, marketId } = row
    return { id, marketId, ...contentOf(row, body ?? NO_LOG) }
  })
}

export type Finder = {
  /** Documents named by the newest rows and by the next ones of the round, without those that were found a moment ago. */
  next(): Promise<{ readonly found: readonly Found[]; readonly rounds: number }>
}

/**
 * Looks for documents in the records, for ever: at the newest rows each time, and round and round at all of them, a step at a time. A
 * row may change after it was seen, or another take its number in a reorganisation; the next round sees it, and nothing need be
 * remembered over a restart.
 */
export const createFinder = (store: Store): Finder => {
  /** The last row seen of each table of each chain. */
  const positions = new Map<string, number>()
  let rounds = 0
  return {
    next: () =>
      store.read(async (db) => {
        const { chains, markets } = store.tables
        const protocols = new Map(
          (await db.select({ id: markets.id, protocol: markets.protocol }).from(markets)).map((row) => [
            row.id,
            row.protocol,
          ]),
        )
        const found = new Map<Hex, Found>()
        const look = (walk: Walk, rows: readonly Naming[]) => {
          for (const row of rows) {
            const named = namedBy(protocols.get(row.marketId) ?? '', walk, row)
            const place = named && placeOf(named.uri)
            if (!place || !isRemote(place)) continue
            const key = documentKey(named)
            found.set(key, { key, named, place })
          }
        }
        let ended = true
        for (const { slot } of await db.select({ slot: chains.slot }).from(chains)) {
          const [first, below] = [packId(slot, 0), packId(slot + 1, 0)]
          for (const walk of walks) {
            look(walk, await rowsOf(db, store, walk, { from: first, below, newest: true }))
            const name = `${slot} ${walk}`
            const from = positions.get(name) ?? first
            // One that has come to its end waits there for the others.
            if (from === below) continue
            const rows = await rowsOf(db, store, walk, { from, below, newest: false })
            look(walk, rows)
            positions.set(name, rows.length < STEP_ROWS ? below : rows.at(-1)!.id)
            if (rows.length === STEP_ROWS) ended = false
          }
        }
        if (ended) {
          positions.clear()
          rounds++
        }
        return { found: [...found.values()], rounds }
      }),
  }
}
