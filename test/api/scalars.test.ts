import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checksum, parseAddress } from '../../src/api/address.ts'
import { decodeId, encodeId } from '../../src/api/node-ids.ts'
import { scalars } from '../../src/api/scalars.ts'
import { instantOf, plainName, uriOf } from '../../src/api/text.ts'
import type { Hex } from '../../src/domain/hex.ts'

const refuses = (scalar: string, ...values: unknown[]) => {
  for (const value of values) expect(() => scalars[scalar]!.parse(value), String(value)).toThrow()
}
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((part): Hex => `0x${Buffer.from(part).toString('hex')}`)

test('addresses: out with a checksum, in in any one case or with the right checksum', () => {
  fc.assert(
    fc.property(bytes(20), (address) => {
      const shown = checksum(address)
      for (const form of [shown, address, `0x${address.slice(2).toUpperCase()}`])
        expect(parseAddress(form)).toBe(address)
    }),
  )
  const right = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
  expect(parseAddress(right)).toBe(right.toLowerCase())
  refuses(
    'Address',
    right.replace('aA', 'Aa'),
    right.slice(0, -1),
    `${right}0`,
    'vitalik.eth',
    1,
    null,
    '',
    right.replace('0x', '0X'),
  )
})

test('hashes are 32 bytes of hex', () => {
  const hash = `0x${'Ab'.repeat(32)}`
  expect(scalars.Bytes32!.parse(hash)).toBe(hash.toLowerCase())
  refuses('Bytes32', '0x', hash.slice(0, -1), `${hash}00`, hash.slice(2), 5)
  expect(scalars.Bytes!.parse('0x')).toBe('0x')
  expect(scalars.Bytes!.parse('0xAb01')).toBe('0xab01')
  refuses('Bytes', '', '0x1', '0xgg', 'ab01', '0xab01\n', 5)
  refuses('TransactionHash', '0x12', {})
})

test('integers are exact, plain and bounded', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 255n), max: 2n ** 256n }), (n) => {
      expect(scalars.BigInt!.parse(String(n))).toBe(n)
    }),
  )
  expect(scalars.BigInt!.serialize(2n ** 256n - 1n)).toBe(String(2n ** 256n - 1n))
  expect(scalars.BigInt!.parse(5)).toBe(5n)
  refuses(
    'BigInt',
    '007',
    '1e3',
    '-0',
    '+1',
    '',
    ' 1',
    '1.0',
    '0x1',
    2 ** 53,
    1.5,
    '9'.repeat(79),
    String(2n ** 257n),
    true,
  )
})

test('instants are RFC 3339 in UTC, to the second, of days that exist', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
      expect(scalars.DateTime!.parse(scalars.DateTime!.serialize(seconds))).toBe(seconds)
    }),
  )
  expect(scalars.DateTime!.parse('2026-11-22T08:00:00.000Z')).toBe(Date.UTC(2026, 10, 22, 8) / 1_000)
  refuses(
    'DateTime',
    '2026-02-30T00:00:00Z',
    '2026-11-22',
    '2026-11-22T08:00:00',
    '2026-11-22T08:00:00+01:00',
    '10000-01-01T00:00:00Z',
    '2026-11-22T08:00:00.5Z',
    '2026-11-22T25:00:00Z',
    5,
  )
  expect(instantOf(2 ** 53 - 1)).toBeNull()
  expect(instantOf(null)).toBeNull()
})

test('JSON gives every integer as text', () => {
  expect(scalars.JSON!.serialize({ a: 1, b: [2n ** 70n, 'x'], c: { d: null, e: true } })).toEqual({
    a: '1',
    b: [String(2n ** 70n), 'x'],
    c: { d: null, e: true },
  })
})

test('JSON gives text that every reader of JSON takes', () => {
  expect(scalars.JSON!.serialize({ a: 'x\ud800', b: ['\udc00y', '\u0000'] })).toEqual({
    a: 'x\ufffd',
    b: ['\ufffdy', '\u0000'],
  })
})

test('text from a chain is shown without what deceives', () => {
  expect(plainName('US\u202eDC\u0000\u200f\ud800')).toBe('USDC\ufffd')
  expect(plainName(null)).toBeNull()
  expect(plainName('日本 😀')).toBe('日本 😀')
})

test('a URI is absolute, plain and short, or none', () => {
  for (const uri of ['ipfs://bafy', 'https://a.example/x?y#z', 'ar://abc', 'data:text/plain,hi'])
    expect(uriOf(uri)).toBe(uri)
  for (const text of [
    '',
    'nonsense',
    '//a.example',
    '/path',
    'https://',
    'https://a b',
    'ipfs://é',
    `https://a.example/${'x'.repeat(2_048)}`,
    'java\nscript:x',
  ])
    expect(uriOf(text)).toBeNull()
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void uriOf(text)))
})

test('global ids hold any key, and nothing else decodes', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 4 }), (parts) => {
      const id = encodeId('Reward', ...parts)
      expect(id).toMatch(/^[\w-]*$/)
      expect(decodeId(id)).toEqual({ type: 'Reward', parts })
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(encodeId(decodeId(text).type, ...decodeId(text).parts)).toBe(text)
      } catch (error) {
        expect((error as Error).message).toMatch(/global id/)
      }
    }),
  )
})
