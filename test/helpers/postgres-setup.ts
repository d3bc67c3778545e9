import { startServer } from './postgres.ts'

/**
 * vitest's globalSetup: one server for the whole run. Workers are started later and inherit TEST_DATABASE_URL, where
 * startPostgres finds it; when it is set already, that server is used.
 */
export const setup = async (): Promise<(() => Promise<void>) | undefined> => {
  if (process.env.TEST_DATABASE_URL) return undefined
  const [url, stop] = await startServer()
  process.env.TEST_DATABASE_URL = url
  return async () => {
    delete process.env.TEST_DATABASE_URL
    await stop()
  }
}
