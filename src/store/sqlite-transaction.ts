import type Database from 'better-sqlite3'
import { assertInvariant } from '../errors.ts'
import { headText, soughtByHead } from './hash-head.ts'
import { packId } from './ids.ts'
import { compile, property } from './row-code.ts'
import * as tables from './schema.sqlite.ts'
import type { Db, Index, Rows, TableName, Transaction } from './store.ts'
import { createTableCodec, type TableCodec } from './table-codec.ts'
import type { Tables } from './tables.ts'

/** Rows that one statement adds; more were not quicker. */
const ROWS_AT_ONCE = 16

/** Which of some properties differ in two rows, as bits. An index is written anew for each of its columns that a statement names. */
const createDifferences = (properties: readonly string[]) => {
  assertInvariant(properties.length < 32, 'A table has more columns than an integer has bits.', { properties })
  return compile<(a: object, b: object) => number>(
    ['a', 'b'],
    `return ${properties.map((name, i) => `(${property('a', name)} === ${property('b', name)} ? 0 : ${2 ** i})`).join(' | ')}`,
    {},
  )
}

/** What the bulk operations work with, made once per table when first used. */
const createStatements = (client: Database.Database) => {
  const made = new Map<string, unknown>()
  const once = <T>(name: string, make: () => T): T => {
    if (!made.has(name)) made.set(name, make())
    return made.get(name) as T
  }
  const codec = (table: TableName): TableCodec =>
    once(`codec ${table}`, () => createTableCodec((tables as unknown as Tables)[table]))
  const statement = (name: string, text: () => string): Database.Statement<unknown[]> =>
    once(name, () => client.prepare<unknown[]>(text()))
  /** Replaces rows by their ids; where they are known as they were, only what changed of them. Tells how many were there. */
  const replacing = (table: TableName) =>
    once(`replace ${table}`, () => {
      const own = codec(table)
      const [key, ...columns] = own.columns
      const [id, ...properties] = own.properties
      const all = 2 ** properties.length - 1
      const differences = createDifferences(properties)
      /** By the set of what they write, as bits. */
      const writers = new Map<number, (row: Record<string, unknown>) => number>()
      const writerOf = (set: number) => {
        const known = writers.get(set)
        if (known) return known
        const written = <T>(list: readonly T[]) => list.filter((_, i) => set & (2 ** i))
        const changes = written(columns).map((column) => `"${column}" = ?`)
        const prepared = client.prepare<unknown[]>(`update "${own.name}" set ${changes.join()} where "${key}" = ?`)
        const run = prepared.run.bind(prepared)
        const fill = own.filler([...written(properties), id!])
        const values: unknown[] = []
        const write = (row: Record<string, unknown>): number => {
          fill(values, [row], 0, 1)
          return run(...values).changes
        }
        writers.set(set, write)
        return write
      }
      return (rows: readonly object[], before?: readonly object[]): number => {
        let there = 0
        for (let i = 0; i < rows.length; i++) {
          const row = rows[i] as Record<string, unknown>
          const set = before ? differences(row, before[i] as Record<string, unknown>) : all
          there += set === 0 ? 1 : writerOf(set)(row)
        }
        return there
      }
    })
  /** Adds rows with their values of these properties, several by one statement: half the time of one by one. */
  const adding = (name: string, own: TableCodec, properties: readonly string[], columns: readonly string[]) =>
    once(name, () => {
      const places = `(${columns.map(() => '?').join()})`
      const names = columns.map((column) => `"${column}"`).join()
      const runner = (count: number) => {
        const text = `insert into "${own.name}" (${names}) values ${Array(count).fill(places).join()}`
        const prepared = client.prepare<unknown[]>(text)
        return prepared.run.bind(prepared)
      }
      const [runOne, runMany] = [runner(1), runner(ROWS_AT_ONCE)]
      const [one, many]: [unknown[], unknown[]] = [[], []]
      const fill = own.filler(properties)
      return (given: readonly object[]): void => {
        const rows = given as readonly Record<string, unknown>[]
        let at = 0
        for (; at + ROWS_AT_ONCE <= rows.length; at += ROWS_AT_ONCE) {
          fill(many, rows, at, ROWS_AT_ONCE)
          runMany(...many)
        }
        for (; at < rows.length; at++) {
          fill(one, rows, at, 1)
          runOne(...one)
        }
      }
    })
  return { codec, statement, replacing, adding }
}

/** A write transaction of a connection to SQLite: all that is done with it, between `begin` and `commit`. */
export const createTransaction = (client: Database.Database, db: Db): Transaction => {
  const { codec, statement, replacing, adding } = createStatements(client)
  /** Adds rows with their values of all columns, or of all but the first so many. */
  const add = (table: TableName, rows: readonly object[], without = 0) => {
    const own = codec(table)
    adding(`insert ${table} ${without}`, own, own.properties.slice(without), own.columns.slice(without))(rows)
  }
  const findNow = <N extends TableName>(
    table: N,
    properties: readonly (keyof Rows[N] & string)[],
    key: readonly unknown[],
    slot: number,
  ): Rows[N][] => {
    const { name, columns, properties: all, encodeValue, decode } = codec(table)
    const isByHead = properties[0] === soughtByHead[table]
    const select = statement(`find ${table} ${properties.join()}`, () => {
      const own = properties.map((property) => `"${columns[all.indexOf(property)]}"`)
      const where = own.map((column) => `${column} is ?`)
      if (isByHead) where.push(`${headText(own[0]!)} is ${headText('?')}`)
      return `select * from "${name}" where ${where.join(' and ')} and "id" >= ? and "id" < ?`
    })
    const values = key.map((value, i) => encodeValue(properties[i]!, value))
    if (isByHead) values.push(values[0])
    const rows = select.all(...values, packId(slot, 0), packId(slot + 1, 0)) as Record<string, unknown>[]
    return rows.map((row) => decode(row) as Rows[N])
  }
  return {
    db,
    insert: async (table, rows) => add(table, rows),
    // The id is the first column of every table that has one.
    append: async (table, rows) => add(table, rows, 1),
    replace: async (table, rows, before) => {
      const there = replacing(table)(rows, before)
      assertInvariant(there === rows.length, `Rows of ${codec(table).name} are replaced that are not there.`)
    },
    find: async (table, properties, keys, slot) => keys.flatMap((key) => findNow(table, properties, key, slot)),
    findNow,
    deleteAbove: async (table, slot, number) => {
      const { name } = codec(table)
      statement(`deleteAbove ${table}`, () => `delete from "${name}" where "id" > ? and "id" < ?`).run(
        packId(slot, number),
        packId(slot + 1, 0),
      )
    },
    indicesOf: async (table) =>
      statement(
        'indices',
        () => `select "name", "sql" as "definition" from "sqlite_schema" where "type" = 'index' and "tbl_name" = ?
          and "sql" not like 'create unique%' order by "name"`,
      ).all(codec(table).name) as Index[],
    define: async (text) => {
      client.exec(text)
    },
  }
}
