import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { DaybookError } from '../errors.ts'
import { amountFromBytes } from './amount-bytes.ts'
import { keepStatements } from './kept-statements.ts'
import * as tables from './schema.sqlite.ts'
import { createTransaction } from './sqlite-transaction.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Readers at the same time; more wait for one to become free. */
const READERS_MAX = 8

/**
 * Bytes of the file that a reader has as memory, so that a page that the system holds is neither asked for nor copied: as much as SQLite
 * was built to take, which is 2 GB; whatever lies behind it is read as ever. A reader lets go of it with each commit of somebody else, as
 * it does of its own pages. Nobody cuts the file while it is read: SQLite does so only where no reader needs what is cut off. What
 * changes is a disk that fails, or another file written over this one: no error, but the end of the process. So it is for those
 * who only read; the writer's process says what went wrong, and its memory is counted.
 */
const MAPPED_BYTES = 2 ** 40

/** better-sqlite3 answers at once, which `await` takes as well as a promise: one cast for the whole of SQLite. */
const asDb = (client: Database.Database): Db => drizzle(client) as unknown as Db

const openClient = (file: string, options: { readonly: boolean }): Database.Database => {
  try {
    const client = new Database(file, { readonly: options.readonly, fileMustExist: options.readonly })
    client.pragma('busy_timeout = 10000')
    client.pragma(`cache_size = ${options.readonly ? -16_384 : -32_768}`)
    // Readers sort little; an index that is made over millions of rows sorts them all, which is what files are for.
    if (options.readonly) client.pragma('temp_store = memory')
    // Amounts are bytes in SQLite: people who write SQL read them with amount(column).
    client.function('amount', { deterministic: true }, (value) =>
      Buffer.isBuffer(value) ? amountFromBytes(value).toString() : null,
    )
    return client
  } catch (cause) {
    throw new DaybookError(
      'DATABASE_UNREACHABLE',
      `The database file ${file} cannot be opened: ${(cause as Error).message}.`,
      { cause },
    )
  }
}

const readerOf = (client: Database.Database) => ({
  client,
  db: asDb(keepStatements(client)),
  begin: client.prepare<[]>('begin'),
  rollback: client.prepare<[]>('rollback'),
})

/** Connections for readers: each runs one piece of work at a time, inside a transaction, so that it sees one snapshot. */
const createReaders = (file: string, isMapped: boolean) => {
  const idle: ReturnType<typeof readerOf>[] = []
  const waiting: (() => void)[] = []
  let open = 0
  const acquire = async () => {
    while (idle.length === 0 && open >= READERS_MAX) await new Promise<void>((resolve) => waiting.push(resolve))
    const free = idle.pop()
    if (free) return free
    const client = openClient(file, { readonly: true })
    if (isMapped) client.pragma(`mmap_size = ${MAPPED_BYTES}`)
    open++
    return readerOf(client)
  }
  return {
    read: async <T>(work: (db: Db, client: Database.Database) => Promise<T>): Promise<T> => {
      const reader = await acquire()
      try {
        reader.begin.run()
        return await work(reader.db, reader.client)
      } finally {
        if (reader.client.inTransaction) reader.rollback.run()
        idle.push(reader)
        waiting.shift()?.()
      }
    },
    close: () => {
      for (const { client } of idle.splice(0)) client.close()
    },
  }
}

/** SQLite tells a connection how often others changed the file: one that never writes is told of every change, also by other processes. */
const createWatch = (file: string) => {
  let watch: { readonly client: Database.Database; readonly changes: Database.Statement<[]> } | undefined
  return {
    version: (): string => {
      if (watch === undefined) {
        const client = openClient(file, { readonly: true })
        watch = { client, changes: client.prepare<[]>('pragma data_version').pluck() }
      }
      return String(watch.changes.get())
    },
    close: () => void watch?.client.close(),
  }
}

/** Pages of the write-ahead log that are carried over in a quiet moment. */
const RESTING_PAGES = 2_000
/**
 * Pages that a commit carries over itself, which others wait for: 64 MB. Pages that many commits change are carried over once; with 4 MB,
 * as SQLite has it, or 16, the same pages are written time and again in a large database.
 */
const BUSY_PAGES = 16_000

/** Carries the write-ahead log over to the database, if it is worth it, so that no commit has to: that takes ten times as long as a commit. */
const carryOver = (writer: Database.Database): void => {
  const [{ log, checkpointed }] = writer.pragma('wal_checkpoint(noop)') as [{ log: number; checkpointed: number }]
  if (log - checkpointed >= RESTING_PAGES) writer.pragma('wal_checkpoint(passive)')
}

/** Opens a SQLite database file. With `write`, its folder is made if need be, and the file set up for readers beside the writer. */
export const openSqlite = (
  file: string,
  { write }: { write: boolean },
): Store & { readonly writer: Database.Database | null } => {
  if (!write && !existsSync(file)) {
    throw new DaybookError(
      'DATABASE_UNREACHABLE',
      `There is no database at ${file}. Run \`daybook index\` or \`daybook start\` first.`,
    )
  }
  if (write) mkdirSync(dirname(file), { recursive: true })
  const writer = write ? openClient(file, { readonly: false }) : null
  if (writer) {
    writer.pragma('journal_mode = WAL')
    // A killed process loses nothing; a power cut can cost the newest commits, which are read from the chain again.
    writer.pragma('synchronous = NORMAL')
    writer.pragma(`wal_autocheckpoint = ${BUSY_PAGES}`)
  }
  const transaction = writer ? createTransaction(writer, asDb(writer)) : null
  const readers = createReaders(file, !write)
  const watch = createWatch(file)
  // better-sqlite3 has one connection for all who write: they take turns.
  let turn: Promise<unknown> = Promise.resolve()

  return {
    dialect: 'sqlite',
    tables: tables as unknown as Tables,
    writer,
    transaction: (work) => {
      if (!writer || !transaction) throw new DaybookError('INVARIANT', 'This database was opened for reading only.')
      const mine = turn.then(async () => {
        writer.exec('begin immediate')
        try {
          const result = await work(transaction)
          writer.exec('commit')
          return result
        } catch (error) {
          if (writer.inTransaction) writer.exec('rollback')
          throw error
        }
      })
      turn = mine.catch(() => {})
      return mine
    },
    rest: async () => {
      if (!writer) return
      const mine = turn.then(() => carryOver(writer))
      turn = mine.catch(() => {})
      return mine
    },
    read: (work) => readers.read((db) => work(db)),
    version: watch.version,
    query: (statement) =>
      readers.read(async (_, client) => {
        const prepared = client.prepare<unknown[], Record<string, unknown>>(statement)
        if (!prepared.readonly || !prepared.reader) {
          throw new DaybookError('USAGE', 'Only statements that read and give rows are run: begin with "select".')
        }
        return prepared.all()
      }),
    size: async () =>
      [file, `${file}-wal`].reduce((bytes, name) => bytes + (existsSync(name) ? statSync(name).size : 0), 0),
    backup: async (target) => {
      const client = openClient(file, { readonly: true })
      await client.backup(target)
      client.close()
    },
    close: async () => {
      await turn
      readers.close()
      watch.close()
      writer?.close()
    },
  }
}
