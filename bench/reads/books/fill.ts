import type Database from 'better-sqlite3'
import * as tables from '../../../src/store/schema.sqlite.ts'
import type { Rows, TableName } from '../../../src/store/store.ts'
import { createTableCodec } from '../../../src/store/table-codec.ts'
import type { Tables } from '../../../src/store/tables.ts'

/** A value of a column: SQL, or what it is in every row. */
export type Expression = string | number | null

/**
 * Fills tables by statements alone: a row for each that the select `from` gives, a column for each of the table's definition. A
 * select that is in the order of the ids is written at the end of the table, one page after the other.
 */
export type Fill = <N extends TableName>(
  table: N,
  columns: Readonly<Record<keyof Rows[N] & string, Expression>>,
  from: string,
) => void

export const createFill =
  (database: Database.Database): Fill =>
  (table, columns, from) => {
    const { name, properties, columns: names } = createTableCodec((tables as unknown as Tables)[table])
    const values = properties.map((property) => {
      const value = (columns as Record<string, Expression | undefined>)[property]
      if (value === undefined) throw new Error(`Books for reading have nothing for ${name}.${property}.`)
      return value ?? 'null'
    })
    const into = names.map((column) => `"${column}"`).join()
    database.exec(`insert into "${name}" (${into}) select ${values.join()} from ${from}`)
  }

/** A select of the numbers from 1 to `count`, as `n`. */
export const numbersTo = (count: number): string =>
  `(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${count}) select n from numbers)`
