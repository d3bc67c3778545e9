import { hash } from 'node:crypto'

const MODULUS = 2n ** 256n
/** The sum is kept in eight parts of 32 bits, as floats: each takes so many additions before it is no longer exact. */
const PARTS = 8
const ADDITIONS_MAX = 2 ** 20

/** The hash of a row's canonical form. One character a byte: the cheapest form in which a hash is had. */
export const hashOf = (form: string): string => hash('sha256', form, 'binary')

/** A sum of hashes modulo 2^256 (store/digest.ts), under way. */
export type RowSum = {
  /** Adds the hash of a row's canonical form, and tells that hash: 32 characters of a byte each. */
  add(form: string): string
  /** Takes a hash off. */
  take(hash: string): void
  value(): bigint
  /** Starts over from another sum. */
  reset(value: bigint): void
}

/** Parts of 32 bits take a third of the time of one bigint, since most of that goes into making bigints. */
export const createRowSum = (): RowSum => {
  let begun = 0n
  const parts = new Float64Array(PARTS)
  let additions = 0
  const carry = () => {
    let sum = 0n
    for (const part of parts) sum = sum * 2n ** 32n + BigInt(part)
    const whole = (begun + sum) % MODULUS
    begun = whole < 0n ? whole + MODULUS : whole
    parts.fill(0)
    additions = 0
  }
  const put = (bytes: string, sign: 1 | -1) => {
    for (let part = 0; part < PARTS; part++) {
      const at = part * 4
      const high = (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1)
      const low = (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3)
      parts[part]! += sign * (high * 65_536 + low)
    }
    if (++additions === ADDITIONS_MAX) carry()
  }
  return {
    add: (form) => {
      const bytes = hashOf(form)
      put(bytes, 1)
      return bytes
    },
    take: (bytes) => put(bytes, -1),
    value: () => {
      if (additions > 0) carry()
      return begun
    },
    reset: (value) => {
      begun = value
      parts.fill(0)
      additions = 0
    },
  }
}
