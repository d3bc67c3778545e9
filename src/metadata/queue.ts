import { hash } from 'node:crypto'
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, notInArray, sql } from 'drizzle-orm'
import type { MetadataConfig } from '../config/config.ts'
import type { DocumentState } from '../domain/documents/judge.ts'
import type { Hex } from '../domain/hex.ts'
import type { Rows, Store } from '../store/store.ts'
import type { Remote } from './fetch.ts'
import type { Found } from './find.ts'

/** Counted up when this program learns to read what it refused before. */
const POLICY_VERSION = 1
const QUEUE_ID = 1

/** The rules that a final refusal follows from, as one short text. */
export const policyOf = ({ http, ports, documentBytesMax }: MetadataConfig): string =>
  hash('sha256', JSON.stringify([POLICY_VERSION, http, [...ports].sort(), documentBytesMax]), 'hex').slice(0, 16)

/** Whom a document is asked of, as turns are taken by: a host, or a network of gateways. */
const hostOf = (place: Remote): string => (place.kind === 'web' ? new URL(place.url).hostname : `${place.kind}:`)
export const isNetwork = (host: string): boolean => host.endsWith(':')

/** What came of one attempt. */
export type Outcome = {
  readonly state: DocumentState
  readonly reason: string | null
  /** Seconds; null when there is nothing more to try. */
  readonly nextAttemptAt: number | null
  /** Follows from the rules, so that other rules are a reason to try again. */
  readonly policy: string | null
  readonly delivered: {
    readonly fetchedAt: number
    readonly byteSize: number
    readonly mediaType: string | null
    readonly actualHash: Hex | null
    readonly body: Buffer | null
  } | null
}

const none = { fetchedAt: null, byteSize: null, mediaType: null, actualHash: null, body: null } as const

/** Says whether documents are fetched, and puts those that other rules refused in line again. */
export const openQueue = async ({ transaction, tables }: Store, rules: MetadataConfig | undefined): Promise<void> => {
  const { documents, documentQueue: queue } = tables
  const fetch = rules?.fetch ? 1 : 0
  await transaction(async ({ db }) => {
    await db
      .insert(queue)
      .values({ id: QUEUE_ID, fetch, storedBytes: 0, full: 0 })
      .onConflictDoUpdate({ target: queue.id, set: { fetch, full: 0 } })
    if (!rules?.fetch) return
    await db
      .update(documents)
      .set({ nextAttemptAt: 0 })
      .where(and(isNull(documents.nextAttemptAt), isNotNull(documents.policy), ne(documents.policy, policyOf(rules))))
  })
}

/** Takes in documents that are not known yet; tells how many. */
export const enqueue = async ({ read, transaction, tables }: Store, found: readonly Found[]): Promise<number> => {
  const { documents } = tables
  if (found.length === 0) return 0
  const known = new Set<Hex>()
  const keys = found.map(({ key }) => key)
  await read(async (db) => {
    for (let at = 0; at < keys.length; at += 1_000)
      for (const row of await db
        .select({ key: documents.key })
        .from(documents)
        .where(inArray(documents.key, keys.slice(at, at + 1_000))))
        known.add(row.key)
  })
  const fresh = found.filter(({ key }) => !known.has(key))
  for (let at = 0; at < fresh.length; at += 500) {
    const rows = fresh.slice(at, at + 500).map(({ key, named, place }) => ({
      key,
      uri: named.uri,
      hash: named.hash,
      conclusive: named.conclusive ? 1 : 0,
      host: hostOf(place),
      state: 'PENDING' as const,
      attempts: 0,
      nextAttemptAt: 0,
    }))
    await transaction(async ({ db }) => {
      await db.insert(documents).values(rows).onConflictDoNothing()
    })
  }
  return fresh.length
}

/** Documents whose time has come, those that wait longest first; none of a host that is busy, and none of those that are held. */
export const dueDocuments = (
  { read, tables: { documents } }: Store,
  { until, busy, held, limit }: { until: number; busy: readonly string[]; held: readonly number[]; limit: number },
): Promise<Rows['documents'][]> =>
  read((db) =>
    db
      .select()
      .from(documents)
      .where(
        and(
          lte(documents.nextAttemptAt, until),
          busy.length === 0 ? undefined : notInArray(documents.host, [...busy]),
          held.length === 0 ? undefined : notInArray(documents.id, [...held]),
        ),
      )
      .orderBy(asc(documents.nextAttemptAt), asc(documents.id))
      .limit(limit),
  )

/** Writes down what came of an attempt. Until then it never happened: a crash costs one request, and no document. */
export const record = ({ transaction, tables }: Store, row: Rows['documents'], outcome: Outcome): Promise<void> => {
  const { documents, documentQueue: queue } = tables
  const { state, reason, nextAttemptAt, policy, delivered } = outcome
  const grown = (delivered?.body?.length ?? 0) - (row.body?.length ?? 0)
  return transaction(async ({ db }) => {
    await db
      .update(documents)
      .set({ state, reason, nextAttemptAt, policy, attempts: row.attempts + 1, ...(delivered ?? none) })
      .where(eq(documents.id, row.id))
    if (grown !== 0)
      await db
        .update(queue)
        .set({ storedBytes: sql`${queue.storedBytes} + ${grown}` })
        .where(eq(queue.id, QUEUE_ID))
  })
}

/** Bytes that all bodies take together. */
export const storedBytes = async ({ read, tables: { documentQueue: queue } }: Store): Promise<number> =>
  (await read((db) => db.select().from(queue).where(eq(queue.id, QUEUE_ID))))[0]?.storedBytes ?? 0

/** Says that there is no room, or that there is again. */
export const markFull = ({ transaction, tables: { documentQueue: queue } }: Store, full: boolean): Promise<void> =>
  transaction(async ({ db }) => {
    await db
      .update(queue)
      .set({ full: full ? 1 : 0 })
      .where(eq(queue.id, QUEUE_ID))
  })
