import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BooksDiffer } from './books-differ.ts'
import { createContext } from './context.ts'
import { machine } from './machine.ts'
import type { Row, Scale } from './part.ts'
import { parts } from './parts.ts'
import { PONDER_EVENTS_MIN } from './ponder-part.ts'
import { isMet, ratioOf, tableOf } from './table.ts'

// Everything that docs/benchmarks.md tells of, measured and put in one table: npm run bench -- --help

const HELP = `Measures Daybook and its peers over one synthetic history each, and prints figures beside their goals.

  npm run bench                                  everything, in half an hour or so on two cores
  npm run bench -- --quick                       everything small: whether it works, not how fast
  npm run bench -- --only index,refold           some parts
  npm run bench -- --only index --events 50000 --rounds 5
  npm run bench -- --full                        also five million events, and reads of ten million payouts: 9 GB of disk

Parts:
${parts.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join('\n')}

Options:
  --only A,B           only these parts
  --events N           of the history that Daybook and the plain loop read (200000)
  --ponder-events N    of the one that Ponder reads, and PostgreSQL takes (50000)
  --payouts A,B        of the books that are read, ascending (100000,1000000; with --full 1000000,10000000)
  --rounds N           how often quick things are measured; figures are of the median (3)
  --seed N             of the histories (1)
  --quick, --full      see above
  --output FILE        where the figures go as JSON (bench/results/TIME.json)

Exit code: 0 measured, whether goals are met or missed; 1 a part failed; 2 wrong use; 3 books differ from the history.
`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    events: { type: 'string' },
    'ponder-events': { type: 'string' },
    payouts: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    output: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(HELP)
  process.exit(0)
}

const wrongUse = (sentence: string): never => {
  process.stderr.write(`${sentence} See npm run bench -- --help.\n`)
  process.exit(2)
}
const number = (name: 'events' | 'ponder-events' | 'rounds' | 'seed', absent: number): number => {
  const text = values[name]
  const value = text === undefined ? absent : Number(text)
  return Number.isSafeInteger(value) && value > 0 ? value : wrongUse(`--${name} expects a whole number, not ${text}.`)
}
/** Fewer have nobody with a page of payouts. */
const PAYOUTS_MIN = 2_000
const sizesOf = (text: string): readonly number[] => {
  const sizes = text.split(',').map(Number)
  const isRight = sizes.every((size, i) => Number.isSafeInteger(size) && size >= (sizes[i - 1] ?? PAYOUTS_MIN))
  return isRight ? sizes : wrongUse(`--payouts expects ascending numbers from ${PAYOUTS_MIN} up, not ${text}.`)
}

const names = parts.map(({ name }) => name)
const only = values.only?.split(',') ?? names
const unknown = only.find((name) => !names.includes(name))
if (unknown !== undefined) wrongUse(`There is no part "${unknown}"; there are ${names.join(', ')}.`)

const { quick, full } = values
const ponderEvents = number('ponder-events', quick ? 5_000 : 50_000)
if (ponderEvents < PONDER_EVENTS_MIN)
  wrongUse(`--ponder-events expects ${PONDER_EVENTS_MIN} or more, not ${ponderEvents}.`)
const scale: Scale = {
  seed: number('seed', 1),
  events: number('events', quick ? 20_000 : 200_000),
  ponderEvents,
  largeEvents: quick ? 40_000 : 1_000_000,
  growthEvents: full ? 5_000_000 : null,
  payouts: sizesOf(values.payouts ?? (quick ? '10000,50000' : full ? '1000000,10000000' : '100000,1000000')),
  readSeconds: quick ? 2 : full ? 10 : 4,
  rounds: number('rounds', quick ? 1 : 3),
  liveSeconds: quick ? 10 : 60,
}

// Whoever breaks this off ends the programs under test too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const began = new Date()
const context = createContext(scale)
const rows: (Row & { readonly part: string })[] = []
const notes: string[] = []
const failures: { readonly part: string; readonly message: string; readonly booksDiffer: boolean }[] = []
for (const part of parts.filter(({ name }) => only.includes(name))) {
  context.say(`${part.name}: ${part.about}`)
  try {
    const outcome = await part.run(context)
    rows.push(...outcome.rows.map((row) => ({ part: part.name, ...row })))
    notes.push(...(outcome.notes ?? []))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    failures.push({ part: part.name, message, booksDiffer: error instanceof BooksDiffer })
    context.say(`${part.name} failed: ${message}`)
  }
}

const result = {
  began: began.toISOString(),
  machine: machine(),
  scale,
  rows: rows.map((row) => ({ ...row, ratio: ratioOf(row), met: isMet(row) })),
  notes,
  runs: context.runs(),
  failures,
}
const folder = fileURLToPath(new URL('./results', import.meta.url))
const output = values.output ?? join(folder, `${began.toISOString().replaceAll(':', '-')}.json`)
mkdirSync(dirname(output), { recursive: true })
writeFileSync(output, `${JSON.stringify(result, null, 2)}\n`)

const report = [
  tableOf(rows),
  ...(notes.length > 0 ? [notes.join('\n')] : []),
  ...failures.map(({ part, message }) => `No figures of ${part}: ${message}`),
  Object.values(machine()).join(' · '),
]
process.stdout.write(`\n${report.join('\n\n')}\n`)
process.stderr.write(`\nWritten to ${output}.\n`)
if (failures.length > 0) process.exitCode = failures.some(({ booksDiffer }) => booksDiffer) ? 3 : 1
