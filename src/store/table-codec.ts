import { getTableColumns, getTableName } from 'drizzle-orm'
import type { Tables } from './tables.ts'

/** How rows of one table go into statements and come back: derived from its definition, once. */
export type TableCodec = {
  readonly name: string
  /** Property names, in the order of the definition. */
  readonly properties: readonly string[]
  /** Column names, in the same order. */
  readonly columns: readonly string[]
  encode(row: Readonly<Record<string, unknown>>): unknown[]
  encodeValue(property: string, value: unknown): unknown
  decode(row: Readonly<Record<string, unknown>>): Record<string, unknown>
}

type Mapped = {
  name: string
  getSQLType(): string
  mapToDriverValue(value: unknown): unknown
  mapFromDriverValue(value: unknown): unknown
}

export const createTableCodec = (table: Tables[keyof Tables]): TableCodec => {
  const entries = Object.entries(getTableColumns(table)) as unknown as [string, Mapped][]
  const columns = entries.map(([property, column]) => {
    // Plain numbers and text need no mapping: skipping it is a third of the cost of a row.
    const plain = column.getSQLType() === 'integer'
    return {
      property,
      name: column.name,
      to: (value: unknown) =>
        plain || value === null || value === undefined ? (value ?? null) : column.mapToDriverValue(value),
      from: (value: unknown) =>
        plain || value === null || value === undefined ? (value ?? null) : column.mapFromDriverValue(value),
    }
  })
  const byProperty = new Map(columns.map((column) => [column.property, column]))
  return {
    name: getTableName(table),
    properties: columns.map((column) => column.property),
    columns: columns.map((column) => column.name),
    encode: (row) => columns.map((column) => column.to(row[column.property])),
    encodeValue: (property, value) => byProperty.get(property)!.to(value),
    decode: (row) => Object.fromEntries(columns.map((column) => [column.property, column.from(row[column.name])])),
  }
}
