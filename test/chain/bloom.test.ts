import fc from 'fast-check'
import { hexToBytes, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import {
  addToBloom,
  bloomBits,
  bloomText,
  compareBloom,
  emptyBloom,
  indexBits,
  knownBloomBits,
  mayContain,
  mayContainSome,
} from '../../src/chain/bloom.ts'
import type { Hex } from '../../src/domain/hex.ts'

/** The yellow paper's M3:2048, byte by byte. */
const naiveBloom = (items: readonly Hex[]): Hex => {
  const bytes = new Uint8Array(256)
  for (const item of items) {
    const hash = hexToBytes(keccak256(item))
    for (const at of [0, 2, 4]) {
      const bit = ((hash[at]! << 8) | hash[at + 1]!) & 2047
      bytes[255 - (bit >> 3)]! |= 1 << (bit & 7)
    }
  }
  return `0x${Buffer.from(bytes).toString('hex')}`
}

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((some): Hex => `0x${Buffer.from(some).toString('hex')}`)
const item = fc.oneof(hexOf(20), hexOf(32))

const build = (items: readonly Hex[]) => {
  const digits = emptyBloom()
  for (const each of items) addToBloom(digits, bloomBits(each))
  return digits
}

test('what is remembered is what is hashed, however many came between', () => {
  const items = Array.from({ length: 2_500 }, (_, at): Hex => `0x${at.toString(16).padStart(40, '0')}`)
  for (const each of [...items, ...items]) expect(knownBloomBits(each)).toEqual(bloomBits(each))
})

test('a bloom built digit by digit is the yellow paper’s', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 40 }), (items) => {
      expect(bloomText(build(items))).toBe(naiveBloom(items))
    }),
  )
})

test('a bloom may contain exactly what the naive test says', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), item, (items, other) => {
      const bloom = naiveBloom(items)
      for (const each of items) expect(mayContain(bloom, bloomBits(each))).toBe(true)
      expect(mayContain(bloom, bloomBits(other))).toBe(naiveBloom([...items, other]) === bloom)
    }),
  )
})

test('a bloom may contain some of many exactly when it may contain one of them', () => {
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 40 }),
      fc.array(item, { maxLength: 40 }),
      fc.nat(3),
      (items, asked, share) => {
        const bloom = naiveBloom(items)
        const all = [...asked, ...items.slice(0, share)]
        const meant = (each: Hex) => Number(each.slice(-1)) % 2 === 0
        const index = indexBits(all.map((each) => [each, bloomBits(each)] as const))
        expect(mayContainSome(bloom, index, meant)).toBe(
          all.some((each) => meant(each) && mayContain(bloom, bloomBits(each))),
        )
      },
    ),
  )
})

test('blooms compare as sets of bits', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 20 }), fc.array(item, { maxLength: 20 }), (items, others) => {
      const both = naiveBloom([...items, ...others])
      expect(compareBloom(both, build([...items, ...others]))).toBe('equal')
      expect(compareBloom(both, build(items))).toBe(naiveBloom(items) === both ? 'equal' : 'within')
      if (naiveBloom(items) !== both)
        expect(compareBloom(naiveBloom(items), build([...items, ...others]))).toBe('beyond')
    }),
  )
})

test('an empty bloom contains nothing, a full one everything', () => {
  const transfer: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
  expect(mayContain(`0x${'0'.repeat(512)}`, bloomBits(transfer))).toBe(false)
  expect(mayContain(`0x${'f'.repeat(512)}`, bloomBits(transfer))).toBe(true)
})
