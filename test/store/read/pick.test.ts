import { getTableName, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../../../src/store/read/ask.ts'
import { logHeads, logRows } from '../../../src/store/read/by-key.ts'
import { pick, pickAll } from '../../../src/store/read/pick.ts'
import { createReader } from '../../../src/store/read/reader.ts'
import { engines, type Served, serveOn } from '../../api/serve.ts'
import { createWorld } from '../../api/world.ts'

describe.each(engines)('rows read by compiled code, on %s', (engine) => {
  let served: Served
  beforeAll(async () => {
    served = await serveOn(engine, createWorld(5, 2))
  })
  afterAll(() => served.stop())

  test('are those that drizzle reads, of every table', async () => {
    let rows = 0
    await served.store.read(async (db) => {
      for (const table of Object.values(served.store.tables) as unknown as SQLiteTable[]) {
        const picked = pickAll(table)
        const found = await ask(db, sql`select ${picked.list} from ${table} order by 1, 2`, picked)
        const expected = await db.select().from(table).orderBy(sql`1, 2`)
        expect(found, getTableName(table)).toEqual(expected)
        rows += found.length
      }
    })
    expect(rows).toBeGreaterThan(1_000)
  })

  test('of bytes that are nothing at all, and bytes of no length, stay apart', async () => {
    const { tasks, documents } = served.store.tables
    await served.store.read(async (db) => {
      const { reward } = tasks
      const { key, actualHash } = documents
      const picked = pick({ key, hash: actualHash, reward })
      const none = engine === 'SQLite' ? sql`x''` : sql`''::bytea`
      const named = sql`with documents(key, actual_hash) as (select ${none}, ${none}), tasks(reward) as (select null)`
      expect(await ask(db, sql`${named} select ${picked.list} from documents, tasks`, picked)).toEqual([
        { key: '0x', hash: '0x', reward: null },
      ])
    })
  })

  test('a log in short says what the whole log says', async () => {
    const { store } = served
    await store.read(async (db) => {
      const reader = createReader(db, store.tables)
      const ids = (await db.select({ id: store.tables.logs.id }).from(store.tables.logs).limit(70)).map(({ id }) => id)
      expect(ids.length).toBe(70)
      const [rows, heads] = [await logRows(reader, ids), await logHeads(reader, ids)]
      const byId = <T extends { id: number }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]))
      for (const id of ids) {
        const row = byId(rows).get(id)!
        expect(byId(heads).get(id)).toEqual({
          id,
          logIndex: row.logIndex,
          transactionHash: row.transaction.hash,
          transactionIndex: row.transaction.txIndex,
          blockId: row.block.id,
        })
      }
    })
  })
})
