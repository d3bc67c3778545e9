import { and, getTableName, gt, lt } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import { assertInvariant } from '../errors.ts'
import { headText, soughtByHead } from './hash-head.ts'
import { packId } from './ids.ts'
import { copy } from './postgres-copy.ts'
import { createTableText, type TableText } from './postgres-text.ts'
import * as tables from './schema.postgres.ts'
import type { Db, Index, Rows, TableName, Transaction } from './store.ts'
import type { Tables } from './tables.ts'

/** From so many rows on, COPY is faster than a statement with arrays. */
const COPIED_ROWS_MIN = 100
/** Rows whose lines are sent together: some 100 kB. */
const PIECE_ROWS = 500
/** Rows that one statement takes or looks for, so that none of its parameters is too long. */
const STATEMENT_ROWS = 10_000

type Row = Readonly<Record<string, unknown>>

const tableOf = (name: TableName): PgTable & { id: never } =>
  (tables as unknown as Record<string, PgTable & { id: never }>)[name]!

const known = new Map<TableName, TableText>()
const textOf = (name: TableName): TableText => {
  const text = known.get(name) ?? createTableText((tables as unknown as Tables)[name])
  known.set(name, text)
  return text
}
const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join()

function* parts<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

function* pieces(text: TableText, rows: readonly Row[], without: number): Generator<string> {
  for (const some of parts(rows, PIECE_ROWS)) yield text.lines(some, without)
}

/** These properties of rows as what a statement selects from, under the names of their columns, and its parameters. */
const unnested = (text: TableText, properties: readonly string[], rows: readonly Row[]) => {
  const columns = properties.map(text.columnOf)
  const arrays = columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join()
  return {
    source: `unnest(${arrays}) s(${quoted(columns.map(({ name }) => name))})`,
    values: properties.map((name) => text.array(rows, name)),
  }
}

/** What a transaction does on its connection. */
export const createTransaction = (client: Sql): Transaction => {
  const db = drizzle(client)

  /** Adds rows, with all columns or without the first so many. */
  const add = async (name: TableName, rows: readonly Row[], without: number): Promise<void> => {
    const text = textOf(name)
    const properties = text.properties.slice(without)
    const target = `"${text.name}" (${quoted(properties.map((own) => text.columnOf(own).name))})`
    if (rows.length >= COPIED_ROWS_MIN) {
      await copy(client, `copy ${target} from stdin`, pieces(text, rows, without))
    } else if (rows.length > 0) {
      const { source, values } = unnested(text, properties, rows)
      await client.unsafe(`insert into ${target} select * from ${source}`, values)
    }
  }

  return {
    db: db as unknown as Db,
    insert: (name, rows) => add(name, rows, 0),
    // The id is the first column of every table that has one.
    append: (name, rows) => add(name, rows, 1),
    // A function's rows are taken for few, so that whatever is known of the table, its rows are looked up by their keys.
    replace: async (name, rows) => {
      const text = textOf(name)
      const [key, ...others] = text.properties.map((own) => text.columnOf(own).name)
      const set = others.map((column) => `"${column}" = s."${column}"`).join()
      for (const some of parts(rows, STATEMENT_ROWS)) {
        const { source, values } = unnested(text, text.properties, some)
        const statement = `update "${text.name}" t set ${set} from ${source} where t."${key}" = s."${key}"`
        const done = await client.unsafe(statement, values)
        assertInvariant(done.count === some.length, `Rows of ${text.name} are replaced that are not there.`)
      }
    },
    find: async <N extends TableName>(
      name: N,
      properties: readonly (keyof Rows[N] & string)[],
      keys: readonly (readonly unknown[])[],
      slot: number,
    ) => {
      const text = textOf(name)
      const of = (side: string, own: string) => `${side}."${text.columnOf(own).name}"`
      const on = properties.map((own) => `${of('t', own)} = ${of('s', own)}`)
      const [first] = properties
      if (first && first === soughtByHead[name]) on.push(`${headText(of('t', first))} = ${headText(of('s', first))}`)
      const found: Row[] = []
      for (const some of parts(keys, STATEMENT_ROWS)) {
        const rows = some.map((key) => Object.fromEntries(properties.map((own, i) => [own, key[i]])))
        const { source, values } = unnested(text, properties, rows)
        const within = `t."id" >= ${packId(slot, 0)} and t."id" < ${packId(slot + 1, 0)}`
        const statement = `select t.* from ${source} join "${text.name}" t on ${on.join(' and ')} where ${within}`
        for (const row of await client.unsafe(statement, values)) found.push(text.decode(row))
      }
      return found as Rows[N][]
    },
    findNow: null,
    deleteAbove: async (name, slot, number) => {
      const table = tableOf(name)
      await db.delete(table).where(and(gt(table.id, packId(slot, number)), lt(table.id, packId(slot + 1, 0))))
    },
    indicesOf: async (name) => {
      const of = getTableName(tableOf(name))
      return client<Index[]>`select indexname as name, indexdef as definition from pg_indexes
        where schemaname = current_schema() and tablename = ${of} and indexdef not ilike 'create unique%' order by indexname`
    },
    define: async (text) => {
      await client.unsafe(text)
    },
  }
}
