import type { Hex } from '../domain/hex.ts'

// The JSON-RPC forms of numbers and bytes. Nodes answer in mixed case now and then; all that leaves here is lower-case.

const quantityShape = /^0x[0-9a-f]{1,14}$/i
const hexShape = /^0x[0-9a-f]*$/
const decimalShape = /^[0-9]{1,16}$/

/** Of such as nodes write it, digit by digit: a fifth of the time of a pattern. Null for all others, and for what would not be exact. */
const plainQuantity = (text: string): number | null => {
  if (text.length < 3 || text.length > 15 || !text.startsWith('0x')) return null
  let number = 0
  for (let at = 2; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) number = number * 16 + code - 48
    else if (code >= 97 && code <= 102) number = number * 16 + code - 87
    else return null
  }
  return number
}

/** A JSON-RPC quantity as a safe integer, or null when it is anything else. */
export const parseQuantity = (value: unknown): number | null => {
  // JSON has a -0, which is 0 once 0 is added.
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value + 0 : null
  if (typeof value !== 'string') return null
  const plain = plainQuantity(value)
  if (plain !== null) return plain
  if (!quantityShape.test(value) && !decimalShape.test(value)) return null
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : null
}

export const toQuantity = (number: number): Hex => `0x${number.toString(16)}`

/** Bytes as lower-case hex, of `bytes` length when given, or null when it is anything else. */
export const parseHex = (value: unknown, bytes?: number): Hex | null => {
  if (typeof value !== 'string' || value.length < 2 || value.length % 2 !== 0) return null
  if (bytes !== undefined && value.length !== 2 + 2 * bytes) return null
  const lower = hexShape.test(value) ? value : value.toLowerCase()
  return hexShape.test(lower) ? (lower as Hex) : null
}
