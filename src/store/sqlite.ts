import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { assertInvariant, DaybookError } from '../errors.ts'
import { amountFromBytes } from './amount-bytes.ts'
import { packId } from './ids.ts'
import { keepStatements } from './kept-statements.ts'
import * as tables from './schema.sqlite.ts'
import type { Db, Index, Rows, Store, TableName, Transaction } from './store.ts'
import { createTableCodec, type TableCodec } from './table-codec.ts'
import type { Tables } from './tables.ts'

/** Rows that one statement adds; more were not quicker. */
const ROWS_AT_ONCE = 16

/** Readers at the same time; more wait for one to become free. */
const READERS_MAX = 8

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

/** What the bulk operations work with, made once per table when first used. */
const createStatements = (client: Database.Database) => {
  const made = new Map<string, unknown>()
  const once = <T>(name: string, make: () => T): T => {
    if (!made.has(name)) made.set(name, make())
    return made.get(name) as T
  }
  const codec = (table: TableName): TableCodec =>
    once(`codec ${table}`, () => createTableCodec((tables as unknown as Tables)[table]))
  const statement = (name: string, text: () => string): Database.Statement<unknown[]> =>
    once(name, () => client.prepare<unknown[]>(text()))
  /** Runs a statement for each of some rows with their values of these properties, in this order; tells how many it changed. */
  const changing = (name: string, text: string, own: TableCodec, properties: readonly string[]) =>
    once(name, () => {
      const prepared = client.prepare<unknown[]>(text)
      const feed = own.feeder(properties)
      const run = prepared.run.bind(prepared)
      return (rows: readonly object[]): number => {
        let changed = 0
        feed(
          (...values) => {
            changed += run(...values).changes
          },
          rows as readonly Record<string, unknown>[],
        )
        return changed
      }
    })
  /** Adds rows with their values of these properties, several by one statement: half the time of one by one. */
  const adding = (name: string, own: TableCodec, properties: readonly string[], columns: readonly string[]) =>
    once(name, () => {
      const places = `(${columns.map(() => '?').join()})`
      const names = columns.map((column) => `"${column}"`).join()
      const runner = (count: number) => {
        const text = `insert into "${own.name}" (${names}) values ${Array(count).fill(places).join()}`
        const prepared = client.prepare<unknown[]>(text)
        return prepared.run.bind(prepared)
      }
      const [runOne, runMany] = [runner(1), runner(ROWS_AT_ONCE)]
      const [one, many]: [unknown[], unknown[]] = [[], []]
      const fill = own.filler(properties)
      return (given: readonly object[]): void => {
        const rows = given as readonly Record<string, unknown>[]
        let at = 0
        for (; at + ROWS_AT_ONCE <= rows.length; at += ROWS_AT_ONCE) {
          fill(many, rows, at, ROWS_AT_ONCE)
          runMany(...many)
        }
        for (; at < rows.length; at++) {
          fill(one, rows, at, 1)
          runOne(...one)
        }
      }
    })
  return { codec, statement, changing, adding }
}

const createTransaction = (client: Database.Database, db: Db): Transaction => {
  const { codec, statement, changing, adding } = createStatements(client)
  /** Adds rows with their values of all columns, or of all but the first so many. */
  const add = (table: TableName, rows: readonly object[], without = 0) => {
    const own = codec(table)
    adding(`insert ${table} ${without}`, own, own.properties.slice(without), own.columns.slice(without))(rows)
  }
  const findNow = <N extends TableName>(
    table: N,
    properties: readonly (keyof Rows[N] & string)[],
    key: readonly unknown[],
    slot: number,
  ): Rows[N][] => {
    const { name, columns, properties: all, encodeValue, decode } = codec(table)
    const select = statement(`find ${table} ${properties.join()}`, () => {
      const where = properties.map((property) => `"${columns[all.indexOf(property)]}" is ?`).join(' and ')
      return `select * from "${name}" where ${where} and "id" >= ? and "id" < ?`
    })
    const values = key.map((value, i) => encodeValue(properties[i]!, value))
    const rows = select.all(...values, packId(slot, 0), packId(slot + 1, 0)) as Record<string, unknown>[]
    return rows.map((row) => decode(row) as Rows[N])
  }
  return {
    db,
    insert: async (table, rows) => add(table, rows),
    // The id is the first column of every table that has one.
    append: async (table, rows) => add(table, rows, 1),
    replace: async (table, rows) => {
      const own = codec(table)
      const [key, ...others] = own.columns
      const [id, ...values] = own.properties
      const text = `update "${own.name}" set ${others.map((column) => `"${column}" = ?`).join()} where "${key}" = ?`
      const written = changing(`replace ${table}`, text, own, [...values, id!])(rows)
      assertInvariant(written === rows.length, `Rows of ${own.name} are replaced that are not there.`)
    },
    find: async (table, properties, keys, slot) => keys.flatMap((key) => findNow(table, properties, key, slot)),
    findNow,
    deleteAbove: async (table, slot, number) => {
      const { name } = codec(table)
      statement(`deleteAbove ${table}`, () => `delete from "${name}" where "id" > ? and "id" < ?`).run(
        packId(slot, number),
        packId(slot + 1, 0),
      )
    },
    indicesOf: async (table) =>
      statement(
        'indices',
        () => `select "name", "sql" as "definition" from "sqlite_schema" where "type" = 'index' and "tbl_name" = ?
          and "sql" not like 'create unique%' order by "name"`,
      ).all(codec(table).name) as Index[],
    define: async (text) => {
      client.exec(text)
    },
  }
}

/** Connections for readers: each runs one piece of work at a time, inside a transaction, so that it sees one snapshot. */
const createReaders = (file: string) => {
  const idle: { client: Database.Database; db: Db }[] = []
  const waiting: (() => void)[] = []
  let open = 0
  const acquire = async () => {
    while (idle.length === 0 && open >= READERS_MAX) await new Promise<void>((resolve) => waiting.push(resolve))
    const free = idle.pop()
    if (free) return free
    const client = openClient(file, { readonly: true })
    open++
    return { client, db: asDb(keepStatements(client)) }
  }
  return {
    read: async <T>(work: (db: Db, client: Database.Database) => Promise<T>): Promise<T> => {
      const reader = await acquire()
      try {
        reader.client.exec('begin')
        return await work(reader.db, reader.client)
      } finally {
        if (reader.client.inTransaction) reader.client.exec('rollback')
        idle.push(reader)
        waiting.shift()?.()
      }
    },
    close: () => {
      for (const { client } of idle.splice(0)) client.close()
    },
  }
}

/** Pages of the write-ahead log that are carried over in a quiet moment, and those that a commit carries over itself, which others wait for. */
const RESTING_PAGES = 2_000
const BUSY_PAGES = 16_000

/** Carries the write-ahead log over to the database, if it is worth it, so that no commit has to: that takes ten times as long as a commit. */
const carryOver = (writer: Database.Database): void => {
  writer.pragma(`wal_autocheckpoint = ${BUSY_PAGES}`)
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
    // Pages that many commits change are carried over to the database once: 16 MB of log instead of 4.
    writer.pragma('wal_autocheckpoint = 4000')
  }
  const transaction = writer ? createTransaction(writer, asDb(writer)) : null
  const readers = createReaders(file)
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
      writer?.close()
    },
  }
}
