import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '../src/store/open.ts'
import { startPostgres } from '../test/helpers/postgres.ts'
import { compare, type Difference } from './compare.ts'
import { runDaybook, writeConfig } from './daybook-process.ts'
import { readFound } from './found.ts'
import { type NodeProcess, startNode } from './node-process.ts'
import type { Usage } from './node-server.ts'

// How long `daybook index --once` takes over a synthetic history, and whether its books are right to the unit:
//
//     npx node bench/index-once.ts --events 200000 [--postgres] [--completeness linked] [--latency-ms 20] [--json]
//
// `--postgres` starts a server of its own, or takes a new database on the one at TEST_DATABASE_URL. Exit code 3: books differ.

type Measured = {
  readonly database: 'sqlite' | 'postgres'
  readonly events: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly cpuSeconds: number
  readonly rssMegabytesMax: number
  readonly bytesPerEvent: number
  readonly requests: Usage
  readonly differences: readonly Difference[]
}

const DIFFERENCES_SHOWN = 10
const MEGABYTE = 1_000_000

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    contributors: { type: 'string' },
    'events-per-block': { type: 'string', default: '20' },
    'latency-ms': { type: 'string', default: '0' },
    'range-blocks-max': { type: 'string', default: '10000' },
    'no-log-timestamps': { type: 'boolean', default: false },
    completeness: { type: 'string', default: 'bloom' },
    postgres: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})

const nodeArguments = (): string[] =>
  (['events', 'seed', 'contributors', 'events-per-block', 'latency-ms', 'range-blocks-max'] as const)
    .flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]))
    .concat(values['no-log-timestamps'] ? ['--no-log-timestamps'] : [])

const measure = async (folder: string, node: NodeProcess, database: string): Promise<Measured> => {
  const before = await node.usage()
  const ran = await runDaybook(folder, ['index', '--once', '--database', database, '--log-level', 'warn'])
  if (ran.code !== 0) throw new Error(`daybook index --once ended with ${ran.code}:\n${ran.stderr}`)
  const store = await openStore(database, { write: false })
  try {
    return {
      database: store.dialect,
      events: node.logs,
      seconds: ran.seconds,
      eventsPerSecond: node.logs / ran.seconds,
      cpuSeconds: ran.cpuSeconds,
      rssMegabytesMax: ran.rssBytesMax / MEGABYTE,
      bytesPerEvent: (await store.size()) / node.logs,
      requests: since(before, await node.usage()),
      differences: compare(node.expected, await readFound(store)),
    }
  } finally {
    await store.close()
  }
}

const since = (before: Usage, after: Usage): Usage => ({
  http: after.http - before.http,
  bytes: after.bytes - before.bytes,
  calls: Object.fromEntries(
    Object.entries(after.calls).map(([name, calls]) => [name, calls - (before.calls[name] ?? 0)]),
  ),
})

const show = (measured: Measured): void => {
  const { requests, differences } = measured
  const calls = Object.entries(requests.calls).map(([name, times]) => `${times} ${name}`)
  const rows: readonly (readonly [string, string])[] = [
    ['events', String(measured.events)],
    ['wall', `${measured.seconds.toFixed(2)} s`],
    ['events/s', Math.round(measured.eventsPerSecond).toString()],
    ['processor', `${measured.cpuSeconds.toFixed(2)} s`],
    ['peak memory', `${Math.round(measured.rssMegabytesMax)} MB`],
    ['database', `${Math.round(measured.bytesPerEvent)} bytes an event`],
    ['requests', `${requests.http} over HTTP, ${Math.round(requests.bytes / MEGABYTE)} MB: ${calls.join(', ')}`],
    ['books', differences.length === 0 ? 'equal to the unit' : `${differences.length} differences`],
  ]
  process.stderr.write(`${measured.database}\n`)
  for (const [name, value] of rows) process.stderr.write(`  ${name.padEnd(12)} ${value}\n`)
  for (const { what, expected, found } of differences.slice(0, DIFFERENCES_SHOWN)) {
    process.stderr.write(`    ${what}: expected ${expected}, found ${found}\n`)
  }
}

const folder = mkdtempSync(join(tmpdir(), 'daybook-index-once-'))
const node = await startNode(folder, nodeArguments())
const server = values.postgres ? await startPostgres() : null
try {
  writeConfig(folder, node, { completeness: values.completeness })
  const database = server ? await server.createDatabase() : `sqlite:${join(folder, 'daybook.db')}`
  const measured = await measure(folder, node, database)
  if (!values.json) show(measured)
  process.stdout.write(`${JSON.stringify({ ...measured, differences: measured.differences.length })}\n`)
  if (measured.differences.length > 0) process.exitCode = 3
} finally {
  await server?.stop()
  await node.stop()
  if (values.keep) process.stderr.write(`kept ${folder}\n`)
  else rmSync(folder, { recursive: true })
}
