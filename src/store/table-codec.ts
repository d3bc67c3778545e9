import { getTableColumns, getTableName } from 'drizzle-orm'
import { compile, objectText, property } from './row-code.ts'
import type { Tables } from './tables.ts'

type Row = Readonly<Record<string, unknown>>

/** How rows of one table go into statements and come back: derived from its definition, once. */
export type TableCodec = {
  readonly name: string
  /** Property names, in the order of the definition. */
  readonly properties: readonly string[]
  /** Column names, in the same order. */
  readonly columns: readonly string[]
  encodeValue(property: string, value: unknown): unknown
  /** A row from what a statement gives, by column name. */
  decode(row: Row): Record<string, unknown>
  /** Lays the values of these properties of `count` rows from `from` on into a list, as the database takes them, one row's behind the other's. */
  filler(properties: readonly string[]): (list: unknown[], rows: readonly Row[], from: number, count: number) => void
}

type Mapped = {
  name: string
  getSQLType(): string
  mapToDriverValue(value: unknown): unknown
  mapFromDriverValue(value: unknown): unknown
}

export const createTableCodec = (table: Tables[keyof Tables]): TableCodec => {
  const columns = new Map(Object.entries(getTableColumns(table)) as unknown as [string, Mapped][])
  const [properties, names] = [[...columns.keys()], [...columns.values()].map((column) => column.name)]
  // Plain numbers need no mapping, and nothing does where there is no value.
  const isPlain = (name: string) => /^(integer|bigint)$/.test(columns.get(name)!.getSQLType())
  const encode = (name: string, value: unknown) => columns.get(name)!.mapToDriverValue(value)
  const decode = (name: string, value: unknown) => columns.get(name)!.mapFromDriverValue(value)
  /** The value of a column in code: mapped where it is there. */
  const mapped = (name: string, value: string, by: string) =>
    isPlain(name) ? `${value} ?? null` : `(${value} ?? null) === null ? null : ${by}(${JSON.stringify(name)}, ${value})`
  return {
    name: getTableName(table),
    properties,
    columns: names,
    encodeValue: (name, value) => (value === null || value === undefined ? null : encode(name, value)),
    decode: compile(
      ['row'],
      `return ${objectText([...columns].map(([own, { name }]) => [own, mapped(own, property('row', name), 'decode')]))}`,
      { decode },
    ),
    filler: (chosen) =>
      compile(
        ['list', 'rows', 'from', 'count'],
        `for (let i = 0; i < count; i++) {
          const row = rows[from + i]
          const at = i * ${chosen.length}
          ${chosen.map((name, i) => `list[at + ${i}] = ${mapped(name, property('row', name), 'encode')}`).join('\n')}
        }`,
        { encode },
      ),
  }
}
