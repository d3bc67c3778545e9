import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowFromText, rowToText } from '../../src/indexer/undo.ts'

test('a row comes back from its text as it was, amounts and all', () => {
  const value = fc.oneof(fc.bigInt(), fc.integer(), fc.string({ unit: 'binary' }), fc.constant(null))
  fc.assert(
    fc.property(
      fc.nat(),
      fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        value,
      ),
      (id, values) => {
        const row = { ...values, id }
        expect(rowFromText(rowToText(row))).toEqual(row)
      },
    ),
  )
})
