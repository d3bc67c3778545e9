import { bytesOf } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { keccak } from './keccak.ts'

// A block's logsBloom is 2048 bits; each address and topic in its logs sets three of them. So a bit that is not set proves
// that something is not in the block, and a set bit that no log explains tells of a log that was not seen.

/** The three bits of one address or topic, as positions in the bloom's hex text and masks of that hex digit. */
export type BloomBits = readonly [at: number, mask: number, at: number, mask: number, at: number, mask: number]

/** A bloom under construction: one entry per hex digit, the two of "0x" unused. */
export type BloomDigits = Uint8Array

const BLOOM_TEXT_LENGTH = 2 + 512

/** Of an address or topic as it leaves the parsers. */
export const bloomBits = (item: Hex): BloomBits => {
  const hash = keccak(bytesOf(item)!)
  const bit1 = bitAt(hash, 0)
  const bit2 = bitAt(hash, 2)
  const bit3 = bitAt(hash, 4)
  return [placeOf(bit1), maskOf(bit1), placeOf(bit2), maskOf(bit2), placeOf(bit3), maskOf(bit3)]
}

const bitAt = (hash: Uint8Array, at: number): number => ((hash[at]! << 8) | hash[at + 1]!) % 2048

/** Bits are counted from the end of the bloom, so a bit's hex digit is bit/4 digits from the text's last one. */
const placeOf = (bit: number): number => BLOOM_TEXT_LENGTH - 1 - (bit >> 2)
const maskOf = (bit: number): number => 1 << (bit & 3)

/** Addresses and signatures that came lately: the same few return in every log, and looking one up costs a fifth of hashing it. */
const KNOWN_MAX = 1_000
const known = new Map<Hex, BloomBits>()

/** Of what is likely to return soon: a contract's address, an event's signature. */
export const knownBloomBits = (item: Hex): BloomBits => {
  const found = known.get(item)
  if (found) return found
  const bits = bloomBits(item)
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(item, bits)
  return bits
}

/** False proves that no log of the block has this address or topic. */
export const mayContain = (bloom: Hex, bits: BloomBits): boolean =>
  (digitAt(bloom, bits[0]) & bits[1]) !== 0 &&
  (digitAt(bloom, bits[2]) & bits[3]) !== 0 &&
  (digitAt(bloom, bits[4]) & bits[5]) !== 0

/** Items by where their first bits are: a bloom that has nothing there is done with all of them at a glance. */
export type BloomIndex<T> = {
  readonly places: Uint16Array
  /** For each of the places. */
  readonly items: readonly (readonly (readonly [item: T, bits: BloomBits])[])[]
}

export const indexBits = <T>(items: readonly (readonly [T, BloomBits])[]): BloomIndex<T> => {
  const byPlace = Map.groupBy(items, ([, [at]]) => at)
  return { places: Uint16Array.from(byPlace.keys()), items: [...byPlace.values()] }
}

/** Whether the bloom may contain one of the items that is `meant`. */
export const mayContainSome = <T>(
  bloom: Hex,
  { places, items }: BloomIndex<T>,
  meant: (item: T) => boolean,
): boolean => {
  for (let index = 0; index < places.length; index += 1) {
    if (digitAt(bloom, places[index]!) === 0) continue
    if (items[index]!.some(([item, bits]) => mayContain(bloom, bits) && meant(item))) return true
  }
  return false
}

/** '0'–'9' are 48–57 and 'a'–'f' 97–102; anything that leaves the parsers is lower-case. */
const digitAt = (bloom: Hex, at: number): number => {
  const code = bloom.charCodeAt(at)
  return code < 58 ? code - 48 : code - 87
}

export const emptyBloom = (): BloomDigits => new Uint8Array(BLOOM_TEXT_LENGTH)

export const addToBloom = (digits: BloomDigits, bits: BloomBits): void => {
  digits[bits[0]]! |= bits[1]
  digits[bits[2]]! |= bits[3]
  digits[bits[4]]! |= bits[5]
}

export const bloomText = (digits: BloomDigits): Hex =>
  `0x${Array.from(digits.subarray(2), (digit) => digit.toString(16)).join('')}`

/** How a block's bloom compares with that of the logs at hand: `beyond` means that they have bits which the block has not. */
export const compareBloom = (bloom: Hex, digits: BloomDigits): 'equal' | 'within' | 'beyond' => {
  let relation: 'equal' | 'within' = 'equal'
  for (let at = 2; at < BLOOM_TEXT_LENGTH; at += 1) {
    const digit = digitAt(bloom, at)
    const own = digits[at]!
    if (own === digit) continue
    if ((own & ~digit) !== 0) return 'beyond'
    relation = 'within'
  }
  return relation
}
