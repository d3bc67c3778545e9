import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DemoOptions, IndexerOptions, Parts, ServerOptions } from '../../src/cli/parts.ts'
import { DaybookError } from '../../src/errors.ts'
import { aConfigFile, aStore, runWith } from './helpers.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-cli-'))
  writeFileSync(join(folder, 'daybook.config.json'), aConfigFile({ name: 'Books' }))
})
afterAll(() => rmSync(folder, { recursive: true }))

const inFolder = (argv: readonly string[], parts: Partial<Parts> = {}, around: object = {}) =>
  runWith(argv, parts, { folder, ...around })

const report = {
  chainId: 31337,
  phase: 'LIVE',
  block: 1_200,
  finalized: 1_100,
  head: 1_200,
  events: 345,
  eventsPerSecond: 0,
  blocksPerSecond: 0,
}

describe('index', () => {
  const given: IndexerOptions[] = []
  const close = vi.fn(async () => {})
  const openStore = vi.fn(async () => aStore({ close }))
  const runIndexer = async (options: IndexerOptions) => {
    given.push(options)
    options.onProgress(report)
  }

  test('runs the indexer over the configured database and closes it', async () => {
    const { code, out } = await inFolder(['index', '--once', '--to-block', '7'], { openStore, runIndexer })
    expect({ code, out }).toEqual({ code: 0, out: 'local: indexed to block 1,200, 345 new events\n' })
    expect(openStore).toHaveBeenCalledWith('sqlite:./daybook.db', { write: true })
    expect(given[0]).toMatchObject({ once: true, toBlock: 7, config: { name: 'Books' } })
    expect(close).toHaveBeenCalledOnce()
  })

  test('with --json gives a line per report and one at the end', async () => {
    const { out } = await inFolder(['index', '--once', '--json'], { openStore, runIndexer })
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([report, { done: true, chains: [report] }])
  })

  test('an end asked for and not reached is a failure; a stop while following is none', async () => {
    const signal = AbortSignal.abort()
    const parts = { openStore, runIndexer }
    expect(await inFolder(['index', '--once'], parts, { signal })).toMatchObject({
      code: 1,
      err: expect.stringContaining('goes on from there'),
    })
    expect((await inFolder(['index'], parts, { signal })).code).toBe(0)
  })

  test('a mistake in the configuration is told before anything is opened', async () => {
    writeFileSync(join(folder, 'bad.json'), '{}')
    const { code, err } = await inFolder(['index', '--config', 'bad.json'])
    expect(code).toBe(2)
    expect(err).toMatch(/^The configuration \(bad\.json\) has 2 problems:\n {2}chains: found nothing/)
  })
})

describe('serve', () => {
  const stop = vi.fn(async () => {})
  const openStore = async () => aStore()
  const serving = () => {
    const given: ServerOptions[] = []
    const asked = new AbortController()
    const startServer = async (options: ServerOptions) => {
      given.push(options)
      setTimeout(() => asked.abort(), 10)
      return { url: `http://${options.host}:${options.port}`, stop }
    }
    return { given, parts: { openStore, startServer }, signal: asked.signal }
  }

  test.each<[string[], Record<string, string>, object]>([
    [[], {}, { host: '127.0.0.1', port: 4000 }],
    [[], { PORT: '81', HOST: '::1' }, { host: '::1', port: 81 }],
    [['--port', '0', '--host', '0.0.0.0'], { PORT: '81' }, { host: '0.0.0.0', port: 0 }],
  ])('%j with %j listens there, until told to stop', async (argv, env, address) => {
    const { given, parts, signal } = serving()
    const { code, out } = await inFolder(['serve', ...argv], parts, { signal, env })
    expect(code).toBe(0)
    expect(out).toContain('Serving Books at http://')
    expect(given[0]).toMatchObject({ name: 'Books', version: '1.2.3', ...address })
    expect(stop).toHaveBeenCalled()
  })

  test('a bad PORT and a port in use are wrong use', async () => {
    const { parts } = serving()
    const bad = await inFolder(['serve'], parts, { env: { PORT: 'http' } })
    expect(bad).toMatchObject({ code: 2, err: 'PORT: found "http", expected a whole number from 0 to 65535.\n' })
    const startServer = () => Promise.reject(Object.assign(new Error('listen'), { code: 'EADDRINUSE' }))
    const used = await inFolder(['serve'], { openStore, startServer })
    expect(used).toMatchObject({
      code: 2,
      err: 'Port 4000 of 127.0.0.1 is in use: stop what listens there, or choose another with --port.\n',
    })
  })
})

test('start makes the database, then supervises an indexer and an API with the same options', async () => {
  const calls: unknown[] = []
  const parts: Partial<Parts> = {
    migrateStore: async (url) => {
      calls.push(url)
      return { applied: 1 }
    },
    supervise: async (children, { env }) => {
      calls.push(children, env?.DATABASE_URL)
      return 75
    },
  }
  const argv = [
    'start',
    '--port',
    '8080',
    '--database',
    'postgres://u:secretkey@h/d',
    '--config',
    'daybook.config.json',
  ]
  expect((await inFolder(argv, parts)).code).toBe(75)
  const globals = ['--config', 'daybook.config.json', '--log-level', 'info']
  expect(calls).toEqual([
    'postgres://u:secretkey@h/d',
    [
      { name: 'index', args: ['index', ...globals] },
      { name: 'serve', args: ['serve', '--port', '8080', '--host', '127.0.0.1', ...globals] },
    ],
    'postgres://u:secretkey@h/d',
  ])
  expect(JSON.stringify(calls[1])).not.toContain('secretkey')
})

test('demo passes on what it is asked', async () => {
  const given: DemoOptions[] = []
  const runDemo = async (options: DemoOptions) => void given.push(options)
  expect((await inFolder(['demo', '--once', '--json', '--seed', '7'], { runDemo })).code).toBe(0)
  expect(given[0]).toMatchObject({ port: 4000, host: '127.0.0.1', seed: 7, once: true, json: true })
})

test('refold works over the stored logs', async () => {
  const openStore = async () => aStore()
  const refold: Parts['refold'] = async ({ onProgress }) => onProgress(report)
  expect(await inFolder(['refold'], { openStore, refold })).toMatchObject({ code: 0, out: 'Refolded.\n' })
})

test('migrate tells what it did', async () => {
  const migrateStore = vi.fn(async () => ({ applied: 2 }))
  expect(await inFolder(['migrate'], { migrateStore })).toMatchObject({ code: 0, out: 'Applied 2 migrations.\n' })
  expect((await inFolder(['migrate', '--json'], { migrateStore })).out).toBe('{"applied":2}\n')
})

test('backup writes a new file only', async () => {
  const openStore = async () => aStore({ backup: async (file) => writeFileSync(file, 'x'.repeat(1_500)) })
  const file = join(folder, 'copy.db')
  expect(await inFolder(['backup', 'copy.db'], { openStore })).toMatchObject({
    code: 0,
    out: `Wrote ${file}, 1.5 kB.\n`,
  })
  expect(existsSync(file)).toBe(true)
  expect(await inFolder(['backup', 'copy.db'], { openStore })).toMatchObject({
    code: 2,
    err: `${file} exists already; expected the name of a new file.\n`,
  })
  expect((await inFolder(['backup', 'none/copy.db'], { openStore })).code).toBe(2)
})

test('a statement that the database refuses is wrong use; a database that is not there is not', async () => {
  const refusal = Object.assign(new Error('no such table: x'), { code: 'SQLITE_ERROR' })
  const openStore = async () =>
    aStore({
      query: () => Promise.reject(refusal),
      tables: {} as never,
    })
  expect(await inFolder(['query', 'select * from x'], { openStore })).toMatchObject({
    code: 2,
    err: 'The database refuses the statement: no such table: x\n',
  })
  const missing = () => Promise.reject(new DaybookError('DATABASE_UNREACHABLE', 'There is no database.'))
  expect((await inFolder(['query', 'select 1'], { openStore: missing })).code).toBe(75)
})
