import type { Hex } from '../domain/hex.ts'
import { NAME_BYTES, packName, unpackName } from './packed-name.ts'

// Logs are mostly 32-byte words that are mostly zeros. Each is kept as a tag and what is not zero. A small number is a tag by itself,
// another the tag of how many bytes it has. Neighbouring words that begin with no zero, as texts and hashes do, are one run: its bytes
// stand together, without the zeros that end it; a content identifier that it begins with is packed (store/packed-name.ts). An address is
// kept as its number among all addresses that logs ever named. Data that is no whole number of words ends with a rest, kept as it is.

const WORD = 32
/** Tags up to `WORD` are lengths; those after it, up to this, stand for 1 and so on. */
const SMALL_MAX = 250
/** Then comes the number of an address. */
const ADDRESS = 251
const ADDRESS_BYTES = 20
/** What has fewer bytes is a number, or an address that somebody searched long for: it stays as it is. */
const ADDRESS_BYTES_MIN = 17
/** A run that begins with a name: then comes the name, the length of what follows it, and that. No text in UTF-8 has this byte. */
const NAMED_RUN = 253
/** Then comes the length, seven bits a byte, lowest first, and so many bytes, to be filled up to whole words. */
const RUN = 254
/** Then comes the length in one byte, and so many bytes: the last of all. */
const REST = 255

/** Addresses by their numbers, and the other way round. */
export type AddressOf = (number: number) => Hex
type NumberOf = (address: Hex) => number | null
const unnumbered: NumberOf = () => null

/** What `body` leaves out: it is the same for every log of one emitter. */
export type BodyOf = { readonly topic0: Hex | null; readonly topicCount: number }

/** Where the run that begins at a word ends, without its last zeros. */
const runEnd = (plain: Buffer, start: number): number => {
  let end = start
  while (end + WORD <= plain.length && plain[end] !== 0) end += WORD
  while (plain[end - 1] === 0) end--
  return end
}

const putNumber = (packed: Buffer, at: number, number: number): number => {
  let [end, left] = [at, number]
  for (; left > 0x7f; left >>>= 7) packed[end++] = (left & 0x7f) | 0x80
  packed[end++] = left
  return end
}

/** A number, and where it ends. */
const numberAt = (packed: Buffer, at: number): readonly [number: number, end: number] => {
  let [number, shift, end] = [0, 0, at]
  do {
    number |= (packed[end]! & 0x7f) << shift
    shift += 7
  } while (packed[end++]! > 0x7f)
  return [number, end]
}

/** What a text is in a packed log, where it begins a run: itself, or a name with its tag. */
export const packedText = (text: Buffer): Buffer => {
  const name = packName(text)
  if (name === null) return text
  const packed = Buffer.allocUnsafe(1 + NAME_BYTES + 5 + text.length - name.length)
  packed[0] = NAMED_RUN
  name.packed.copy(packed, 1)
  const end = putNumber(packed, 1 + NAME_BYTES, text.length - name.length)
  return Buffer.from(packed.subarray(0, end + text.copy(packed, end, name.length)))
}

/** The text of so many bytes that stands in a packed log as `packedText` says. */
export const textAt = (body: Buffer, at: number, length: number): string => {
  if (body[at] !== NAMED_RUN) return body.toString('utf8', at, at + length)
  const [rest, end] = numberAt(body, at + 1 + NAME_BYTES)
  return unpackName(body, at + 1) + body.toString('utf8', end, end + rest)
}

/**
 * Topics after the first, then data, packed. `numberOf` gives an address its number: without it, or where it knows none, the address
 * stays as it is.
 */
export const packBody = (topics: readonly Hex[], data: Hex, numberOf: NumberOf = unnumbered): Buffer => {
  const plain = Buffer.from(
    `${topics
      .slice(1)
      .map((topic) => topic.slice(2))
      .join('')}${data.slice(2)}`,
    'hex',
  )
  // A run's tag and length take less than a byte a word, but for the first.
  const packed = Buffer.allocUnsafe(plain.length + Math.ceil(plain.length / WORD) + 2)
  let end = 0
  const put = (from: number, to: number) => {
    end += plain.copy(packed, end, from, to)
  }
  for (let start = 0; start < plain.length; ) {
    const stop = start + WORD
    if (stop > plain.length) {
      packed[end++] = REST
      packed[end++] = plain.length - start
      put(start, plain.length)
    } else if (plain[start] !== 0) {
      const last = runEnd(plain, start)
      if (last > stop || last < stop - 1) {
        const name = packName(plain.subarray(start, last))
        const own = start + (name?.length ?? 0)
        packed[end++] = name ? NAMED_RUN : RUN
        if (name) end += name.packed.copy(packed, end)
        end = putNumber(packed, end, last - own)
        put(own, last)
        start += Math.ceil((last - start) / WORD) * WORD
        continue
      }
      packed[end++] = WORD
      put(start, stop)
    } else {
      let from = start
      while (from < stop && plain[from] === 0) from++
      const small = from === stop - 1 ? WORD + plain[from]! : 0
      const size = stop - from
      const isAddress = size >= ADDRESS_BYTES_MIN && size <= ADDRESS_BYTES
      const number = isAddress ? numberOf(`0x${plain.toString('hex', stop - ADDRESS_BYTES, stop)}`) : null
      if (small > 0 && small <= SMALL_MAX) packed[end++] = small
      else if (number !== null) {
        packed[end++] = ADDRESS
        end = putNumber(packed, end, number)
      } else {
        packed[end++] = size
        put(from, stop)
      }
    }
    start = stop
  }
  return Buffer.from(packed.subarray(0, end))
}

/** The numbers of the addresses that a packed log names, in order. */
export const addressesIn = (body: Buffer): number[] => {
  const found: number[] = []
  for (let at = 0; at < body.length; ) {
    const tag = body[at++]!
    if (tag <= WORD) at += tag
    else if (tag === ADDRESS) {
      const [number, end] = numberAt(body, at)
      found.push(number)
      at = end
    } else if (tag === RUN || tag === NAMED_RUN) {
      const [length, begin] = numberAt(body, tag === RUN ? at : at + NAME_BYTES)
      at = begin + length
    } else if (tag === REST) at += 1 + body[at]!
  }
  return found
}

/** The inverse of `packBody`. */
export const unpackBody = (
  { topic0, topicCount }: BodyOf,
  body: Buffer,
  addressOf: AddressOf,
): { topics: Hex[]; data: Hex } => {
  let plain = ''
  for (let at = 0; at < body.length; ) {
    const tag = body[at++]!
    if (tag <= WORD) {
      plain += body.toString('hex', at, at + tag).padStart(2 * WORD, '0')
      at += tag
    } else if (tag === ADDRESS) {
      const [number, end] = numberAt(body, at)
      plain += addressOf(number)
        .slice(2)
        .padStart(2 * WORD, '0')
      at = end
    } else if (tag <= SMALL_MAX) {
      plain += (tag - WORD).toString(16).padStart(2 * WORD, '0')
    } else if (tag === RUN || tag === NAMED_RUN) {
      const name = tag === NAMED_RUN ? unpackName(body, at) : ''
      const [length, begin] = numberAt(body, name === '' ? at : at + NAME_BYTES)
      at = begin + length
      const run = Buffer.from(name, 'latin1').toString('hex') + body.toString('hex', begin, at)
      plain += run.padEnd(Math.ceil(run.length / (2 * WORD)) * 2 * WORD, '0')
    } else {
      const length = body[at++]!
      plain += body.toString('hex', at, at + length)
      at += length
    }
  }
  const indexed = Math.max(topicCount - 1, 0)
  const digits = 2 * WORD
  const topics = Array.from({ length: indexed }, (_, i): Hex => `0x${plain.slice(i * digits, (i + 1) * digits)}`)
  return {
    topics: topicCount === 0 || topic0 === null ? topics : [topic0, ...topics],
    data: `0x${plain.slice(indexed * digits)}`,
  }
}
