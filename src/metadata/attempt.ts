import { judge, SERVED_BYTES_MAX } from '../domain/documents/judge.ts'
import { placeOf } from '../domain/documents/place.ts'
import type { Log } from '../log.ts'
import type { Rows } from '../store/store.ts'
import { fetchDocument, isRemote } from './fetch.ts'
import type { Reach } from './network.ts'
import { type Outcome, policyOf } from './queue.ts'
import { Refusal, unreachable } from './refusal.ts'
import { waitSeconds } from './retry.ts'

/** States that a document is not asked for again in. */
const settled: ReadonlySet<string> = new Set(['VERIFIED', 'UNVERIFIED', 'ENCRYPTED'])

/** Fetches a document once, and tells what came of it. Throws only when the program stops. */
export const attempt = async (
  row: Rows['documents'],
  reach: Reach,
  { now, log }: { readonly now: () => number; readonly log: Log },
): Promise<Outcome> => {
  const again = (final: boolean): number | null => (final ? null : now() + waitSeconds(row.attempts + 1, row.key))
  const place = placeOf(row.uri)
  try {
    if (!isRemote(place)) throw new Refusal('BLOCKED', 'there is nothing to fetch', { final: true })
    const delivered = await fetchDocument(place, reach, row.attempts)
    const judged = judge({ uri: row.uri, hash: row.hash, conclusive: row.conclusive === 1 }, delivered)
    const usable = judged.isJson && (judged.state === 'VERIFIED' || judged.state === 'UNVERIFIED')
    return {
      state: judged.state,
      reason: judged.reason,
      // What a content identifier names is the same for ever; what a host gives, it may give otherwise.
      nextAttemptAt: again(settled.has(judged.state) || delivered.vouched),
      policy: null,
      delivered: {
        fetchedAt: now(),
        byteSize: delivered.bytes.length,
        mediaType: delivered.mediaType ?? (judged.isJson ? 'application/json' : 'application/octet-stream'),
        actualHash: judged.actualHash,
        body: usable && delivered.bytes.length <= SERVED_BYTES_MAX ? Buffer.from(delivered.bytes) : null,
      },
    }
  } catch (error) {
    reach.signal.throwIfAborted()
    // A fault of this program must not stop at one document, and be met again for ever.
    if (!(error instanceof Refusal)) log.error('A document could not be read', { reason: (error as Error).message })
    const refusal = error instanceof Refusal ? error : unreachable('it could not be read')
    return {
      state: refusal.state,
      reason: refusal.message,
      nextAttemptAt: again(refusal.final),
      policy: refusal.final ? policyOf(reach.rules) : null,
      delivered: null,
    }
  }
}
