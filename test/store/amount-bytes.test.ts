import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountFromBytes, amountFromHex, amountToBytes } from '../../src/store/amount-bytes.ts'

const amounts = fc.oneof(fc.bigInt(-(2n ** 264n), 2n ** 264n), fc.bigInt(-300n, 300n))

test('an amount comes back from its bytes', () => {
  fc.assert(fc.property(amounts, (amount) => amountFromBytes(amountToBytes(amount)) === amount))
})

test('and from those bytes in hex, in either letter case', () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      const hex = amountToBytes(amount).toString('hex')
      return amountFromHex(hex) === amount && amountFromHex(hex.toUpperCase()) === amount
    }),
  )
})

test('bytes sort as the amounts do', () => {
  fc.assert(
    fc.property(
      amounts,
      amounts,
      (a, b) => Math.sign(Buffer.compare(amountToBytes(a), amountToBytes(b))) === (a < b ? -1 : a > b ? 1 : 0),
    ),
  )
})

test('a usual amount is short', () => {
  expect(amountToBytes(0n).length).toBe(1)
  expect(amountToBytes(12_500_000n).length).toBe(4)
  expect(amountToBytes(2n ** 256n - 1n).length).toBe(33)
})

test('bytes that are no amount are refused', () => {
  for (const bytes of ['', '81', '820a', '8000', '820005', '7efffa'])
    for (const read of [() => amountFromBytes(Buffer.from(bytes, 'hex')), () => amountFromHex(bytes)])
      expect(read).toThrow('Not an amount')
})
