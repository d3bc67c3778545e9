import { Column, getTableColumns, getTableName, is, SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { compile, objectText } from '../row-code.ts'

/** Columns by the names that they get in a row, and rows within rows. */
export type Fields = { readonly [name: string]: Column | Fields }

/** What a statement selects, and how rows are made of the arrays that it gives. */
export type Picked<T> = { readonly list: SQL; rowsOf(values: readonly (readonly unknown[])[]): T[] }

type Reading = { mapFromDriverValue(value: unknown): unknown }

/** A query that stands for a table has expressions among its columns. */
const readingOf = (column: Column | SQL.Aliased): Reading =>
  is(column, SQL.Aliased) ? (column.sql as unknown as { decoder: Reading }).decoder : column

/** A Buffer for each value is most of what reading a row costs: SQLite writes bytes out as hex, which such columns read as well. */
const asText = (column: Column | SQL.Aliased): boolean =>
  is(column, Column) &&
  column.getSQLType() === 'blob' &&
  (column as { readonly mapFrom?: unknown }).mapFrom !== undefined

/** How a column is selected; hex() makes a text of nothing. */
const shown = (column: Column): string => {
  const name = `"${getTableName(column.table)}"."${column.name}"`
  if (!asText(column)) return name
  return column.notNull ? `hex(${name})` : `case when ${name} is null then null else hex(${name}) end`
}

/** As one text where it can be: statements are written anew for each page, and the names of columns were most of the work. */
const listOf = (columns: readonly (Column | SQL.Aliased)[]): SQL =>
  columns.every((column) => is(column, Column))
    ? sql.raw(columns.map(shown).join(', '))
    : sql.join(
        columns.map((column) => (is(column, Column) ? sql.raw(shown(column)) : sql`${column}`)),
        sql`, `,
      )

const unread = Column.prototype.mapFromDriverValue

/**
 * A selection of columns. The function that makes rows is compiled once, from the columns' names: it knows which columns need reading
 * and which are as they come. With `first`, rows begin with a number of that name, which whoever writes the statement puts first.
 */
export const pick = <T>(fields: Fields, first?: string): Picked<T> => {
  const columns: (Column | SQL.Aliased)[] = []
  const entriesOf = (of: Fields): [name: string, value: string][] =>
    Object.entries(of).map(([name, field]) => {
      if (!is(field, Column) && !is(field, SQL.Aliased)) return [name, objectText(entriesOf(field))]
      const at = columns.push(field) - 1
      const value = `row[${first === undefined ? at : at + 1}]`
      const isRead = readingOf(field).mapFromDriverValue !== unread
      return [name, isRead ? `${value} === null ? null : c${at}.mapFromDriverValue(${value})` : value]
    })
  const own = entriesOf(fields)
  const row = objectText(first === undefined ? own : [[first, 'row[0]'], ...own])
  const known = Object.fromEntries(columns.map((column, at) => [`c${at}`, readingOf(column)]))
  return {
    list: listOf(columns),
    rowsOf: compile(['rows'], `return rows.map((row) => (${row}))`, known),
  }
}

/** Those columns that are among some names, and the one that names the row. */
export const columnsAmong = <T>(columns: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => name === 'id' || names.has(name)))

const tables = new WeakMap<SQLiteTable, Picked<unknown>>()

/** Whole rows of a table. */
export const pickAll = <T extends SQLiteTable>(table: T): Picked<T['$inferSelect']> => {
  const known = tables.get(table) ?? pick(getTableColumns(table) as Fields)
  tables.set(table, known)
  return known as Picked<T['$inferSelect']>
}
