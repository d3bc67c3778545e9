import type { Hex } from './hex.ts'

// Hex text to bytes and back, without what only Node has: proofs are checked in browsers too. By tables, because the receipts of
// a block are megabytes of text.

const digitOf = new Int8Array(128).fill(-1)
for (let digit = 0; digit < 16; digit += 1) {
  digitOf['0123456789abcdef'.charCodeAt(digit)] = digit
  digitOf['0123456789ABCDEF'.charCodeAt(digit)] = digit
}
const textOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The bytes of 0x-prefixed hex text, of `length` bytes where one is given; null when it is anything else. */
export const bytesOf = (value: unknown, length?: number): Uint8Array | null => {
  if (typeof value !== 'string' || value.length % 2 !== 0 || !value.startsWith('0x')) return null
  const count = value.length / 2 - 1
  if (length !== undefined && count !== length) return null
  const bytes = new Uint8Array(count)
  for (let index = 0, at = 2; index < count; index += 1, at += 2) {
    const high = digitOf[value.charCodeAt(at)] ?? -1
    const low = digitOf[value.charCodeAt(at + 1)] ?? -1
    if (high < 0 || low < 0) return null
    bytes[index] = high * 16 + low
  }
  return bytes
}

/** Bytes as 0x-prefixed lower-case hex. */
export const hexOf = (bytes: Uint8Array): Hex => {
  let text = '0x'
  for (const byte of bytes) text += textOf[byte]
  return text as Hex
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])
