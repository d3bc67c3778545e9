import { bytesOf } from '../domain/bytes.ts'

// Numbers as RLP has them: big-endian bytes without leading zeros.

/** A JSON-RPC quantity as RLP has numbers: big-endian bytes without leading zeros; null when it is no quantity of 32 bytes at most. */
export const quantityBytes = (value: unknown): Uint8Array | null => {
  if (typeof value !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(value)) return null
  const digits = value.slice(2).replace(/^0+/, '')
  return bytesOf(`0x${digits.length % 2 === 0 ? '' : '0'}${digits}`)
}

/** A number as RLP writes it, read as a safe integer; null when it has leading zeros or is greater. */
export const integerOf = (bytes: Uint8Array): number | null => {
  if (bytes.length > 7 || bytes[0] === 0) return null
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return Number.isSafeInteger(number) ? number : null
}

/** A number as RLP has it. */
export const integerBytes = (number: number): Uint8Array => quantityBytes(`0x${number.toString(16)}`)!
