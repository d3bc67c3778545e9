import { hash } from 'node:crypto'
import { keccak256 } from 'viem'
import type { Hex } from '../hex.ts'
import { parseJson } from './json.ts'
import type { NamedDocument } from './named.ts'

/** Why an off-chain document is or is not there; as the API names it. */
const documentStates = [
  'PENDING',
  'VERIFIED',
  'UNVERIFIED',
  'HASH_MISMATCH',
  'ENCRYPTED',
  'INVALID',
  'UNREACHABLE',
  'TOO_LARGE',
  'BLOCKED',
] as const
export type DocumentState = (typeof documentStates)[number]

/** Bytes of a document, and what is known of where they come from. */
export type Delivered = {
  readonly bytes: Uint8Array
  readonly mediaType: string | null
  /** Whether they are the ones that the chain names: they are on it, or were checked against a content identifier on it. */
  readonly vouched: boolean
}

export type Judgement = {
  readonly state: Extract<DocumentState, 'VERIFIED' | 'UNVERIFIED' | 'HASH_MISMATCH' | 'ENCRYPTED' | 'INVALID'>
  /** One clause; null when there is nothing to say. */
  readonly reason: string | null
  /** In the form of what was committed; null when nothing was. */
  readonly actualHash: Hex | null
  /** Whether the bytes are JSON that may be served. */
  readonly isJson: boolean
}

/** A larger document is checked like any other, and not served: an answer of the API may hold a hundred of them. */
export const SERVED_BYTES_MAX = 262_144

const ARMOUR = '-----BEGIN PGP MESSAGE-----'

const startOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart()

const claimsJson = (start: string, mediaType: string | null): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s*[{[]/.test(start) || /[/+]json$/.test(mediaType ?? '')

/** The hash of the bytes in the form of the committed one: whichever of the two it is, else keccak-256. */
const hashLike = (committed: Hex, bytes: Uint8Array): Hex => {
  const sha256: Hex = `0x${hash('sha256', bytes, 'hex')}`
  return sha256 === committed ? sha256 : keccak256(bytes)
}

/** What a document turned out to be. */
export const judge = ({ hash: committed, conclusive }: NamedDocument, { bytes, mediaType, vouched }: Delivered) => {
  const actualHash = committed === null ? null : hashLike(committed, bytes)
  const matches = committed !== null && actualHash === committed
  const judged = (state: Judgement['state'], reason: string | null, isJson = false): Judgement => ({
    state,
    reason,
    actualHash,
    isJson,
  })
  if (committed !== null && !matches && conclusive)
    return judged('HASH_MISMATCH', 'neither its keccak-256 nor its SHA-256 is the hash on the chain')
  const known = vouched || matches
  const start = startOf(bytes)
  if (start.startsWith(ARMOUR)) return judged('ENCRYPTED', 'it is an OpenPGP message')
  if (bytes.length === 0 && !known) return judged('INVALID', 'it is empty')
  // A page in the place of a document that is gone is the commonest lie of the web.
  if (!known && (mediaType === 'text/html' || /^<(!doctype|html)\b/i.test(start)))
    return judged('INVALID', 'it is an HTML page')
  let isJson = false
  if (claimsJson(start, mediaType)) {
    const json = parseJson(bytes)
    if ('problem' in json) return judged('INVALID', json.problem)
    isJson = bytes.length <= SERVED_BYTES_MAX
  }
  const doubt = committed === null || matches ? null : 'the hash on the chain is neither its keccak-256 nor its SHA-256'
  return known
    ? judged('VERIFIED', doubt, isJson)
    : judged('UNVERIFIED', doubt ?? 'the chain committed no hash', isJson)
}
