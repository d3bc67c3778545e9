import { afterAll, beforeAll } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { temporarySqlite } from '../simulation/books-of.ts'
import { type Postgres, startPostgres } from './postgres.ts'

/** An empty database of each kind for the tests of a file: there once they begin, and closed after them. */
export const bothStores = (): Record<'sqlite' | 'postgres', Store> => {
  const stores = {} as Record<'sqlite' | 'postgres', Store>
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
    stores.sqlite = await temporarySqlite()
    stores.postgres = await openStore(await server.createDatabase(), { write: true })
  }, 120_000)
  afterAll(async () => {
    await stores.sqlite?.close()
    await stores.postgres?.close()
    await server?.stop()
  })
  return stores
}
