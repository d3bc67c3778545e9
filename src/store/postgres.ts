import { spawn } from 'node:child_process'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import type { Sql } from 'postgres'
import { DaybookError } from '../errors.ts'
import { createConnections, transact } from './postgres-connection.ts'
import { createTransaction } from './postgres-transaction.ts'
import * as tables from './schema.postgres.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

const READERS_MAX = 8
/** Whoever writes holds this lock, so that processes take turns as on SQLite: "dayb" in ASCII, for want of a name. */
const WRITER_LOCK = 0x64617962

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
  const ask = <T>(work: (client: Sql) => Promise<T>): Promise<T> => readers.use(({ client }) => work(client))
  const snapshot = <T>(work: (client: Sql) => Promise<T>): Promise<T> =>
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
          return work(createTransaction(client))
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
