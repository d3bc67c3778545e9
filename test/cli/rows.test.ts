import { expect, test } from 'vitest'
import { amountColumns, formatRows } from '../../src/cli/rows.ts'
import { formatTable, printable } from '../../src/cli/table.ts'
import { amountToBytes } from '../../src/store/amount-bytes.ts'
import * as tables from '../../src/store/schema.sqlite.ts'
import type { Tables } from '../../src/store/tables.ts'

const amounts = amountColumns(tables as unknown as Tables)
const rows = [
  { id: 1, hash: Buffer.from('abcd', 'hex'), amount: amountToBytes(12_500_000n), name: 'plain', none: null },
  { id: 22, hash: Buffer.alloc(0), amount: amountToBytes(-1n), name: 'a "quoted", \u001b[31mred\n', none: null },
]

test('amount columns are known by name, and hashes are not among them', () => {
  expect([...amounts]).toEqual(expect.arrayContaining(['amount', 'gross', 'settled', 'balance']))
  for (const name of ['hash', 'address', 'body', 'row_sum']) expect(amounts).not.toContain(name)
})

test('a table shows bytes as hex, amounts as numbers and no control characters', () => {
  expect(formatRows(rows, 'table', amounts)).toMatchInlineSnapshot(`
    "id  hash      amount  name                            none
    --  ------  --------  ------------------------------  ----
     1  0xabcd  12500000  plain
    22  0x            -1  a "quoted", \\u{1b}[31mred\\u{a}"
  `)
  expect(formatRows([], 'table', amounts)).toBe('(no rows)')
})

test('CSV is quoted where it must be', () => {
  expect(formatRows(rows, 'csv', amounts)).toBe(
    'id,hash,amount,name,none\r\n1,0xabcd,12500000,plain,\r\n22,0x,-1,"a ""quoted"", \u001b[31mred\n",',
  )
})

test('JSON keeps numbers, and has amounts and bytes as text', () => {
  expect(JSON.parse(formatRows(rows, 'json', amounts))).toEqual([
    { id: 1, hash: '0xabcd', amount: '12500000', name: 'plain', none: null },
    { id: 22, hash: '0x', amount: '-1', name: 'a "quoted", \u001b[31mred\n', none: null },
  ])
  expect(formatRows([{ big: 2n ** 70n }], 'json', amounts)).toBe('[{"big":"1180591620717411303424"}]')
})

test('what is only called an amount stays bytes', () => {
  expect(formatRows([{ amount: Buffer.from('0102', 'hex') }], 'csv', amounts)).toBe('amount\r\n0x0102')
})

test('text for a terminal gives it no orders', () => {
  expect(printable('a\u001b]0;x\u0007\u202eb')).toBe('a\\u{1b}]0;x\\u{7}\\u{202e}b')
  expect(formatTable(['x'], [['y'.repeat(200)]]).split('\n')[2]).toHaveLength(80)
})
