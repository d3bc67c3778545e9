import { getTableColumns, type Table } from 'drizzle-orm'
import { amountFromBytes } from '../store/amount-bytes.ts'
import type { Tables } from '../store/tables.ts'
import { formatTable } from './table.ts'

export const rowsFormats = ['table', 'csv', 'json'] as const
export type RowsFormat = (typeof rowsFormats)[number]

type Row = Readonly<Record<string, unknown>>

/** How SQLite keeps the amount 0, store/amount-bytes.ts. */
const ZERO_AMOUNT = Buffer.of(0x80)

/**
 * Names of columns that hold amounts in every table that has a column of that name. SQLite keeps amounts as bytes; a statement's
 * answer tells names and bytes only, and this is how an amount is known among them.
 */
export const amountColumns = (tables: Tables): ReadonlySet<string> => {
  const amounts = new Set<string>()
  const others = new Set<string>()
  for (const table of Object.values(tables)) {
    for (const column of Object.values(getTableColumns(table as unknown as Table))) {
      if (column.getSQLType() === 'blob') (isAmount(column) ? amounts : others).add(column.name)
    }
  }
  return new Set([...amounts].filter((name) => !others.has(name)))
}

const isAmount = (column: { mapFromDriverValue(value: unknown): unknown }): boolean =>
  typeof column.mapFromDriverValue(ZERO_AMOUNT) === 'bigint'

/** One value as text: amounts as numbers, other bytes as 0x hex, no value as nothing. */
const textOf = (value: unknown, name: string, amounts: ReadonlySet<string>): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Uint8Array) return bytesText(Buffer.from(value), amounts.has(name))
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const bytesText = (bytes: Buffer, isAmountColumn: boolean): string => {
  if (isAmountColumn) {
    try {
      return amountFromBytes(bytes).toString()
    } catch {
      // An expression may be called like a column and be something else.
    }
  }
  return `0x${bytes.toString('hex')}`
}

/** Rows of a statement for people or programs. */
export const formatRows = (rows: readonly Row[], format: RowsFormat, amounts: ReadonlySet<string>): string => {
  const columns = Object.keys(rows[0] ?? {})
  switch (format) {
    case 'json':
      return JSON.stringify(rows.map((row) => jsonRow(row, amounts)))
    case 'csv':
      return [columns, ...rows.map((row) => columns.map((name) => textOf(row[name], name, amounts)))]
        .map((cells) => cells.map(csvCell).join(','))
        .join('\r\n')
    case 'table': {
      if (rows.length === 0) return '(no rows)'
      const numbers = columns.filter((name) => rows.every((row) => isNumeric(row[name], amounts.has(name))))
      const cells = rows.map((row) => columns.map((name) => textOf(row[name], name, amounts)))
      return formatTable(columns, cells, { right: new Set(numbers) })
    }
  }
}

const isNumeric = (value: unknown, isAmountColumn: boolean): boolean =>
  value === null ||
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (isAmountColumn && typeof value !== 'boolean')

const jsonRow = (row: Row, amounts: ReadonlySet<string>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array || typeof value === 'bigint' ? textOf(value, name, amounts) : value,
    ]),
  )

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
