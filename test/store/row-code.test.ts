import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowCode } from '../../src/store/row-code.ts'

// Names that would break code they were put into without care.
const columns = ['id', 'marketId', 'a"b', 'constructor', 'row', 'x\n']
const value = fc.oneof(fc.bigInt(), fc.integer(), fc.string(), fc.constant(null))
const values = fc.record(Object.fromEntries(columns.slice(1).map((name) => [name, value])))
const patch = fc.dictionary(fc.constantFrom(...columns.slice(1)), value)

test('a row is made with its columns in order, whatever order its values come in', () => {
  fc.assert(
    fc.property(values, fc.nat(), (given, id) => {
      const backwards = Object.fromEntries(Object.entries(given).reverse())
      const row = createRowCode(columns).make(id, backwards)
      expect(row).toEqual({ id, ...given })
      expect(Object.keys(row)).toEqual(columns)
    }),
  )
})

test('a change is what spreading it over the row gives, and leaves the row as it was', () => {
  fc.assert(
    fc.property(values, patch, (given, changed) => {
      const { make, change } = createRowCode(columns)
      const row = make(7, given)
      expect(change(row, changed)).toEqual({ id: 7, ...given, ...changed })
      expect(row).toEqual({ id: 7, ...given })
    }),
  )
})
