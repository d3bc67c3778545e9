import { type DocumentState, type Judgement, judge } from '../domain/documents/judge.ts'
import { documentKey, type NamedDocument, type Naming, namedBy } from '../domain/documents/named.ts'
import { placeOf } from '../domain/documents/place.ts'
import type { Hex } from '../domain/hex.ts'
import { type Description, descriptionIn } from '../protocols/ocean/description.ts'
import type { Rows } from '../store/store.ts'
import type { Context } from './context.ts'
import { describe } from './event.ts'
import { marketById, present } from './known.ts'
import { contentOfSubmission } from './submission-content.ts'
import { uriOf } from './text.ts'

// Nothing here goes to the network: what is on the chain is read from the record, what is not was fetched before, or is not there.

/** A document as the API shows it. */
export type ShownDocument = {
  readonly state: DocumentState
  readonly reason: string | null
  readonly uri: string | null
  readonly expectedHash: Hex | null
  readonly actualHash: Hex | null
  readonly byteSize: number | null
  readonly mediaType: string | null
  readonly fetchedAt: number | null
  readonly attempts: number
  readonly nextAttemptAt: number | null
  /** JSON to serve; null when there is none. */
  readonly body: Uint8Array | null
}

const nothing = {
  reason: null,
  uri: null,
  expectedHash: null,
  actualHash: null,
  byteSize: null,
  mediaType: null,
  fetchedAt: null,
  attempts: 0,
  nextAttemptAt: null,
  body: null,
} as const satisfies Omit<ShownDocument, 'state'>

const inline = (
  named: NamedDocument,
  { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string | null },
): ShownDocument => {
  const judged: Judgement = judge(named, { bytes, mediaType, vouched: true })
  const usable = judged.isJson && (judged.state === 'VERIFIED' || judged.state === 'UNVERIFIED')
  return {
    ...nothing,
    state: judged.state,
    reason: judged.reason,
    expectedHash: named.hash,
    actualHash: judged.actualHash,
    byteSize: bytes.length,
    mediaType,
    body: usable ? bytes : null,
  }
}

/** The one row of the queue: tables/document.ts. */
const QUEUE_ID = 1

const kept = async ({ load }: Context, named: NamedDocument): Promise<ShownDocument> => {
  const row = await load.document.load(documentKey(named))
  const isFetching = (await load.documentQueue.load(QUEUE_ID))?.fetch === 1
  const around = { ...nothing, uri: uriOf(named.uri), expectedHash: named.hash }
  if (row === undefined)
    return isFetching
      ? { ...around, state: 'PENDING' }
      : { ...around, state: 'BLOCKED', reason: 'this index fetches no documents' }
  const { state, reason, actualHash, byteSize, mediaType, fetchedAt, attempts, nextAttemptAt, body } = row
  return {
    ...around,
    ...{ state, reason, actualHash, byteSize, mediaType, fetchedAt, attempts, body },
    // 0 stands for "at once", which is no time.
    nextAttemptAt: isFetching ? nextAttemptAt || null : null,
  }
}

const shown = async (context: Context, named: NamedDocument | null): Promise<ShownDocument | null> => {
  if (named === null) return null
  const place = placeOf(named.uri)
  if (place.kind === 'inline') return inline(named, place)
  if (place.kind !== 'refused') return kept(context, named)
  const { uri, hash: expectedHash } = named
  return { ...nothing, state: 'BLOCKED', reason: place.reason, uri: uriOf(uri), expectedHash }
}

type NamingRow = { readonly marketId: number; readonly uri: string; readonly contentHash?: Hex | null }

const documentOf = async (context: Context, naming: Naming, row: NamingRow): Promise<ShownDocument | null> =>
  shown(context, namedBy((await marketById(context, row.marketId)).protocol, naming, row))

export const documentOfTask = (context: Context, task: Rows['tasks']) => documentOf(context, 'task', task)
export const documentOfSubmission = async (context: Context, row: Rows['submissions']) =>
  documentOf(context, 'submission', { marketId: row.marketId, ...(await contentOfSubmission(context, row)) })
export const documentOfDataset = (context: Context, row: Rows['datasets']) => documentOf(context, 'dataset', row)

/** Whether what describes a dataset comes with its versions. */
export const describedByVersions = async (context: Context, { marketId }: Rows['datasets']): Promise<boolean> =>
  (await marketById(context, marketId)).protocol === 'ocean'

/** What a version's own event holds or points at. */
export const documentOfVersion = async (
  context: Context,
  dataset: Rows['datasets'],
  version: Rows['datasetVersions'],
): Promise<ShownDocument | null> => {
  const { marketId } = dataset
  if (!(await describedByVersions(context, dataset))) return documentOf(context, 'version', { ...version, marketId })
  const log = present(await context.load.log.load(version.createdLog), 'log')
  const described = await describe(context, log)
  const description = descriptionIn(described.eventName, described.arguments)
  return description && oceanDocument(description, version.contentHash)
}

const oceanDocument = (description: Description, hash: Hex | null): ShownDocument => {
  if (description.kind === 'plain')
    return inline({ uri: '', hash, conclusive: false }, { bytes: description.bytes, mediaType: 'application/json' })
  const { byteSize } = description
  const around = { ...nothing, expectedHash: hash, byteSize }
  return description.kind === 'encrypted'
    ? { ...around, state: 'ENCRYPTED', reason: 'its event says that it is encrypted' }
    : { ...around, state: 'INVALID', reason: 'its event says that it is compressed, which is not read' }
}
