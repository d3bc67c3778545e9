import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeBooks } from './books.ts'
import { measureReads } from './measure.ts'
import { serveBooks } from './serve.ts'

// Reads of one database by itself: `node bench/reads/main.ts --payouts 100000 --file /tmp/reads.db`. A file that is there is taken as it is.

const { values } = parseArgs({
  options: {
    payouts: { type: 'string', default: '100000' },
    file: { type: 'string', default: 'reads.db' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '10' },
    profile: { type: 'string' },
    nested: { type: 'boolean', default: false },
  },
})
const [payouts, seed, seconds] = [Number(values.payouts), Number(values.seed), Number(values.seconds)]
const file = resolve(values.file)
const said = (line: string) => process.stderr.write(`${line}\n`)
const started = performance.now()
const size = existsSync(file)
  ? { payouts, people: Math.min(300_000, payouts), tasks: Math.ceil(payouts / 50) }
  : await writeBooks(file, { payouts, seed })
said(`books after ${((performance.now() - started) / 1_000).toFixed(0)} s`)
const profile = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`]
const server = await serveBooks(dirname(file), file, profile)
try {
  const { nested, perCpuSecond, steady } = await measureReads(server, { ...size, seed, seconds, rates: !values.nested })
  const [p50, p99] = [nested.p50.toFixed(1), nested.p99.toFixed(1)]
  console.log(`nested page, 10 connections: ${nested.perSecond.toFixed(0)} requests/s, p50 ${p50} ms, p99 ${p99} ms`)
  console.log(`  ${perCpuSecond?.toFixed(0) ?? '?'} requests in a second of the server's processor time`)
  for (const [name, { p50, p99 }] of steady)
    console.log(`${name}, 100 requests/s: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`)
} finally {
  await server.stop()
}
