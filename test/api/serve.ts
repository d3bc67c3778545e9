// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerOptions, startServer } from '../../src/api/server.ts'
import { createLog, silentLog } from '../../src/log.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { startPostgres } from '../helpers/postgres.ts'
import { saveWorld, type World } from './world.ts'

export type Answer = {
  readonly data?: any
  readonly errors?: { message: string; extensions: Record<string, unknown> }[]
}

export type Served = {
  readonly store: Store
  readonly url: string
  /** The whole answer, errors and all. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>
  /** The data of an answer that has no errors. */
  data(query: string, variables?: Record<string, unknown>): Promise<any>
  stop(): Promise<void>
}

/** A server over a database that holds a world: an empty one at `url`, or a new file. */
export const serve = async (
  world: World,
  url?: string,
  options: Pick<Partial<ServerOptions>, 'limits' | 'sockets' | 'log'> = {},
): Promise<Served> => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-api-'))
  const store = await openStore(url ?? join(folder, 'test.db'), { write: true })
  await saveWorld(store, world)
  const server = await startServer({
    store,
    name: 'test',
    host: '127.0.0.1',
    port: 0,
    log: process.env.API_LOG ? createLog('error') : silentLog,
    version: '9.9.9',
    ...options,
  })
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as Answer
  }
  return {
    store,
    url: server.url,
    ask,
    data: async (query, variables) => {
      const answer = await ask(query, variables)
      if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2))
      return answer.data
    },
    stop: async () => {
      await server.stop()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Engine = 'SQLite' | 'PostgreSQL'
export const engines: readonly Engine[] = ['SQLite', 'PostgreSQL']

/** The same over either database. */
export const serveOn = async (
  engine: Engine,
  world: World,
  options: Pick<Partial<ServerOptions>, 'limits' | 'sockets' | 'log'> = {},
): Promise<Served> => {
  if (engine === 'SQLite') return serve(world, undefined, options)
  const postgres = await startPostgres()
  const served = await serve(world, await postgres.createDatabase(), options)
  return {
    ...served,
    stop: async () => {
      await served.stop()
      await postgres.stop()
    },
  }
}
