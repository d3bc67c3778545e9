import { and, gte, lt, sql } from 'drizzle-orm'
import { packId } from '../../store/ids.ts'
import { type Completeness, readCompleteness } from '../../store/read/completeness.ts'
import { createReader } from '../../store/read/reader.ts'
import { syncStatus } from '../../store/read/status.ts'
import type { Db, Rows, Store } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

/** What is known of one chain's index, by the names the API gives it. */
export type ChainStatus = {
  chainId: number
  name: string
  phase: string
  /** Whether blocks come in; why not, in one sentence; and whether nobody waits for them any more. */
  ready: boolean
  reason: string | null
  retired: boolean
  startBlock: number
  indexedBlock: number | null
  indexedBlockHash: string | null
  indexedTimestamp: number | null
  headBlock: number | null
  finalizedBlock: number | null
  lagBlocks: number | null
  lagSeconds: number | null
  completeness: Completeness
  blocksPerSecond: number
  eventCount: number
  /** Logs of known contracts that the fold could not read, by reason. */
  undecoded: Readonly<Record<string, number>>
  reorgCount: number
  /** When the indexer last said something of itself, in seconds; null when it never has. */
  measuredAt: number | null
  lastError: string | null
}

/** Every chain of a database, as of one snapshot. */
export const readStatus = (store: Store, nowMs: number): Promise<ChainStatus[]> =>
  store.read(async (db) => {
    const { chains, cursors, syncStatus: told } = store.tables
    const cursorOf = new Map((await db.select().from(cursors)).map((row) => [row.chainId, row]))
    const syncOf = new Map((await db.select().from(told)).map((row) => [row.chainId, row]))
    const statuses: ChainStatus[] = []
    for (const chain of await db.select().from(chains).orderBy(chains.id)) {
      const cursor = cursorOf.get(chain.id)
      const sync = syncOf.get(chain.id)
      statuses.push(await statusOf({ db, tables: store.tables, nowMs }, { chain, cursor, sync }))
    }
    return statuses
  })

type Reading = { db: Db; tables: Tables; nowMs: number }
type Books = { chain: Rows['chains']; cursor: Rows['cursors'] | undefined; sync: Rows['syncStatus'] | undefined }

const statusOf = async ({ db, tables, nowMs }: Reading, { chain, cursor, sync }: Books): Promise<ChainStatus> => {
  const indexedBlock = cursor?.block ?? null
  const headBlock = sync?.head ?? cursor?.head ?? null
  const now = Math.floor(nowMs / 1_000)
  const state = { chain, cursor, status: sync }
  const { ready, reason, retired } = await syncStatus(createReader(db, tables), state, now)
  return {
    chainId: chain.id,
    name: chain.name,
    phase: sync?.phase ?? 'STARTING',
    ready,
    reason,
    retired,
    startBlock: chain.startBlock,
    indexedBlock,
    indexedBlockHash: cursor?.hash ?? null,
    indexedTimestamp: cursor?.timestamp ?? null,
    headBlock,
    finalizedBlock: sync?.finalized ?? cursor?.finalized ?? null,
    lagBlocks: indexedBlock === null || headBlock === null ? null : Math.max(0, headBlock - indexedBlock),
    lagSeconds: cursor ? Math.max(0, Math.round(nowMs / 1_000) - cursor.timestamp) : null,
    completeness: await readCompleteness({ db, tables }, chain, cursor),
    blocksPerSecond: (sync?.milliBlocksPerSecond ?? 0) / 1_000,
    eventCount: cursor?.counters.logs ?? 0,
    undecoded: await undecodedOf({ db, tables }, chain.slot),
    reorgCount: await db.$count(tables.reorgs, sql`${tables.reorgs.chainId} = ${chain.id}`),
    measuredAt: sync?.measuredAt ?? null,
    // Whole, unlike what the API tells the world: whoever reads the database reads its operator's books.
    lastError: sync?.lastError ?? null,
  }
}

const undecodedOf = async ({ db, tables: { undecoded } }: Omit<Reading, 'nowMs'>, slot: number) => {
  const rows = await db
    .select({ reason: undecoded.reason, count: sql<number | string>`count(*)` })
    .from(undecoded)
    .where(and(gte(undecoded.id, packId(slot, 0)), lt(undecoded.id, packId(slot + 1, 0))))
    .groupBy(undecoded.reason)
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, Number(count)]))
}
