import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { spawnKeeper } from './postgres-process.ts'

/** A PostgreSQL server for tests. */
export type Postgres = {
  /** Of the server's own database; tests make theirs with `createDatabase`. */
  readonly url: string
  /** A new, empty database; gone after `stop`. */
  createDatabase(): Promise<string>
  /** Drops what `createDatabase` made so far. */
  clear(): Promise<void>
  /** Drops what `createDatabase` made, and stops the server if this call started it. */
  stop(): Promise<void>
}

/**
 * The server at TEST_DATABASE_URL (which postgres-setup.ts sets for a whole test run), or one of its own. DATABASE_URL is left
 * alone on purpose: it may be somebody's real database.
 */
export const startPostgres = async (): Promise<Postgres> => {
  const given = process.env.TEST_DATABASE_URL
  return given ? attach(given, async () => {}) : attach(...(await startServer()))
}

/** A server in a process of its own, without databases to look after: what a whole test run shares. */
export const startServer = async (): Promise<[url: string, stop: () => Promise<void>]> => {
  const keeper = await spawnKeeper()
  return [keeper.url, keeper.stop]
}

const attach = (url: string, stopServer: () => Promise<void>): Postgres => {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  const names: string[] = []
  const clear = async () => {
    for (const name of names.splice(0)) await admin.unsafe(`drop database if exists ${name} with (force)`)
  }
  return {
    url,
    createDatabase: async () => {
      const name = `daybook_test_${randomBytes(6).toString('hex')}`
      // template0 cannot be in use, so that many tests may do this at the same time.
      await admin.unsafe(`create database ${name} template template0`)
      names.push(name)
      const database = new URL(url)
      database.pathname = `/${name}`
      return database.href
    },
    clear,
    stop: async () => {
      await clear()
      await admin.end()
      await stopServer()
    },
  }
}
