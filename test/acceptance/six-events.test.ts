import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compare } from '../../bench/compare.ts'
import { runDaybook, writeConfig } from '../../bench/daybook-process.ts'
import { readFound } from '../../bench/found.ts'
import { type NodeProcess, startNode } from '../../bench/node-process.ts'
import { openStore } from '../../src/store/open.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { dump } from '../simulation/books-of.ts'

// A market that emits only the six fixed events, from a node over HTTP through the real command line into each database.

const EVENTS = 5_000
const folder = mkdtempSync(join(tmpdir(), 'daybook-six-events-'))
let node: NodeProcess
let server: Postgres
const databases: Record<'sqlite' | 'postgres', string> = {
  sqlite: `sqlite:${join(folder, 'daybook.db')}`,
  postgres: '',
}

beforeAll(async () => {
  ;[node, server] = await Promise.all([startNode(folder, ['--events', String(EVENTS), '--seed', '3']), startPostgres()])
  databases.postgres = await server.createDatabase()
  writeConfig(folder, node)
})
afterAll(async () => {
  await Promise.all([node?.stop(), server?.stop()])
  rmSync(folder, { recursive: true })
})

const indexOnce = async (dialect: 'sqlite' | 'postgres') => {
  const { code, stderr } = await runDaybook(folder, ['index', '--once', '--database', databases[dialect]])
  expect(code, stderr).toBe(0)
}

const inStore = async <T>(
  dialect: 'sqlite' | 'postgres',
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
) => {
  const store = await openStore(databases[dialect], { write: false })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

for (const dialect of ['sqlite', 'postgres'] as const) {
  test(`${dialect}: what each contributor earned in each token is right to the unit`, async () => {
    await indexOnce(dialect)
    const found = await inStore(dialect, readFound)
    expect(compare(node.expected, found)).toEqual([])
    expect(found.events).toBe(EVENTS)
    expect(found.earnings.size).toBeGreaterThan(50)
  })

  test(`${dialect}: indexing once more changes nothing`, async () => {
    const before = await inStore(dialect, dump)
    await indexOnce(dialect)
    expect(await inStore(dialect, dump)).toEqual(before)
  })
}

test('both databases hold the same rows', async () => {
  const [sqlite, postgres] = [await inStore('sqlite', dump), await inStore('postgres', dump)]
  for (const [table, rows] of Object.entries(sqlite)) expect(postgres[table], table).toEqual(rows)
})
