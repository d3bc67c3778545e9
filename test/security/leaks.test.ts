import '../api/one-graphql.ts'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import type { Log } from '../../src/log.ts'
import type { Store } from '../../src/store/store.ts'
import { engines, type Served, serveOn } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'

// Whatever fails inside, nothing of the inside is told: no stack, no statement, no path, no address of a node or a database.

const SECRET = 'k3y-0f-the-n0de'
const inside = new RegExp(
  [
    SECRET,
    'node_modules',
    '\\.ts:\\d',
    '\\bat (async )?[\\w.<>]+ \\(',
    'file://',
    'postgres(ql)?://',
    '\\bselect\\b.*\\bfrom\\b',
    '\\binsert into\\b',
    'SQLITE_',
    'sqlite3?',
    'drizzle',
    'relation "',
    'no such (table|column)',
    'ECONNREFUSED',
    'stacktrace',
    '/tmp/',
    '/srv/daybook/',
    // Where this program lies.
    process.cwd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    '/home/',
  ].join('|'),
  'i',
)
const codes = new Set(['INTERNAL_SERVER_ERROR'])

const requests: readonly [path: string, init?: RequestInit][] = [
  ['/'],
  ['/ready'],
  ['/status'],
  ['/metrics'],
  ...[
    '{ _meta { snapshots { blockNumber } hasIndexingErrors deployment } }',
    '{ chains { sync { phase ready lastError } } overview { totals { tasks contributors } } }',
    '{ payouts(first: 5) { totalCount nodes { id contributor { address } createdBy { arguments eventName } task { key } } } }',
    '{ tasks(first: 5, where: { status: [OPEN] }) { nodes { poster { address } submissions(first: 2) { nodes { id } } } } }',
    '{ contributors(first: 5) { nodes { id earnings { settled { value } } } } }',
  ].map((query): [string, RequestInit] => [
    '/graphql',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) },
  ]),
]

const askAll = async ({ url }: Served) => {
  const answers = []
  for (const [path, init] of requests) {
    const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(20_000) })
    const text = await response.text()
    answers.push({ path, status: response.status, text, headers: JSON.stringify([...response.headers]) })
  }
  return answers
}

const expectNothingTold = (answers: Awaited<ReturnType<typeof askAll>>) => {
  for (const { path, text, headers } of answers) {
    expect(text.match(inside)?.[0], `${path}: ${text}`).toBeUndefined()
    expect(headers.match(inside)?.[0], path).toBeUndefined()
    if (path !== '/graphql') continue
    for (const { extensions } of JSON.parse(text).errors ?? []) expect([...codes]).toContain(extensions.code)
  }
}

for (const engine of engines)
  describe(`on ${engine}`, () => {
    let served: Served | undefined
    const logged: string[] = []
    const log: Log = {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: (sentence, fields) => void logged.push(`${sentence} ${JSON.stringify(fields)}`),
    }
    const begin = async () => {
      logged.length = 0
      served = await serveOn(engine, createWorld(1), { log })
      return served
    }
    afterEach(async () => {
      await served?.stop().catch(() => {})
      served = undefined
    })

    test('tables that are not there', async () => {
      const { store } = await begin()
      const { failing, restore } = breakReads(
        store,
        () => new Error(`no such table: tasks; select * from tasks; ${SECRET}`),
      )
      const answers = await askAll(served!)
      expect(failing()).toBeGreaterThan(0)
      expectNothingTold(answers)
      expect(answers.map(({ path, status }) => [path, status])).toContainEqual(['/ready', 503])
      expect(answers.filter(({ path, status }) => path === '/graphql' && status === 500)).toHaveLength(5)
      expect(logged.join()).toContain('no such table')
      restore()
      expectNothingTold(await askAll(served!))
    })

    test('a database that is gone', async () => {
      const { store } = await begin()
      const { restore } = breakReads(store, () =>
        Object.assign(new Error(`connect ECONNREFUSED postgres://daybook:${SECRET}@10.1.2.3:5432/books`), {
          code: 'ECONNREFUSED',
        }),
      )
      const answers = await askAll(served!)
      expectNothingTold(answers)
      expect(answers.find(({ path }) => path === '/ready')).toMatchObject({
        status: 503,
        text: expect.stringContaining('cannot be read'),
      })
      restore()
    })

    test('a store that is closed while it is served', async () => {
      const { store } = await begin()
      await store.close()
      expectNothingTold(await askAll(served!))
    })

    test('books that are broken: rows that point at nothing', async () => {
      const { store } = await begin()
      const { tables } = store
      await store.transaction(async ({ db }) => {
        await db.update(tables.tasks).set({ posterId: 123_456 })
        await db.update(tables.payouts).set({ logId: 99 }).where(eq(tables.payouts.part, 0))
        await db.delete(tables.blocks)
      })
      const answers = await askAll(served!)
      expectNothingTold(answers)
      expect(answers.some(({ text }) => text.includes('INTERNAL_SERVER_ERROR'))).toBe(true)
    })

    test('what a node or a database said when the indexer failed', async () => {
      const { store } = await begin()
      const { tables } = store
      const told = [
        [
          'RPC_UNAVAILABLE',
          `No node gives what is needed: https://user:pw@rpc.example/v3/${SECRET}?key=${SECRET} wss://rpc.example/${SECRET}`,
        ],
        [
          'INVARIANT',
          `Failed query: insert into "tasks" ("id") values (?) params: ${SECRET} at run (file:///srv/daybook/x.ts:1:1)`,
        ],
        ['DATABASE_UNREACHABLE', `The database fails: connect ECONNREFUSED 10.0.0.5:5432 ${SECRET}.`],
        [null, `postgres://daybook:${SECRET}@db/books`],
      ] as const
      for (const phase of ['LIVE', 'HALTED'] as const)
        for (const [errorCode, lastError] of told) {
          await store.transaction(async ({ db }) => {
            await db.update(tables.syncStatus).set({ phase, errorCode, lastError })
          })
          const answers = await askAll(served!)
          expectNothingTold(answers)
          const status = answers.find(({ path }) => path === '/status')!
          if (errorCode !== null) expect(status.text).toContain(errorCode)
          if (errorCode === 'RPC_UNAVAILABLE') expect(status.text).toContain('rpc.example')
        }
    })
  })

/** Makes every read of a store fail in the middle of its work; `store` is the one that the server has. */
const breakReads = (store: Store, error: () => Error) => {
  const writable = store as { -readonly [K in keyof Store]: Store[K] }
  const { read } = store
  let count = 0
  writable.read = () => {
    count++
    return Promise.reject(error())
  }
  return {
    failing: () => count,
    restore: () => {
      writable.read = read
    },
  }
}
