import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BooksDiffer } from '../../bench/books-differ.ts'
import { compare } from '../../bench/compare.ts'
import { createContext } from '../../bench/context.ts'
import { writeConfig } from '../../bench/daybook-process.ts'
import { indexOnce } from '../../bench/daybook-run.ts'
import { readFound } from '../../bench/found.ts'
import { type NodeProcess, startNode } from '../../bench/node-process.ts'
import { foundInPeer } from '../../bench/peer-books.ts'
import { readPlain, runPlain } from '../../bench/plain-run.ts'
import { openStore } from '../../src/store/open.ts'

// The benchmark's own work on a small history: both programs are measured and right, and a run whose books are not is noticed.

const EVENTS = 400
const folder = mkdtempSync(join(tmpdir(), 'daybook-runner-'))
const files = { daybook: join(folder, 'daybook.db'), plain: join(folder, 'plain.db') }
let node: NodeProcess

beforeAll(async () => {
  node = await startNode(folder, ['--events', String(EVENTS), '--no-log-timestamps'])
  writeConfig(folder, node)
})
afterAll(async () => {
  await node?.stop()
  rmSync(folder, { recursive: true })
})

const differencesInPlain = () => compare(node.expected, foundInPeer(readPlain(files.plain)))
const differencesInDaybook = async () => {
  const store = await openStore(`sqlite:${files.daybook}`, { write: false })
  try {
    return compare(node.expected, await readFound(store))
  } finally {
    await store.close()
  }
}
const change = (file: string, statement: string) => {
  const database = new Database(file)
  expect(database.prepare(statement).run().changes).toBe(1)
  database.close()
}

test('Daybook and the plain loop come to the same books, and a changed row of either is noticed', async () => {
  const [daybook, plain] = [
    await indexOnce({ folder, node, database: `sqlite:${files.daybook}` }),
    await runPlain(folder, node, files.plain),
  ]
  expect([daybook.differences, plain.differences]).toEqual([[], []])
  expect([daybook.events, plain.events]).toEqual([EVENTS, EVENTS])
  // Without timestamps in logs the plain loop asks for headers, without transactions.
  expect(plain.requests.calls.eth_getBlockByNumber).toBeGreaterThan(5)
  expect(Object.keys({ ...daybook.requests.calls, ...plain.requests.calls })).not.toContain(
    'eth_getBlockByNumber, whole',
  )

  change(files.plain, 'delete from reviews where rowid = (select max(rowid) from reviews)')
  expect(differencesInPlain().map(({ what }) => what)).toEqual(['events all', 'rows of SubmissionReviewed'])
  change(files.plain, "update payouts set amount = amount || '0' where rowid = (select min(rowid) from payouts)")
  expect(differencesInPlain().filter(({ what }) => what.startsWith('payouts in'))).toHaveLength(1)
  change(files.plain, 'update earnings set payouts = payouts + 1 where rowid = (select max(rowid) from earnings)')
  expect(differencesInPlain().filter(({ what }) => what.startsWith('earnings of'))).toHaveLength(1)

  change(files.daybook, 'delete from reviews where id = (select max(id) from reviews)')
  expect((await differencesInDaybook()).map(({ what }) => what)).toEqual(['rows of SubmissionReviewed'])
})

test('a run whose books differ does not count', () => {
  const scale = {
    seed: 1,
    events: 1,
    ponderEvents: 1,
    largeEvents: 1,
    growthEvents: null,
    rounds: 1,
    liveSeconds: 1,
    payouts: [],
    readSeconds: 1,
  }
  const context = createContext(scale)
  const run = {
    ...{ events: 1, seconds: 1, eventsPerSecond: 1, cpuSeconds: 1, rssMegabytesMax: 1, bytesPerEvent: 1, endedAt: 0 },
    requests: { http: 0, bytes: 0, calls: {} },
    differences: [{ what: 'events all', expected: '2', found: '1' }],
  }
  expect(() => context.counts('somebody', run)).toThrow(BooksDiffer)
  expect(context.counts('somebody', { ...run, differences: [] })).toMatchObject({ events: 1 })
})

test('the runner measures, prints a table and writes JSON', async () => {
  const output = join(folder, 'result.json')
  const runner = resolve(import.meta.dirname, '../../bench/main.ts')
  const argv = [runner, '--only', 'index,refold', '--events', String(EVENTS), '--rounds', '1', '--output', output]
  const table = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, argv, (error, stdout, stderr) => (error ? reject(new Error(stderr)) : resolve(stdout))),
  )
  expect(table).toMatch(/\| index --once, 400 events +\| [\d,.]+ events\/s +\| ≥ 4× plain loop/)
  const { rows, runs, failures } = JSON.parse(readFileSync(output, 'utf8'))
  expect(failures).toEqual([])
  expect(
    runs.map(({ program, differences }: { program: string; differences: number }) => [program, differences]),
  ).toEqual([
    ['Daybook, index --once', 0],
    ['plain loop', 0],
    ['Daybook, refold', 0],
  ])
  expect(rows.find(({ what }: { what: string }) => what.startsWith('refold'))).toMatchObject({
    met: expect.any(Boolean),
  })
})

test('a part that is not there is told of', async () => {
  const runner = resolve(import.meta.dirname, '../../bench/main.ts')
  const code = await new Promise((resolve) =>
    execFile(process.execPath, [runner, '--only', 'indx'], (error) => resolve(error?.code)),
  )
  expect(code).toBe(2)
})
