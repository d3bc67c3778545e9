import type { AbiEvent, AbiParameter } from 'viem'
import type { Log } from '../domain/block.ts'
import { bytesOf } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'

// Events are decoded by readers made once from the ABI: several times the rate of a general decoder, and stricter: a word that
// does not fit its type, an offset out of bounds or a length that lies makes a log malformed instead of nearly right.
// https://docs.soliditylang.org/en/latest/abi-spec.html

/** Arguments of an event by name: integers up to 48 bits are numbers, wider ones bigint; addresses and bytes lower-case hex. */
export type Arguments = Readonly<Record<string, unknown>>

/** Reads a log's arguments; undefined when its bytes do not follow the ABI. */
export type EventDecoder = (log: Pick<Log, 'topics' | 'data'>) => Arguments | undefined

const WORD = 64
/** More elements than a block could hold: a length above it is a lie. */
const LENGTH_MAX = 1_000_000

/** What stands before a number of at most 48 bits, and before an address. */
const SMALL_ZEROS = '0'.repeat(52)
const ADDRESS_ZEROS = '0'.repeat(24)

class Malformed extends Error {}
const malformed = (): never => {
  throw new Malformed()
}

const wordAt = (data: string, at: number): string => {
  const word = data.slice(at, at + WORD)
  if (word.length !== WORD) throw new Malformed()
  return word
}

const smallAt = (data: string, at: number): number => {
  const word = wordAt(data, at)
  if (!word.startsWith(SMALL_ZEROS)) throw new Malformed()
  return Number.parseInt(word.slice(52), 16)
}

type WordReader = (word: string) => unknown

const wordReader = (type: string): WordReader | undefined => {
  if (type === 'address') {
    return (word) => {
      if (!word.startsWith(ADDRESS_ZEROS)) throw new Malformed()
      return `0x${word.slice(24)}`
    }
  }
  if (type === 'bool') {
    return (word) => {
      if (!/^0{63}[01]$/.test(word)) throw new Malformed()
      return word.endsWith('1')
    }
  }
  const uint = /^uint(\d*)$/.exec(type)
  if (uint) {
    const bits = Number(uint[1] || 256)
    const zeros = '0'.repeat((256 - bits) / 4)
    return (word) => {
      if (!word.startsWith(zeros)) throw new Malformed()
      return bits <= 48 ? Number.parseInt(word, 16) : BigInt(`0x${word}`)
    }
  }
  const int = /^int(\d*)$/.exec(type)
  if (int) {
    const bits = Number(int[1] || 256)
    return (word) => {
      const value = BigInt.asIntN(256, BigInt(`0x${word}`))
      if (BigInt.asIntN(bits, value) !== value) throw new Malformed()
      return bits <= 48 ? Number(value) : value
    }
  }
  const fixed = /^bytes(\d+)$/.exec(type)
  if (fixed) {
    const digits = Number(fixed[1]) * 2
    return (word) => {
      if (!/^0*$/.test(word.slice(digits))) throw new Malformed()
      return `0x${word.slice(0, digits)}`
    }
  }
  return undefined
}

/** Reads the value whose head word is at `head`; offsets count from `base`. Both are in hex digits. */
type Reader = (data: string, head: number, base: number) => unknown

const bytesAt = (data: string, at: number): string => {
  const length = smallAt(data, at) * 2
  const bytes = data.slice(at + WORD, at + WORD + length)
  if (bytes.length !== length) throw new Malformed()
  return bytes
}

const offsetAt = (data: string, head: number, base: number): number => base + smallAt(data, head) * 2

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

const readerOf = (type: string): Reader => {
  const word = wordReader(type)
  if (word) return (data, head) => word(wordAt(data, head))
  // Text that is not UTF-8 keeps its shape with U+FFFD; the raw log keeps its bytes.
  if (type === 'string')
    return (data, head, base) => utf8.decode(bytesOf(`0x${bytesAt(data, offsetAt(data, head, base))}`) ?? malformed())
  if (type === 'bytes') return (data, head, base) => `0x${bytesAt(data, offsetAt(data, head, base))}`
  const element = /^(.*)\[\]$/.exec(type)?.[1]
  if (element === undefined) throw new RangeError(`No reader for the ABI type ${type}.`)
  const read = readerOf(element)
  return (data, head, base) => {
    const at = offsetAt(data, head, base)
    const length = smallAt(data, at)
    if (length > LENGTH_MAX || data.length < at + WORD + length * WORD) throw new Malformed()
    const start = at + WORD
    return Array.from({ length }, (_, i) => read(data, start + i * WORD, start))
  }
}

const isStatic = (input: AbiParameter): boolean => wordReader(input.type) !== undefined

/** Makes the decoder of one event. */
export const createEventDecoder = (event: AbiEvent): EventDecoder => {
  const indexed = event.inputs
    .filter((input) => input.indexed)
    .map((input, i) => ({
      name: input.name!,
      topic: i + (event.anonymous ? 0 : 1),
      // An indexed value of dynamic type is there only as its hash.
      read: isStatic(input) ? wordReader(input.type)! : (word: string): Hex => `0x${word}`,
    }))
  const plain = event.inputs
    .filter((input) => !input.indexed)
    .map((input, i) => ({ name: input.name!, head: 2 + i * WORD, read: readerOf(input.type) }))
  return ({ topics, data }) => {
    const args: Record<string, unknown> = {}
    try {
      for (const { name, topic, read } of indexed) args[name] = read(topics[topic]!.slice(2))
      for (const { name, head, read } of plain) args[name] = read(data, head, 2)
      return args
    } catch (error) {
      if (error instanceof Malformed) return undefined
      throw error
    }
  }
}
