import { hash } from 'node:crypto'
import type { CID } from 'multiformats/cid'
import { Refusal } from '../refusal.ts'

/** Hash functions by their number in the multicodec table. */
const functions: Readonly<Record<number, 'sha256' | 'sha512'>> = { 18: 'sha256', 19: 'sha512' }
const IDENTITY = 0x00

/** The bytes that a content identifier holds within itself; null when it names others by their hash. */
export const bytesWithin = ({ multihash }: CID): Uint8Array | null =>
  multihash.code === IDENTITY ? multihash.digest : null

/** Refuses a content identifier that no block could be checked against. */
export const hashNameOf = ({ multihash }: CID): 'sha256' | 'sha512' => {
  const name = functions[multihash.code]
  if (name === undefined)
    throw new Refusal('BLOCKED', `the hash function 0x${multihash.code.toString(16)} is not supported`, { final: true })
  return name
}

/** Whether bytes are those that a content identifier names, to the last byte of its digest. */
export const isBlockOf = (cid: CID, bytes: Uint8Array): boolean =>
  Buffer.compare(hash(hashNameOf(cid), bytes, 'buffer'), cid.multihash.digest) === 0
