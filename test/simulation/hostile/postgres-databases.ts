import { openStore } from '../../../src/store/open.ts'
import { startPostgres } from '../../helpers/postgres.ts'
import type { Databases } from './database.ts'

/** Databases of a PostgreSQL server: the one at TEST_DATABASE_URL, or one of its own. */
export const postgresDatabases = async (): Promise<Databases> => {
  const server = await startPostgres()
  return {
    dialect: 'postgres',
    create: async () => {
      const url = await server.createDatabase()
      await (await openStore(url, { write: true })).close()
      return url
    },
    open: (url) => openStore(url, { write: true }),
    openToRead: (url) => openStore(url, { write: false }),
    clear: server.clear,
    close: server.stop,
  }
}
