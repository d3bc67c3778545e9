// Recursive length prefix, the yellow paper's appendix B. Stricter than libraries are: what has two encodings is refused,
// since a proof that may be written in two ways can be read in two.
// https://ethereum.org/developers/docs/data-structures-and-encoding/rlp/

export type RlpItem = Uint8Array | readonly RlpItem[]

const SHORT = 0x80
const LIST = 0xc0
/** The longest content whose length stands in the prefix itself. */
const SHORT_MAX = 55
/** Headers nest two deep and receipts four; deeper input is hostile. */
const DEPTH_MAX = 16

const lengthBytes = (length: number): number[] => {
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return bytes
}

const prefixOf = (length: number, base: number): number[] => {
  if (length <= SHORT_MAX) return [base + length]
  const bytes = lengthBytes(length)
  return [base + SHORT_MAX + bytes.length, ...bytes]
}

export const concatBytes = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const withPrefix = (prefix: readonly number[], content: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(prefix.length + content.length)
  whole.set(prefix)
  whole.set(content, prefix.length)
  return whole
}

/** The encoding of bytes, or of a list of encodable things. */
export const encodeRlp = (item: RlpItem): Uint8Array => {
  if (item instanceof Uint8Array) {
    return item.length === 1 && item[0]! < SHORT ? item : withPrefix(prefixOf(item.length, SHORT), item)
  }
  const content = concatBytes(item.map(encodeRlp))
  return withPrefix(prefixOf(content.length, LIST), content)
}

class Malformed extends Error {}

/** Reads the item at `at`: what it is, and where the next begins. */
const readItem = (bytes: Uint8Array, at: number, end: number, depth: number): { item: RlpItem; next: number } => {
  const prefix = at < end ? bytes[at]! : undefined
  if (prefix === undefined || depth > DEPTH_MAX) throw new Malformed()
  if (prefix < SHORT) return { item: bytes.subarray(at, at + 1), next: at + 1 }
  const base = prefix < LIST ? SHORT : LIST
  const { start, length } = readLength(bytes, at, end, prefix - base)
  const next = start + length
  if (next > end) throw new Malformed()
  if (base === SHORT) {
    if (length === 1 && bytes[start]! < SHORT) throw new Malformed()
    return { item: bytes.subarray(start, next), next }
  }
  const items: RlpItem[] = []
  for (let from = start; from < next; ) {
    const read = readItem(bytes, from, next, depth + 1)
    items.push(read.item)
    from = read.next
  }
  return { item: items, next }
}

const readLength = (bytes: Uint8Array, at: number, end: number, code: number): { start: number; length: number } => {
  if (code <= SHORT_MAX) return { start: at + 1, length: code }
  const size = code - SHORT_MAX
  const start = at + 1 + size
  // Six bytes of length are beyond anything in memory, and keep the number exact.
  if (start > end || size > 6 || bytes[at + 1] === 0) throw new Malformed()
  const length = bytes.subarray(at + 1, start).reduce((sum, byte) => sum * 256 + byte, 0)
  if (length <= SHORT_MAX) throw new Malformed()
  return { start, length }
}

/** The item that `bytes` encode; null unless they are the one encoding of it, from the first byte to the last. */
export const decodeRlp = (bytes: Uint8Array): RlpItem | null => {
  try {
    const { item, next } = readItem(bytes, 0, bytes.length, 0)
    return next === bytes.length ? item : null
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

export const isBytes = (item: RlpItem | null | undefined): item is Uint8Array => item instanceof Uint8Array
export const isList = (item: RlpItem | null | undefined): item is readonly RlpItem[] => Array.isArray(item)
