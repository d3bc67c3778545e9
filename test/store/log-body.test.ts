import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { addressesIn, packBody, packedText, textAt, unpackBody } from '../../src/store/log-body.ts'

const hexOf = (bytes: readonly number[]): Hex => `0x${Buffer.from(bytes).toString('hex')}`
const byte = fc.oneof(fc.constant(0), fc.nat(255))
/** Words as logs have them: numbers, addresses, texts with zeros after them, hashes, and anything. */
const word = fc.oneof(
  fc
    .nat(32)
    .chain((zeros) =>
      fc.array(byte, { minLength: 32 - zeros, maxLength: 32 - zeros }).map((own) => [...Array(zeros).fill(0), ...own]),
    ),
  fc
    .nat(32)
    .chain((zeros) =>
      fc
        .array(fc.integer({ min: 1, max: 255 }), { minLength: 32 - zeros, maxLength: 32 - zeros })
        .map((own) => [...own, ...Array(zeros).fill(0)]),
    ),
  fc.nat(255).map((value) => [...Array(31).fill(0), value]),
)
/** Content identifiers, and texts that are nearly some, with and without what follows, filled up to words or not. */
const name = fc
  .tuple(
    fc.constantFrom('ipfs://bafybei', 'ipfs://bafkrei', 'bafybei', 'bafkrei', 'ipfs://', 'b', 'x'),
    fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), minLength: 50, maxLength: 54 }),
    fc.constantFrom('', '/croissant.json', '8', 'A', '\0', '\0\0x'),
    fc.boolean(),
  )
  .map(([beginning, letters, rest, isFilled]) => {
    const text = [...Buffer.from(beginning + letters + rest)]
    return isFilled ? [...text, ...Array((32 - (text.length % 32)) % 32).fill(0)] : text
  })
const data = fc
  .tuple(fc.array(fc.oneof({ weight: 6, arbitrary: word }, name), { maxLength: 12 }), fc.array(byte, { maxLength: 31 }))
  .map(([words, rest]) => hexOf([...words.flat(), ...rest]))
const topic = word.map(hexOf)

/** Numbers for addresses as they come; it knows no more than `most`. */
const dictionary = (most = Number.POSITIVE_INFINITY) => {
  const known: Hex[] = []
  const numberOf = (address: Hex): number | null => {
    if (!known.includes(address) && known.length < most) known.push(address)
    return known.indexOf(address) + 1 || null
  }
  return { known, numberOf, addressOf: (number: number) => known[number - 1]! }
}

test('topics and data of any length come back whole', () => {
  fc.assert(
    fc.property(fc.array(topic, { maxLength: 4 }), data, fc.nat(5), (topics, data, most) => {
      const emitter = { topic0: topics[0] ?? ('0x' as Hex), topicCount: topics.length }
      const { known, numberOf, addressOf } = dictionary(most)
      const body = packBody(topics, data, numberOf)
      expect(unpackBody(emitter, body, addressOf)).toEqual({ topics, data })
      expect(new Set(addressesIn(body))).toEqual(new Set(known.map((_, i) => i + 1)))
    }),
    { numRuns: 2_000 },
  )
})

const { addressOf } = dictionary()

test('an address takes its number, and what is no address does not', () => {
  const { known, numberOf, addressOf } = dictionary()
  const address = (digits: string): Hex => `0x${digits.padStart(64, '0')}`
  const full = 'f'.repeat(40)
  const some = [address(full), address('1'.padEnd(34, '0')), address(full)]
  expect(packBody([address('1'), ...some], '0x', numberOf)).toEqual(Buffer.from([251, 1, 251, 2, 251, 1]))
  expect(known).toEqual([`0x${full}`, `0x000000${'1'.padEnd(34, '0')}`])
  // Too short, or too long.
  for (const other of [address('f'.repeat(32)), address('1'.padEnd(42, '0'))])
    expect(packBody([address('1'), other], '0x', numberOf).length).toBe(
      1 + Math.ceil(other.replace(/^0x0*/, '').length / 2),
    )
  expect(known.length).toBe(2)
  const far = packBody([], address(full), () => 2 ** 31 - 1)
  expect(addressesIn(far)).toEqual([2 ** 31 - 1])
  expect(unpackBody({ topic0: null, topicCount: 0 }, packBody([], some[1]!, numberOf), addressOf).data).toBe(some[1])
})

test('a long text comes back whole', () => {
  for (const length of [31, 32, 33, 127, 128, 4_095, 40_000]) {
    const text = hexOf([...Array(length).fill(0x61), ...Array((32 - (length % 32)) % 32).fill(0)])
    expect(unpackBody({ topic0: '0x', topicCount: 0 }, packBody([], text), addressOf).data).toBe(text)
  }
})

test('zeros cost next to nothing, and a text stands together', () => {
  const word = (digits: string) => digits.padStart(64, '0')
  const topics = [`0x${word('aa')}`, `0x${word('07')}`, `0x${word('2a')}`] as Hex[]
  expect(packBody(topics, `0x${word('0f4240')}${word('')}`).length).toBe(1 + 1 + 4 + 1)
  const text = Buffer.from('a text of more than thirty-two bytes')
  const packed = packBody([], `0x${word('24')}${text.toString('hex').padEnd(128, '0')}`)
  expect(packed).toEqual(Buffer.concat([Buffer.from([32 + 0x24, 254, text.length]), text]))
})

test('a content identifier takes half its letters, and is found by its text', () => {
  const uri = 'ipfs://bafybeiofqksdlz3clvf2jlwadysn6guank7x376tu6jqbkh5hkcoxvilfb'
  for (const rest of ['', '/croissant.json', '7', `/${'données/'.repeat(40)}`]) {
    const text = Buffer.from(uri + rest)
    const data = `0x${Buffer.concat([text, Buffer.alloc((32 - (text.length % 32)) % 32)]).toString('hex')}` as Hex
    const body = packBody([], data)
    expect(body).toEqual(packedText(text))
    expect(body.length).toBeLessThanOrEqual(37 + Buffer.byteLength(rest))
    expect(unpackBody({ topic0: '0x', topicCount: 0 }, body, addressOf).data).toBe(data)
    expect(textAt(body, 0, text.length)).toBe(uri + rest)
  }
})
