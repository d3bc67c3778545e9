import { mediaTypeOf } from '../domain/documents/inline.ts'
import type { Delivered } from '../domain/documents/judge.ts'
import type { Place } from '../domain/documents/place.ts'
import { withDeadline } from './deadline.ts'
import { get } from './get.ts'
import { gatewayBlocks, within } from './ipfs/gateways.ts'
import { readFile } from './ipfs/read.ts'
import type { Reach } from './network.ts'
import { Refusal, unreachable } from './refusal.ts'

/** Places that take a network to reach. */
export type Remote = Extract<Place, { kind: 'web' | 'ipfs' | 'arweave' }>

export const isRemote = (place: Place): place is Remote =>
  place.kind === 'web' || place.kind === 'ipfs' || place.kind === 'arweave'

/** Where content is said to be of a kind, rather than found to be of it. */
const ACCEPT = 'application/json, text/plain;q=0.9, */*;q=0.1'

/** Requests that one document may take the time of: a gateway that never answers, and others that do. */
const PATIENCE = 4

/**
 * Gets a document from wherever it is. `attempt` counts from 0. Throws Refusal; or the signal's reason when the program stops.
 */
export const fetchDocument = (place: Remote, reach: Reach, attempt: number): Promise<Delivered> => {
  const seconds = PATIENCE * reach.rules.timeoutSeconds
  return withDeadline(
    reach.signal,
    seconds * 1_000,
    (signal) => from(place, { ...reach, signal }, attempt),
    () => unreachable(`it was not whole after ${seconds} seconds`),
  )
}

const from = async (place: Remote, reach: Reach, attempt: number): Promise<Delivered> => {
  const bytesMax = reach.rules.documentBytesMax
  switch (place.kind) {
    case 'web': {
      const { bytes, mediaType } = await get(
        { url: new URL(place.url), accept: ACCEPT, bytesMax, trusted: false },
        reach,
      )
      return { bytes, mediaType: mediaTypeOf(mediaType), vouched: false }
    }
    case 'ipfs': {
      const bytes = await readFile(place, gatewayBlocks(reach, attempt), bytesMax)
      return { bytes, mediaType: null, vouched: true }
    }
    case 'arweave':
      return fromArweave(place, reach, attempt)
  }
}

/** What a transaction holds, as a gateway says: nothing here checks it against the transaction's signature. */
const fromArweave = async (
  { id, path }: Extract<Remote, { kind: 'arweave' }>,
  reach: Reach,
  attempt: number,
): Promise<Delivered> => {
  const { arweaveGateways: gateways, documentBytesMax: bytesMax } = reach.rules
  const rest = path.length === 0 ? `/raw/${id}` : `/${[id, ...path.map(encodeURIComponent)].join('/')}`
  let last = unreachable('no gateway is configured')
  for (let turn = 0; turn < gateways.length; turn++) {
    const gateway = gateways[(attempt + turn) % gateways.length]!
    try {
      const { bytes, mediaType } = await get(
        { url: within(gateway, rest), accept: ACCEPT, bytesMax, trusted: true },
        reach,
      )
      return { bytes, mediaType: mediaTypeOf(mediaType), vouched: false }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      last = error.state === 'TOO_LARGE' ? error : unreachable(`no gateway has it: ${error.message}`)
    }
  }
  throw last
}
