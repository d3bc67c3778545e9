import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../test/helpers/postgres.ts'
import { writeConfig } from './daybook-process.ts'
import { indexOnce } from './daybook-run.ts'
import { MEGABYTE, type Measured } from './measured.ts'
import { startNode } from './node-process.ts'

// One run by itself: how long `daybook index --once` takes over a synthetic history, and whether its books are right to the unit:
//
//     npx node bench/index-once.ts --events 200000 [--postgres] [--completeness linked] [--latency-ms 20] [--json]
//
// `--postgres` starts a server of its own, or takes a new database on the one at TEST_DATABASE_URL. Exit code 3: books differ.

const DIFFERENCES_SHOWN = 10

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

const show = (dialect: string, measured: Measured): void => {
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
  process.stderr.write(`${dialect}\n`)
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
  const measured = await indexOnce({ folder, node, database })
  const dialect = server ? 'postgres' : 'sqlite'
  if (!values.json) show(dialect, measured)
  process.stdout.write(
    `${JSON.stringify({ database: dialect, ...measured, differences: measured.differences.length })}\n`,
  )
  if (measured.differences.length > 0) process.exitCode = 3
} finally {
  await server?.stop()
  await node.stop()
  if (values.keep) process.stderr.write(`kept ${folder}\n`)
  else rmSync(folder, { recursive: true })
}
