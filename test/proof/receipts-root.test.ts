import fc from 'fast-check'
import { toHex } from 'viem'
import { expect, test } from 'vitest'
import { encodeReceipt } from '../../src/proof/receipt.ts'
import { receiptsRoot } from '../../src/proof/receipts-root.ts'
import { oracleReceipt, oracleTrie } from './oracle.ts'
import { anyReceipt } from './receipts.ts'

/** A receipt for blocks whose size is what matters. */
const plain = (index: number) => ({
  type: '0x2',
  status: '0x1',
  cumulativeGasUsed: toHex(21_000 * (index + 1)),
  logsBloom: `0x${'00'.repeat(256)}`,
  logs: [],
})
const block = (size: number) => Array.from({ length: size }, (_, index) => plain(index))

test('a block without transactions has the empty root of the yellow paper', () => {
  expect(receiptsRoot([])).toBe('0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421')
})

test('the root is that of an independent trie, whatever the receipts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyReceipt, { maxLength: 20 }), async (receipts) => {
      expect(receiptsRoot(receipts)).toBe(toHex((await oracleTrie(receipts)).root()))
    }),
    { numRuns: 100 },
  )
})

// Where the key's encoding changes its length, and the trie's shape with it.
test.each([1, 2, 15, 16, 17, 127, 128, 129, 130, 255, 256, 257, 300])(
  'the root of a block of %i is that of an independent trie',
  async (size) => {
    expect(receiptsRoot(block(size))).toBe(toHex((await oracleTrie(block(size))).root()))
  },
)

test('every receipt is encoded as an independent library does', () => {
  fc.assert(
    fc.property(anyReceipt, (raw) => {
      expect(encodeReceipt(raw)).toBe(toHex(oracleReceipt(raw)))
    }),
    { numRuns: 300 },
  )
})

test('order matters, and one receipt more or less', () => {
  const whole = receiptsRoot(block(40))
  expect(receiptsRoot(block(39))).not.toBe(whole)
  expect(receiptsRoot(block(40).reverse())).not.toBe(whole)
})

test.each([
  ['a type that is not known', { type: '0x64' }],
  ['a type that is no number', { type: 'legacy' }],
  ['a status beyond 1', { status: '0x2' }],
  ['neither status nor root', { status: null }],
  ['a short bloom', { logsBloom: '0x00' }],
  ['no logs', { logs: undefined }],
  [
    'five topics',
    { logs: [{ address: `0x${'11'.repeat(20)}`, topics: new Array(5).fill(`0x${'22'.repeat(32)}`), data: '0x' }] },
  ],
  ['data of half a byte', { logs: [{ address: `0x${'11'.repeat(20)}`, topics: [], data: '0x1' }] }],
  ['a negative amount of gas', { cumulativeGasUsed: '-0x1' }],
])('there is no root of a block with %s', (_, change) => {
  expect(encodeReceipt({ ...plain(0), ...change })).toBeNull()
  expect(receiptsRoot([plain(0), { ...plain(1), ...change }])).toBeNull()
})

test.each([[null], [undefined], ['0x'], [[]], [7]])('there is no root where a receipt is %o', (raw) => {
  expect(receiptsRoot([raw])).toBeNull()
})
