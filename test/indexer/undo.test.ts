import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsFromText, rowsToText } from '../../src/indexer/undo.ts'

const value = fc.oneof(fc.bigInt(), fc.integer(), fc.string({ unit: 'binary' }), fc.constant(null))
const name = fc.string().filter((column) => column !== '__proto__' && column !== 'id')
/** Rows of one table. */
const rows = fc.uniqueArray(name, { maxLength: 8 }).chain((columns) =>
  fc.array(
    fc
      .tuple(fc.nat(), fc.tuple(...columns.map(() => value)))
      .map(([id, values]) => ({ id, ...Object.fromEntries(columns.map((column, i) => [column, values[i]])) })),
    { minLength: 1 },
  ),
)

test('rows come back from their text as they were, amounts and all', () => {
  fc.assert(
    fc.property(rows, (some) => {
      expect(rowsFromText(rowsToText(some))).toEqual(some)
    }),
  )
})

test('only rows that are wanted come back, in their order', () => {
  const some = [3, 1, 2].map((id) => ({ id, amount: BigInt(id) }))
  expect(rowsFromText(rowsToText(some), (id) => id !== 1)).toEqual([some[0], some[2]])
})
