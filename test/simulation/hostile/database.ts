import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'

/** Where the simulation's databases come from. */
export type Databases = {
  readonly dialect: Store['dialect']
  /** The URL or file of a new, empty database with all its tables. */
  create(): Promise<string>
  /** Opens it as the indexer does. */
  open(url: string): Promise<Store & { readonly writer?: Database.Database | null }>
  /** Opens it as the API does. */
  openToRead(url: string): Promise<Store>
  /** Removes everything that `create` made so far. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** SQLite files in memory where the machine has a file system there. */
export const sqliteDatabases = async (): Promise<Databases> => {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'daybook-hostile-'))
  const template = join(folder, 'template.db')
  await (await openStore(template, { write: true })).close()
  let made: string[] = []
  return {
    dialect: 'sqlite',
    create: async () => {
      const own = mkdtempSync(join(folder, 'run-'))
      made.push(own)
      copyFileSync(template, join(own, 'books.db'))
      return join(own, 'books.db')
    },
    open: async (file) => {
      const store = (await openStore(file, { write: true })) as Store & { readonly writer: Database.Database }
      // Time stands still while SQLite waits for a lock.
      store.writer.pragma('busy_timeout = 0')
      return store
    },
    openToRead: (file) => openStore(file, { write: false }),
    clear: async () => {
      for (const own of made) rmSync(own, { recursive: true, force: true })
      made = []
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}
