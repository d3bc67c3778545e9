import { and, gte, lt, sql } from 'drizzle-orm'
import type { proofLevels as levels } from '../../domain/codes.ts'
import { packId } from '../../store/ids.ts'
import type { Db, Rows, Store } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

type ProofLevelName = (typeof levels)[number]

/** What is known of one chain's index, by the names the API gives it. */
export type ChainStatus = {
  chainId: number
  name: string
  phase: string
  startBlock: number
  indexedBlock: number | null
  indexedBlockHash: string | null
  indexedTimestamp: number | null
  headBlock: number | null
  finalizedBlock: number | null
  lagBlocks: number | null
  lagSeconds: number | null
  completeness: { provenThrough: number | null; level: ProofLevelName }
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
    const { chains, cursors, syncStatus } = store.tables
    const cursorOf = new Map((await db.select().from(cursors)).map((row) => [row.chainId, row]))
    const syncOf = new Map((await db.select().from(syncStatus)).map((row) => [row.chainId, row]))
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
  return {
    chainId: chain.id,
    name: chain.name,
    phase: sync?.phase ?? 'STARTING',
    startBlock: chain.startBlock,
    indexedBlock,
    indexedBlockHash: cursor?.hash ?? null,
    indexedTimestamp: cursor?.timestamp ?? null,
    headBlock,
    finalizedBlock: sync?.finalized ?? cursor?.finalized ?? null,
    lagBlocks: indexedBlock === null || headBlock === null ? null : Math.max(0, headBlock - indexedBlock),
    lagSeconds: cursor ? Math.max(0, Math.round(nowMs / 1_000) - cursor.timestamp) : null,
    completeness: { provenThrough: cursor?.provenThrough ?? null, level: levelOf(chain.completeness) },
    blocksPerSecond: (sync?.milliBlocksPerSecond ?? 0) / 1_000,
    eventCount: cursor?.counters.logs ?? 0,
    undecoded: await undecodedOf({ db, tables }, chain.slot),
    reorgCount: await db.$count(tables.reorgs, sql`${tables.reorgs.chainId} = ${chain.id}`),
    measuredAt: sync?.measuredAt ?? null,
    lastError: sync?.lastError ?? null,
  }
}

/** The level that the operator demands. */
const levelOf = (completeness: string): ProofLevelName =>
  completeness === 'linked' ? 'HEADER_LINKED' : 'BLOOM_CONSISTENT'

const undecodedOf = async ({ db, tables: { undecoded } }: Omit<Reading, 'nowMs'>, slot: number) => {
  const rows = await db
    .select({ reason: undecoded.reason, count: sql<number | string>`count(*)` })
    .from(undecoded)
    .where(and(gte(undecoded.id, packId(slot, 0)), lt(undecoded.id, packId(slot + 1, 0))))
    .groupBy(undecoded.reason)
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, Number(count)]))
}
