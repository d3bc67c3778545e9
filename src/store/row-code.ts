// Millions of rows of some thirty shapes go through a few places: copied there, told as text for the digest, put into statements. A
// function that takes every shape is several times slower than one that knows its own. So each table's are written as text from the
// names of its columns, once, and compiled; `new Function` sees nothing but those names.

/** A function of one table's rows, compiled from its body. */
export const compile = <F>(parameters: readonly string[], body: string, known: Readonly<Record<string, unknown>>): F =>
  new Function(...Object.keys(known), `'use strict'\nreturn (${parameters.join()}) => {\n${body}\n}`)(
    ...Object.values(known),
  ) as F

/** How code names a property of an object. */
export const property = (of: string, name: string): string => `${of}[${JSON.stringify(name)}]`

/** An object's text in code, its properties in this order: all that it makes have one shape. */
export const objectText = (entries: readonly (readonly [name: string, value: string])[]): string =>
  `{ ${entries.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(', ')} }`

type Values = Readonly<Record<string, unknown>>
export type NumberedRow = { readonly id: number } & Values

/** What is done to the rows of one table in memory. */
export type RowCode = {
  /** The row of this id with these values. */
  make(id: number, values: Values): NumberedRow
  /** The row as it is after a change; the one it was stays as it is. */
  change(row: NumberedRow, patch: Values): NumberedRow
}

/** `columns` are property names, in the order of the table's definition. */
export const createRowCode = (columns: readonly string[]): RowCode => {
  const copyOf = (name: string) =>
    objectText(columns.map((column) => [column, column === 'id' ? 'id' : property(name, column)]))
  return {
    make: compile(['id', 'values'], `return ${copyOf('values')}`, {}),
    change: compile(['row', 'patch'], `const { id } = row\nreturn Object.assign(${copyOf('row')}, patch)`, {}),
  }
}
