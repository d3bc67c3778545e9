import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, max } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { migrateStore } from '../../src/store/open.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

/** A reader that only reads has the file mapped into its memory: it must see what others make of the file, and nothing in between. */
test('a reader over mapped pages sees each commit, while the file grows, is carried over and shrinks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-mapped-'))
  const file = join(folder, 'books.db')
  await migrateStore(`sqlite:${file}`)
  const writing = openSqlite(file, { write: true })
  const reading = openSqlite(file, { write: false })
  const { outbox } = reading.tables
  const row = (n: number) => ({ chainId: n, change: 'APPLIED', fromBlock: n, toBlock: n }) as const
  let rows = 0
  for (let round = 1; round <= 60; round++) {
    const added = Array.from({ length: 500 }, () => row(round))
    await reading.read(async (db) => {
      const see = async () => (await db.select({ rows: count(), newest: max(outbox.chainId) }).from(outbox))[0]
      const before = await see()
      expect(Number(before?.rows)).toBe(rows)
      await writing.transaction(({ append }) => append('outbox', added))
      // A snapshot stays what it was.
      expect(await see()).toEqual(before)
    })
    rows += added.length
    if (round % 5 === 0) writing.writer?.pragma('wal_checkpoint(truncate)')
    if (round % 20 === 0) {
      await writing.transaction(async ({ db }) => {
        await db.delete(outbox)
      })
      writing.writer?.exec('vacuum')
      writing.writer?.pragma('wal_checkpoint(truncate)')
      rows = 0
    }
  }
  expect(await reading.query('select count(*) as n from outbox')).toEqual([{ n: 0 }])
  await reading.close()
  await writing.close()
  await rm(folder, { recursive: true })
})
