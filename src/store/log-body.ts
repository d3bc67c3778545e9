import type { Hex } from '../domain/hex.ts'

// Logs are mostly 32-byte words that are mostly zeros. A word is kept as its length without leading zeros (one byte) and those
// bytes; data that is no whole number of words ends with a remainder, kept as it is.

const WORD = 32

/** What `body` leaves out: it is the same for every log of one emitter. */
export type BodyOf = { readonly topic0: Hex | null; readonly topicCount: number }

/** Topics after the first, then data, packed. */
export const packBody = (topics: readonly Hex[], data: Hex): Buffer => {
  const plain = Buffer.from(
    `${topics
      .slice(1)
      .map((topic) => topic.slice(2))
      .join('')}${data.slice(2)}`,
    'hex',
  )
  const packed = Buffer.allocUnsafe(plain.length + Math.ceil(plain.length / WORD) + 1)
  let end = 0
  for (let start = 0; start < plain.length; start += WORD) {
    const stop = Math.min(start + WORD, plain.length)
    let from = start
    // A short last word keeps its zeros: its length is what tells it from a whole one.
    if (stop - start === WORD) while (from < stop && plain[from] === 0) from++
    else packed[end++] = 0xff
    packed[end++] = stop - from
    plain.copy(packed, end, from, stop)
    end += stop - from
  }
  return Buffer.from(packed.subarray(0, end))
}

/** The inverse of `packBody`. */
export const unpackBody = ({ topic0, topicCount }: BodyOf, body: Buffer): { topics: Hex[]; data: Hex } => {
  const words: string[] = []
  for (let at = 0; at < body.length; ) {
    const short = body[at] === 0xff
    if (short) at++
    const length = body[at++]!
    const text = body.toString('hex', at, at + length)
    words.push(short ? text : text.padStart(WORD * 2, '0'))
    at += length
  }
  const indexed = Math.max(topicCount - 1, 0)
  const topics = words.splice(0, indexed).map((word): Hex => `0x${word}`)
  return { topics: topicCount === 0 || topic0 === null ? topics : [topic0, ...topics], data: `0x${words.join('')}` }
}
