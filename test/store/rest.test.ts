import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'

const folder = mkdtempSync(join(tmpdir(), 'daybook-rest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what commits leave in the write-ahead log is carried over at rest, once it is much, and never by a commit before', async () => {
  const file = join(folder, 'books.db')
  const store = await openStore(file, { write: true })
  const other = new Database(file)
  const pagesLeft = () => {
    const [{ log, checkpointed }] = other.pragma('wal_checkpoint(noop)') as [{ log: number; checkpointed: number }]
    return log - checkpointed
  }
  const write = (megabytes: number) =>
    store.transaction(async (tx) => {
      const rows = Array.from({ length: megabytes }, () => 'x'.repeat(1_000_000))
      await tx.append(
        'undo',
        rows.map((text) => ({ blockId: 1, table: 'tasks', rows: text })),
      )
    })
  await store.rest!()
  const before = pagesLeft()
  await write(1)
  await store.rest!()
  expect(pagesLeft()).toBeGreaterThan(before)
  await write(20)
  expect(pagesLeft()).toBeGreaterThan(5_000)
  await store.rest!()
  expect(pagesLeft()).toBe(0)
  other.close()
  await store.close()
})
