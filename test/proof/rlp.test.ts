import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { toHex } from 'viem'
import { expect, test } from 'vitest'
import { decodeRlp, encodeRlp, type RlpItem } from '../../src/proof/rlp.ts'
import { bytes } from './oracle.ts'

const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 5 },
    fc.uint8Array({ maxLength: 300, size: 'max' }),
    fc.array(tie('item'), { maxLength: 5 }),
  ),
}))

test('what is encoded is what an independent library encodes, and is read back', () => {
  fc.assert(
    fc.property(item, (value) => {
      const encoded = encodeRlp(value)
      expect(toHex(encoded)).toBe(toHex(RLP.encode(value as never)))
      expect(decodeRlp(encoded)).toEqual(value)
    }),
  )
})

test('of all bytes only the one encoding of a thing is read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (given) => {
      const read = decodeRlp(given)
      if (read !== null) expect(toHex(encodeRlp(read))).toBe(toHex(given))
    }),
    { numRuns: 5_000 },
  )
})

test.each([
  ['nothing', '0x'],
  ['a byte after it', '0x8180ff'],
  ['a small byte with a prefix', '0x8105'],
  ['a short length in the long form', '0xb80180'],
  ['a length with a leading zero', '0xb90040'],
  ['a length beyond its end', '0x83ffff'],
  ['a length that is cut off', '0xb9ff'],
  ['a length beyond any memory', '0xbfffffffffffffffff'],
  ['a list whose item goes beyond it', '0xc283ffffff'],
] as const)('%s is refused', (_, hex) => {
  expect(decodeRlp(bytes(hex))).toBeNull()
})

test('lists nested a thousand deep are refused, and lists as deep as a receipt are not', () => {
  const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)])
  expect(decodeRlp(RLP.encode(nested(1_000) as never))).toBeNull()
  expect(decodeRlp(RLP.encode(nested(4) as never))).toEqual(nested(4))
})
