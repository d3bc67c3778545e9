import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sizeOf } from './books/world.ts'
import { writeBooks } from './books/write-books.ts'
import { askAll, checkAnswers, measureSpeed, measureSteady, RATE } from './measure.ts'
import { nestedPage } from './pages.ts'
import { serveBooks } from './serve.ts'

// Reads of one database by itself: `node bench/reads/main.ts --payouts 100000 --file /tmp/reads.db`. A file that is there is taken as it is.
// Each answer is made anew, unless --kept says otherwise: it is the store that is looked at.

const { values } = parseArgs({
  options: {
    payouts: { type: 'string', default: '100000' },
    file: { type: 'string', default: 'reads.db' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '10' },
    slices: { type: 'string', default: '3' },
    profile: { type: 'string' },
    nested: { type: 'boolean', default: false },
    kept: { type: 'boolean', default: false },
  },
})
const [payouts, seed, seconds] = [Number(values.payouts), Number(values.seed), Number(values.seconds)]
const effort = { seed, seconds, slices: Number(values.slices) }
const file = resolve(values.file)
const started = performance.now()
const size = existsSync(file) ? sizeOf(payouts) : await writeBooks(file, { payouts, seed })
process.stderr.write(`books after ${((performance.now() - started) / 1_000).toFixed(0)} s\n`)
const nodeOptions = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`]
const folder = mkdtempSync(join(tmpdir(), 'daybook-reads-'))
const answers = values.kept ? 'kept' : 'anew'
const server = await serveBooks(folder, file, { answers, nodeOptions })
try {
  const served = { ...size, ...server }
  await checkAnswers(served, seed)
  if (values.kept) await askAll(served, seed)
  const { perSecond, perCpuSecond, latency } = await measureSpeed([served], effort)
  const [p50, p99] = [latency.p50.toFixed(1), latency.p99.toFixed(1)]
  console.log(
    `${nestedPage.name}, answers ${answers}, 10 connections: ${perSecond.toFixed(0)} requests/s, p50 ${p50} ms, p99 ${p99} ms`,
  )
  console.log(`  ${perCpuSecond?.toFixed(0) ?? '?'} requests in a second of the server's processor time`)
  const [steady] = values.nested ? [] : await measureSteady([served], effort)
  for (const [name, { p50, p99 }] of steady ?? [])
    console.log(`${name}, ${RATE} requests/s: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true })
}
