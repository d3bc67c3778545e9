import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowSum, hashOf as formHash } from '../../src/store/row-sum.ts'

const MODULUS = 2n ** 256n
const hashOf = (form: string) => BigInt(`0x${hash('sha256', form, 'hex')}`)
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('add', 'take'), form: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('value'), form: fc.constant('') }),
)

test('is the sum of hashes modulo 2^256, whenever it is read', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MODULUS - 1n }), fc.array(step), (begun, steps) => {
      const sum = createRowSum()
      sum.reset(begun)
      let expected = begun
      for (const { kind, form } of steps) {
        if (kind === 'add') expect(sum.add(form)).toBe(formHash(form))
        if (kind === 'take') sum.take(formHash(form))
        if (kind === 'add') expected += hashOf(form)
        if (kind === 'take') expected -= hashOf(form)
        expected = ((expected % MODULUS) + MODULUS) % MODULUS
        if (kind === 'value') expect(sum.value()).toBe(expected)
      }
      expect(sum.value()).toBe(expected)
    }),
  )
})

test('stays exact over more additions than a float counts', () => {
  const sum = createRowSum()
  const times = 2 ** 21 + 3
  for (let n = 0; n < times; n++) sum.add('a row')
  expect(sum.value()).toBe((BigInt(times) * hashOf('a row')) % MODULUS)
})
