import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { and, getTableColumns, getTableName, gt, gte, lt, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import type postgres from 'postgres'
import type { Hex } from '../domain/hex.ts'
import { assertInvariant, DaybookError } from '../errors.ts'
import { copyPieces } from './copy-text.ts'
import { hasHash, soughtByHead } from './hash-head.ts'
import { packId } from './ids.ts'
import { createConnections, transact } from './postgres-connection.ts'
import * as tables from './schema.postgres.ts'
import type { Db, Index, Rows, Store, TableName, Transaction } from './store.ts'
import { createTableCodec, type TableCodec } from './table-codec.ts'
import type { Tables } from './tables.ts'

/** PostgreSQL takes 65,535 parameters in a statement; half of that leaves the planner in peace. */
const PARAMETERS_MAX = 30_000
/** From so many rows on, COPY is faster than a statement with parameters. */
const COPIED_ROWS_MIN = 100
const READERS_MAX = 8
/** Whoever writes holds this lock, so that processes take turns as on SQLite: "dayb" in ASCII, for want of a name. */
const WRITER_LOCK = 0x64617962

type Column = { name: string }
type Connection = Pick<PostgresJsDatabase, 'select' | 'insert' | 'update' | 'delete' | '$count' | 'execute'>

const tableOf = (name: TableName): PgTable & { id: never } =>
  (tables as unknown as Record<string, PgTable & { id: never }>)[name]!
const columnsOf = (name: TableName): Record<string, Column> =>
  getTableColumns(tableOf(name)) as unknown as Record<string, Column>

function* chunks<T>(rows: readonly T[], width: number): Generator<T[]> {
  const size = Math.max(1, Math.min(1_000, Math.floor(PARAMETERS_MAX / Math.max(1, width))))
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size) as T[]
}

type Feeder = {
  readonly codec: TableCodec
  readonly columns: readonly string[]
  readonly feed: ReturnType<TableCodec['feeder']>
}
const feeders = new Map<string, Feeder>()
/** How rows of a table are told, with all columns or without the first so many. */
const feederOf = (name: TableName, without = 0): Feeder => {
  const key = `${name} ${without}`
  const known = feeders.get(key)
  if (known) return known
  const codec = createTableCodec((tables as unknown as Tables)[name])
  const feed = codec.feeder(codec.properties.slice(without))
  const feeder = { codec, columns: codec.columns.slice(without), feed }
  feeders.set(key, feeder)
  return feeder
}
const namesOf = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join()

/** A query of the driver is told of its failure by this. */
type Rejectable = { reject(error: Error): void }

/** Copies rows of a table into it, or into another table of the same columns. `client` is the transaction's own connection. */
const copy = async (
  client: postgres.Sql,
  name: TableName,
  rows: readonly object[],
  { into, without = 0 }: { readonly into?: string; readonly without?: number } = {},
): Promise<void> => {
  const { codec, columns, feed } = feederOf(name, without)
  const lines = Readable.from(copyPieces(rows as readonly Record<string, unknown>[], feed))
  const text = `copy "${into ?? codec.name}" (${namesOf(columns)}) from stdin`
  const query = client.unsafe(text)
  // The driver tells the query of a failure that comes when all lines are sent, and not the stream, which would wait for ever.
  const { promise: failure, reject } = Promise.withResolvers<never>()
  failure.catch(() => {})
  const told = query as unknown as Rejectable
  const rejectQuery = told.reject
  told.reject = (error) => {
    rejectQuery(error)
    reject(error)
  }
  await Promise.race([query.writable().then((stream) => pipeline(lines, stream)), failure])
}

/** Replaces many rows by way of a table that is there for this transaction alone. */
const replaceMany = async (client: postgres.Sql, name: TableName, rows: readonly object[]): Promise<void> => {
  const { codec } = feederOf(name)
  const [key, ...others] = codec.columns
  const staged = `staged_${codec.name}`
  await client.unsafe(`create temp table "${staged}" (like "${codec.name}") on commit drop`)
  await copy(client, name, rows, { into: staged })
  const set = others.map((column) => `"${column}" = s."${column}"`).join()
  const done = await client.unsafe(
    `update "${codec.name}" t set ${set} from "${staged}" s where t."${key}" = s."${key}"`,
  )
  assertInvariant(done.count === rows.length, `Rows of ${codec.name} are replaced that are not there.`)
  await client.unsafe(`drop table "${staged}"`)
}

const createTransaction = (connection: Connection, client: postgres.Sql): Transaction => ({
  db: connection as unknown as Db,
  insert: async (name, rows) => {
    if (rows.length >= COPIED_ROWS_MIN) return copy(client, name, rows)
    for (const chunk of chunks(rows, Object.keys(columnsOf(name)).length))
      await connection.insert(tableOf(name)).values(chunk as never)
  },
  append: async (name, rows) => {
    // The id is the first column of every table that has one.
    if (rows.length >= COPIED_ROWS_MIN) return copy(client, name, rows, { without: 1 })
    for (const chunk of chunks(rows, Object.keys(columnsOf(name)).length))
      await connection.insert(tableOf(name)).values(chunk as never)
  },
  replace: async (name, rows) => {
    if (rows.length >= COPIED_ROWS_MIN) return replaceMany(client, name, rows)
    const columns = Object.entries(columnsOf(name))
    const [, ...others] = columns
    const set = Object.fromEntries(others.map(([property, column]) => [property, sql.raw(`excluded."${column.name}"`)]))
    for (const chunk of chunks(rows, columns.length)) {
      await connection
        .insert(tableOf(name))
        .values(chunk as never)
        .onConflictDoUpdate({ target: tableOf(name).id, set: set as never })
    }
  },
  find: async <N extends TableName>(
    name: N,
    properties: readonly (keyof Rows[N] & string)[],
    keys: readonly (readonly unknown[])[],
    slot: number,
  ) => {
    const columns = properties.map((property) => columnsOf(name)[property]! as never)
    const found: Rows[N][] = []
    for (const chunk of chunks(keys, properties.length)) {
      const list = sql.join(
        chunk.map(
          (key) =>
            sql`(${sql.join(
              key.map((value, i) => sql`${sql.param(value, columns[i])}`),
              sql`, `,
            )})`,
        ),
        sql`, `,
      )
      const rows = await connection
        .select()
        .from(tableOf(name) as PgTable)
        .where(
          and(
            sql`(${sql.join(
              columns.map((column) => sql`${column}`),
              sql`, `,
            )}) in (${list})`,
            properties[0] === soughtByHead[name] ? hasHash(columns[0]!, chunk.flat() as Hex[]) : undefined,
            gte(tableOf(name).id, packId(slot, 0)),
            lt(tableOf(name).id, packId(slot + 1, 0)),
          ),
        )
      found.push(...(rows as Rows[N][]))
    }
    return found
  },
  findNow: null,
  deleteAbove: async (name, slot, number) => {
    const table = tableOf(name)
    await connection.delete(table).where(and(gt(table.id, packId(slot, number)), lt(table.id, packId(slot + 1, 0))))
  },
  indicesOf: async (name) => {
    const of = getTableName(tableOf(name))
    return client<Index[]>`select indexname as name, indexdef as definition from pg_indexes
      where schemaname = current_schema() and tablename = ${of} and indexdef not ilike 'create unique%' order by indexname`
  },
  define: async (text) => {
    await client.unsafe(text)
  },
})

const unreachable = (url: string, cause: unknown): DaybookError => {
  const { hostname, pathname } = new URL(url)
  const reason = (cause as { code?: string; message?: string }).code ?? (cause as Error).message
  return new DaybookError('DATABASE_UNREACHABLE', `PostgreSQL at ${hostname}${pathname} does not answer: ${reason}.`, {
    cause,
  })
}

/** PostgreSQL's own tool takes the consistent copy; it must be installed where this runs. The password stays out of its arguments. */
const dump = (url: string, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const target = new URL(url)
    const password = decodeURIComponent(target.password)
    target.password = ''
    const child = spawn('pg_dump', ['--format=custom', `--file=${file}`, target.href], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
    })
    let problem = ''
    child.stderr.on('data', (text) => {
      problem += text
    })
    child.on('error', (cause) => {
      reject(
        new DaybookError('USAGE', 'pg_dump is not installed here: it makes the copy of a PostgreSQL database.', {
          cause,
        }),
      )
    })
    child.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new DaybookError('DATABASE_UNREACHABLE', `pg_dump failed: ${problem.trim().slice(0, 500)}`))
    })
  })

/** Opens a PostgreSQL database by its URL. */
export const openPostgres = async (
  url: string,
  { write }: { write: boolean },
): Promise<Store & { migrate(folder: string): Promise<void> }> => {
  const writers = createConnections(url, 1)
  const readers = createConnections(url, READERS_MAX)
  const close = async () => {
    await Promise.all([writers.close(), readers.close()])
  }
  const ask = <T>(work: (client: postgres.Sql) => Promise<T>): Promise<T> => readers.use(({ client }) => work(client))
  const snapshot = <T>(work: (client: postgres.Sql) => Promise<T>): Promise<T> =>
    readers.use((connection) => transact(connection, 'begin isolation level repeatable read read only', work))
  try {
    await ask((client) => client`select 1`)
  } catch (cause) {
    await close()
    throw unreachable(url, cause)
  }
  return {
    dialect: 'postgres',
    tables: tables as unknown as Tables,
    migrate: (folder) => writers.use(({ client }) => migrate(drizzle(client), { migrationsFolder: folder })),
    transaction: async (work) => {
      if (!write) throw new DaybookError('INVARIANT', 'This database was opened for reading only.')
      return writers.use((connection) =>
        transact(connection, 'begin', async (client) => {
          await client.unsafe(`select pg_advisory_xact_lock(${WRITER_LOCK})`)
          return work(createTransaction(drizzle(client), client))
        }),
      )
    },
    read: (work) => snapshot((client) => work(drizzle(client) as unknown as Db)),
    // Which transactions a snapshot sees follows from its text, except on a standby, where it leaves out those under way.
    version: () =>
      ask(async (client) => {
        const [row] = await client<{ version: string | null }[]>`
          select case when pg_is_in_recovery() then null else pg_current_snapshot()::text end as version`
        return row!.version
      }),
    query: (statement) =>
      snapshot(async (client) => [...(await client.unsafe(statement))]) as Promise<Record<string, unknown>[]>,
    size: () =>
      ask(async (client) => Number((await client`select pg_database_size(current_database()) as bytes`)[0]!.bytes)),
    backup: (file) => dump(url, file),
    close,
  }
}
