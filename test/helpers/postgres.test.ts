import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateStore, openStore } from '../../src/store/open.ts'
import { type Postgres, startPostgres } from './postgres.ts'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.stop())

test('a new database takes the migrations, and a second opening finds nothing to do', async () => {
  const url = await server.createDatabase()
  const store = await openStore(url, { write: true })
  expect(store.dialect).toBe('postgres')
  expect(await store.read((db) => db.$count(store.tables.payouts))).toBe(0)
  await store.close()
  expect(await migrateStore(url)).toEqual({ applied: 0 })
})

test('each database is its own', async () => {
  const [first, second] = await Promise.all([server.createDatabase(), server.createDatabase()])
  expect(first).not.toBe(second)
  const store = await openStore(first!, { write: true })
  await store.close()
  await expect(openStore(second!, { write: false })).rejects.toMatchObject({ code: 'DATABASE_SCHEMA' })
})

test('amounts of 256 bits keep every digit', async () => {
  const store = await openStore(await server.createDatabase(), { write: true })
  const rows = await store.query(`select (2::numeric ^ 256 - 1)::numeric(78,0)::text as most`)
  expect(rows[0]!.most).toBe(String(2n ** 256n - 1n))
  await store.close()
})
