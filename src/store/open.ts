import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator'
import { DaybookError } from '../errors.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

const migrationsOf = (dialect: Store['dialect']): string =>
  fileURLToPath(new URL(`../../migrations/${dialect}`, import.meta.url))

const migrationCount = (dialect: Store['dialect']): number =>
  (JSON.parse(readFileSync(`${migrationsOf(dialect)}/meta/_journal.json`, 'utf8')) as { entries: unknown[] }).entries
    .length

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url)
const fileOf = (url: string): string => url.replace(/^sqlite:/, '')

/** Migrations applied to a database so far; 0 for an empty one. */
const appliedTo = async (store: Store): Promise<number> => {
  const table = store.dialect === 'sqlite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations'
  try {
    return Number((await store.query(`select count(*) as applied from ${table}`))[0]!.applied)
  } catch {
    return 0
  }
}

/**
 * Opens a database by its URL: `sqlite:PATH`, a plain path, or `postgres://…`. For writing, its schema is brought up to date
 * first; for reading, DATABASE_SCHEMA says when it is not, and DATABASE_UNREACHABLE when there is none.
 */
export const openStore = async (url: string, { write }: { write: boolean }): Promise<Store> => {
  const store = isPostgres(url) ? await openPostgres(url, { write }) : openSqlite(fileOf(url), { write })
  try {
    if (write && 'migrate' in store) await store.migrate(migrationsOf('postgres'))
    else if (write && 'writer' in store && store.writer) {
      migrateSqlite(drizzleSqlite(store.writer), { migrationsFolder: migrationsOf('sqlite') })
    }
    const [applied, known] = [await appliedTo(store), migrationCount(store.dialect)]
    if (applied !== known) {
      const advice = applied < known ? 'Run `daybook migrate`.' : 'It was written by a newer Daybook: update this one.'
      throw new DaybookError('DATABASE_SCHEMA', `The database has ${applied} of ${known} migrations. ${advice}`, {
        details: { applied, known },
      })
    }
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Brings a database's schema up to date; tells how many migrations that took. */
export const migrateStore = async (url: string): Promise<{ applied: number }> => {
  const before = isPostgres(url) ? await openPostgres(url, { write: true }) : openSqlite(fileOf(url), { write: true })
  const had = await appliedTo(before)
  await before.close()
  const store = await openStore(url, { write: true })
  await store.close()
  return { applied: migrationCount(store.dialect) - had }
}
