import { createHash } from 'node:crypto'
import { keccak256, toBytes } from 'viem'
import type { Hex } from '../domain/hex.ts'

type Json = Readonly<Record<string, unknown>>

/** JSON within the address itself: what it says is on the chain for good. Letters of all scripts stay readable. */
export const dataUri = (value: Json): string =>
  `data:application/json,${JSON.stringify(value).replace(/[%#]/g, (mark) => (mark === '%' ? '%25' : '%23'))}`

/** What a hash on the chain commits to: the bytes that `dataUri` holds. */
export const hashOfJson = (value: Json): Hex => keccak256(toBytes(JSON.stringify(value)))

/** CIDv1, dag-pb, sha2-256 of 32 bytes: what every IPFS address of the usual kind begins with. */
const CID_PREFIX = Uint8Array.of(0x01, 0x70, 0x12, 0x20)
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** An address on IPFS that looks like any other. Nothing is stored there: it follows from `name`. */
export const ipfsUri = (name: string, path = ''): string => {
  const digest = createHash('sha256').update(name).digest()
  return `ipfs://b${base32(Buffer.concat([CID_PREFIX, digest]))}${path}`
}

const base32 = (bytes: Uint8Array): string => {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + BASE32[(held << (5 - bits)) & 31]
}
