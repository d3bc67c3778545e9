import fc from 'fast-check'
import { encodeAbiParameters, parseAbiItem } from 'viem'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { createEventDecoder } from '../../src/protocols/decode.ts'

const event = parseAbiItem(
  'event Everything(uint256 a, uint64 b, uint8 c, address d, bytes32 e, string f, bytes g, uint256[] h, address[] i, string[] j, bool k, int24 l, uint256 indexed m)',
)
const decode = createEventDecoder(event)
const plain = event.inputs.filter((input) => !('indexed' in input && input.indexed))

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((b): Hex => `0x${Buffer.from(b).toString('hex')}`)
const values = fc.tuple(
  fc.bigInt(0n, 2n ** 256n - 1n),
  fc.bigInt(0n, 2n ** 64n - 1n),
  fc.integer({ min: 0, max: 255 }),
  hexOf(20),
  hexOf(32),
  fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed()),
  fc.uint8Array().map((b): Hex => `0x${Buffer.from(b).toString('hex')}`),
  fc.array(fc.bigInt(0n, 2n ** 256n - 1n), { maxLength: 5 }),
  fc.array(hexOf(20), { maxLength: 5 }),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.boolean(),
  fc.integer({ min: -(2 ** 23), max: 2 ** 23 - 1 }),
)
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

test('what an ABI encoder wrote is read back, for every type', () => {
  fc.assert(
    fc.property(values, fc.bigInt(0n, 2n ** 256n - 1n), (args, m) => {
      const data = encodeAbiParameters(plain, args as never)
      const decoded = decode({ topics: [word(0n), word(m)], data })
      expect(decoded).toEqual({
        ...Object.fromEntries(plain.map((input, i) => [input.name, args[i]])),
        m,
      })
    }),
  )
})

test('bytes that do not follow the ABI are malformed, and never crash', () => {
  fc.assert(
    fc.property(values, fc.nat(), fc.integer({ min: 0, max: 15 }), (args, at, digit) => {
      const data = encodeAbiParameters(plain, args as never)
      const place = 2 + (at % (data.length - 2))
      const changed = `${data.slice(0, place)}${digit.toString(16)}${data.slice(place + 1)}` as Hex
      decode({ topics: [word(0n), word(1n)], data: changed })
      expect(decode({ topics: [word(0n), word(1n)], data: data.slice(0, 2 + 64 * 11) as Hex })).toBeUndefined()
    }),
  )
})

test('text that is not UTF-8 keeps its shape', () => {
  const text = createEventDecoder(parseAbiItem('event Text(string text)'))
  const data = `0x${'20'.padStart(64, '0')}${'3'.padStart(64, '0')}${'61ff62'.padEnd(64, '0')}` as Hex
  expect(text({ topics: [word(0n)], data })).toEqual({ text: 'a\ufffdb' })
})

test('a length beyond the data is a lie', () => {
  const list = createEventDecoder(parseAbiItem('event List(uint256[] list)'))
  const data = `0x${'20'.padStart(64, '0')}${'f4240'.padStart(64, '0')}` as Hex
  expect(list({ topics: [word(0n)], data })).toBeUndefined()
})
