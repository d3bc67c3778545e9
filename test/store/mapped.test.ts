import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Db } from '../../src/store/store.ts'

// Who only reads has the file as memory, beside a writer that makes it longer and shorter.

const ROWS = 5_000
const BYTES = 1_000

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-mapped-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

type Inside = { readonly session: { readonly client: { pragma(text: string, options: object): unknown } } }
const ask = async (db: Db, text: string): Promise<unknown> =>
  (db as unknown as { get(statement: object): unknown[] }).get(sql.raw(text))

test('a file that is cut while it is read as memory is read on, as it was and as it is', async () => {
  const file = join(folder, 'books.db')
  const { writer, close } = openSqlite(file, { write: true })
  const reading = openSqlite(file, { write: false })
  writer!.exec('create table texts (id integer primary key, text text)')
  const fill = writer!.prepare('insert into texts (id, text) values (?, ?)')
  const write = (from: number, to: number) =>
    writer!.transaction(() => {
      for (let id = from; id < to; id++) fill.run(id, String(id).padEnd(BYTES))
    })()
  const summed = (db: Db) => ask(db, 'select count(*) as rows, sum(cast(text as integer)) as sum from texts')
  const sum = (rows: number) => ({ rows, sum: (rows * (rows - 1)) / 2 })
  const shorten = () => {
    writer!.exec('vacuum')
    writer!.pragma('wal_checkpoint(truncate)')
  }

  write(0, ROWS)
  writer!.pragma('wal_checkpoint(truncate)')
  const long = statSync(file).size
  expect(long).toBeGreaterThan(ROWS * BYTES)
  await reading.read(async (db) => {
    const { client } = (db as unknown as Inside).session
    expect(client.pragma('mmap_size', { simple: true })).toBeGreaterThan(long)
    expect(await summed(db)).toEqual(sum(ROWS))
    // Cut by others while a snapshot needs what is cut off: it stays until the snapshot is let go.
    writer!.pragma('busy_timeout = 0')
    writer!.exec('delete from texts where id >= 10')
    shorten()
    expect(await summed(db)).toEqual(sum(ROWS))
  })
  shorten()
  expect(statSync(file).size).toBeLessThan(long / 10)
  await reading.read(async (db) => expect(await summed(db)).toEqual(sum(10)))
  write(10, ROWS)
  writer!.pragma('wal_checkpoint(truncate)')
  await reading.read(async (db) => expect(await summed(db)).toEqual(sum(ROWS)))
  await reading.close()
  await close()
})

test('who writes has nothing as memory', async () => {
  const { read, close } = openSqlite(join(folder, 'books.db'), { write: true })
  await read(async (db) => {
    const { client } = (db as unknown as Inside).session
    expect(client.pragma('mmap_size', { simple: true })).toBe(0)
  })
  await close()
})
