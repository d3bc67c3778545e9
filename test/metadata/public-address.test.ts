import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicAddress } from '../../src/metadata/public-address.ts'

// The registries as IANA has them, typed off anew: https://www.iana.org/assignments/iana-ipv4-special-registry and
// https://www.iana.org/assignments/iana-ipv6-special-registry, every row, and multicast and reserved space beside them.

const registry4 = [
  '0.0.0.0/8',
  '0.0.0.0/32',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.0.0/29',
  '192.0.0.8/32',
  '192.0.0.9/32',
  '192.0.0.10/32',
  '192.0.0.170/32',
  '192.0.0.171/32',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.88.99.2/32',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '255.255.255.255/32',
]

const registry6 = [
  '::1/128',
  '::/128',
  '64:ff9b:1::/48',
  '100::/64',
  '100:0:0:1::/64',
  '2001::/23',
  '2001::/32',
  '2001:1::1/128',
  '2001:1::2/128',
  '2001:1::3/128',
  '2001:2::/48',
  '2001:3::/32',
  '2001:4:112::/48',
  '2001:10::/28',
  '2001:20::/28',
  '2001:30::/28',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  // Deprecated and multicast: not in the registry, and nobody's document.
  'fec0::/10',
  'ff00::/8',
  // IPv4-compatible (RFC 4291, deprecated), IPv4-translated (RFC 2765), and all that IANA has not given out.
  '::/96',
  '::ffff:0:0:0/96',
  '400::/6',
  '800::/5',
  '1000::/4',
  '4000::/2',
  '8000::/2',
  'c000::/3',
  'e000::/4',
  'f000::/5',
  'f800::/6',
  'fe00::/9',
]

const value4 = (address: string): bigint => address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
const text4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
const value6 = (address: string): bigint => {
  const [head = '', tail] = address.split('::')
  const [left, right] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = tail === undefined ? [] : Array(8 - left!.length - right!.length).fill('0')
  return [...left!, ...zeros, ...right!].reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n)
}
const text6 = (value: bigint): string =>
  Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':')

type Block = { base: bigint; bits: number }
const blocksOf = (rows: readonly string[], parse: (text: string) => bigint): Block[] =>
  rows.map((row) => {
    const [base, bits] = row.split('/')
    return { base: parse(base!), bits: Number(bits) }
  })
const blocks4 = blocksOf(registry4, value4)
const blocks6 = blocksOf(registry6, value6)
const isIn = (value: bigint, { base, bits }: Block, width: number) =>
  value >> BigInt(width - bits) === base >> BigInt(width - bits)

/** An address of a block: its first, its last, or any. */
const within = ({ base, bits }: Block, width: number) => {
  const most = (1n << BigInt(width - bits)) - 1n
  return fc.oneof(
    fc.constantFrom(base, base + most),
    fc.bigInt(0n, most).map((offset) => base + offset),
  )
}
const any4 = fc.bigInt(0n, 2n ** 32n - 1n)
const any6 = fc.bigInt(0n, 2n ** 128n - 1n)
const special4 = fc.constantFrom(...blocks4).chain((block) => within(block, 32))
const MAPPED = value6('::ffff:0:0')
const TRANSLATED = value6('64:ff9b::')

test('no address of a special block is public, however it is wrapped', () => {
  fc.assert(
    fc.property(special4, (value) => {
      const dotted = text4(value)
      const wrapped = [
        dotted,
        `::ffff:${dotted}`,
        text6(MAPPED + value),
        `64:ff9b::${dotted}`,
        text6(TRANSLATED + value),
        // 6to4 and Teredo.
        text6(value6('2002::') + (value << 80n)),
        text6(value6('2001::') + (value << 64n)),
        text6(value6('2001::') + (value ^ 0xffffffffn)),
        `::${dotted}`,
      ]
      expect(wrapped.filter(isPublicAddress)).toEqual([])
    }),
    { numRuns: 3_000 },
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...blocks6).chain((block) => within(block, 128)),
      (value) => {
        // What wraps a public IPv4 address is as public as it is.
        fc.pre(value >> 32n !== MAPPED >> 32n && value >> 32n !== TRANSLATED >> 32n)
        expect(isPublicAddress(text6(value))).toBe(false)
        expect(isPublicAddress(text6(value).toUpperCase())).toBe(false)
      },
    ),
    { numRuns: 3_000 },
  )
})

test('every other address of IPv4, and every other one of 2000::/3, is public', () => {
  fc.assert(
    fc.property(any4, (value) => {
      const expected = !blocks4.some((block) => isIn(value, block, 32))
      expect(isPublicAddress(text4(value))).toBe(expected)
      expect(isPublicAddress(text6(MAPPED + value))).toBe(expected)
      expect(isPublicAddress(text6(TRANSLATED + value))).toBe(expected)
    }),
    { numRuns: 3_000 },
  )
  fc.assert(
    fc.property(fc.oneof(any6, fc.bigInt(value6('2000::'), value6('4000::') - 1n)), (value) => {
      const wraps = value >> 32n === MAPPED >> 32n || value >> 32n === TRANSLATED >> 32n
      fc.pre(!wraps)
      const expected = value >> 125n === 1n && !blocks6.some((block) => isIn(value, block, 128))
      expect(isPublicAddress(text6(value))).toBe(expected)
    }),
    { numRuns: 3_000 },
  )
})

test('well-known addresses are what they are', () => {
  const open = ['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:1.1.1.1', '64:ff9b::8.8.8.8', '223.255.255.255']
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([])
  const closed = ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '192.168.0.1', '0.0.0.0', '::', 'fe80::1']
  expect(closed.filter(isPublicAddress)).toEqual([])
})

test('what is no plain address is not public', () => {
  const odd = [
    '',
    'localhost',
    '2606:4700::1%eth0',
    'fe80::1%1',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '1.1.1.1.',
    ' 1.1.1.1',
  ]
  expect(odd.filter(isPublicAddress)).toEqual([])
})
