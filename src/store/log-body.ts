import type { Hex } from '../domain/hex.ts'

// Logs are mostly 32-byte words that are mostly zeros. Each is kept as a tag and what is not zero. A small number is a tag by itself,
// another the tag of how many bytes it has. Neighbouring words that begin with no zero, as texts and hashes do, are one run: its bytes
// stand together, without the zeros that end it. Data that is no whole number of words ends with a rest, kept as it is.

const WORD = 32
/** Tags up to `WORD` are lengths; those after it, up to this, stand for 1 and so on. */
const SMALL_MAX = 250
/** Then comes the length, seven bits a byte, lowest first, and so many bytes, to be filled up to whole words. */
const RUN = 254
/** Then comes the length in one byte, and so many bytes: the last of all. */
const REST = 255

/** What `body` leaves out: it is the same for every log of one emitter. */
export type BodyOf = { readonly topic0: Hex | null; readonly topicCount: number }

/** Where the run that begins at a word ends, without its last zeros. */
const runEnd = (plain: Buffer, start: number): number => {
  let end = start
  while (end + WORD <= plain.length && plain[end] !== 0) end += WORD
  while (plain[end - 1] === 0) end--
  return end
}

/** Topics after the first, then data, packed. */
export const packBody = (topics: readonly Hex[], data: Hex): Buffer => {
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
        packed[end++] = RUN
        let length = last - start
        for (; length > 0x7f; length >>>= 7) packed[end++] = (length & 0x7f) | 0x80
        packed[end++] = length
        put(start, last)
        start += Math.ceil((last - start) / WORD) * WORD
        continue
      }
      packed[end++] = WORD
      put(start, stop)
    } else {
      let from = start
      while (from < stop && plain[from] === 0) from++
      const small = from === stop - 1 ? WORD + plain[from]! : 0
      if (small > 0 && small <= SMALL_MAX) packed[end++] = small
      else {
        packed[end++] = stop - from
        put(from, stop)
      }
    }
    start = stop
  }
  return Buffer.from(packed.subarray(0, end))
}

/** The inverse of `packBody`. */
export const unpackBody = ({ topic0, topicCount }: BodyOf, body: Buffer): { topics: Hex[]; data: Hex } => {
  let plain = ''
  for (let at = 0; at < body.length; ) {
    const tag = body[at++]!
    if (tag <= WORD) {
      plain += body.toString('hex', at, at + tag).padStart(2 * WORD, '0')
      at += tag
    } else if (tag <= SMALL_MAX) {
      plain += (tag - WORD).toString(16).padStart(2 * WORD, '0')
    } else if (tag === RUN) {
      let [length, shift] = [0, 0]
      do {
        length |= (body[at]! & 0x7f) << shift
        shift += 7
      } while (body[at++]! > 0x7f)
      plain += body.toString('hex', at, at + length).padEnd(Math.ceil(length / WORD) * 2 * WORD, '0')
      at += length
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
