import { getTableColumns, getTableName } from 'drizzle-orm'
import { assertInvariant } from '../errors.ts'
import { compile, objectText, property } from './row-code.ts'
import type { Tables } from './tables.ts'

// PostgreSQL takes many rows as lines of text, columns between tabs (COPY), or column by column, each as one text of an array, which
// unnest() makes into rows again: several times as fast as a parameter for each value, and one statement for any number of rows.
// https://www.postgresql.org/docs/current/sql-copy.html, https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO

type Row = Readonly<Record<string, unknown>>
type Column = {
  name: string
  getSQLType(): string
  mapToDriverValue(value: unknown): unknown
  mapFromDriverValue(value: unknown): unknown
}

/** How rows of one table go into statements and come back: derived from its definition, once. */
export type TableText = {
  readonly name: string
  readonly properties: readonly string[]
  columnOf(property: string): { readonly name: string; readonly type: string }
  /** Rows as lines for COPY, with all columns or without the first so many. */
  lines(rows: readonly Row[], without: number): string
  /** The values of a property as an array, in the order of the rows. */
  array(rows: readonly Row[], property: string): string
  /** A row from what a statement gives, by column name. */
  decode(row: Row): Row
}

/** How a text and bytes are written, and where there is no value. */
type Form = {
  readonly text: (value: string) => string
  readonly bytes: (value: unknown) => string
  readonly none: string
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Bytes as hex digits: outside the database they are hex, or a buffer. */
const digits = (value: unknown): string => {
  if (typeof value === 'string') return value.slice(2)
  assertInvariant(Buffer.isBuffer(value), 'A column of bytes is told to PostgreSQL as text or bytes.')
  return value.toString('hex')
}

const inLine: Form = {
  text: (value) => (/[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => escapes[found]!) : value),
  bytes: (value) => `\\\\x${digits(value)}`,
  none: '\\N',
}
const inArray: Form = {
  text: (value) => `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`,
  bytes: (value) => `"\\\\x${digits(value)}"`,
  none: 'null',
}

export const createTableText = (table: Tables[keyof Tables]): TableText => {
  const columns = new Map(Object.entries(getTableColumns(table)) as unknown as [string, Column][])
  const properties = [...columns.keys()]
  const typeOf = (name: string) => columns.get(name)!.getSQLType().replace('bigserial', 'bigint')
  const encode = (name: string, value: unknown) => columns.get(name)!.mapToDriverValue(value)
  const decode = (name: string, value: unknown) => columns.get(name)!.mapFromDriverValue(value)

  /** A column of `row` as text, in code. */
  const told = (name: string, { none }: Form): string => {
    const value = property('row', name)
    // Whole numbers of any width are their own digits.
    if (/^(bigint|numeric)$/.test(typeOf(name))) return `(${value} ?? ${JSON.stringify(none)})`
    const text = typeOf(name) === 'bytea' ? `bytes(${value})` : `text(encode(${JSON.stringify(name)}, ${value}))`
    return `((${value} ?? null) === null ? ${JSON.stringify(none)} : ${text})`
  }
  const linesOf = [0, 1].map((without) =>
    compile<(rows: readonly Row[]) => string>(
      ['rows'],
      `let told = ''
      for (const row of rows) told += ${properties
        .slice(without)
        .map((name) => told(name, inLine))
        .join(` + '\\t' + `)} + '\\n'
      return told`,
      { ...inLine, encode },
    ),
  )
  const arrayOf = new Map(
    properties.map((name) => [
      name,
      compile<(rows: readonly Row[]) => string>(
        ['rows'],
        `let told = ''
        for (const row of rows) told += ',' + ${told(name, inArray)}
        return '{' + told.slice(1) + '}'`,
        { ...inArray, encode },
      ),
    ]),
  )
  return {
    name: getTableName(table),
    properties,
    columnOf: (name) => ({ name: columns.get(name)!.name, type: typeOf(name) }),
    lines: (rows, without) => linesOf[without]!(rows),
    array: (rows, name) => arrayOf.get(name)!(rows),
    decode: compile(
      ['row'],
      `return ${objectText(
        [...columns].map(([own, { name }]) => {
          const value = property('row', name)
          return [own, `${value} === null ? null : decode(${JSON.stringify(own)}, ${value})`]
        }),
      )}`,
      { decode },
    ),
  }
}
