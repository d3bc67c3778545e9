import { appendFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type CaseName, caseNames, caseOf, isCaseName } from './cases.ts'
import { daybook } from './daybook.ts'
import { installPonder, ponder } from './ponder.ts'
import type { Program } from './program.ts'
import { type Run, runCase } from './run.ts'
import { createStories } from './story.ts'
import { tableOf } from './table.ts'

const HELP = `Counts the events that Daybook, and Ponder beside it, lose, double and invent under each fault of a node.

  npm run faults                                               Daybook alone
  npm run faults -- --with-ponder --rounds 2                   both, on two histories; takes an hour
  npm run faults -- --only left-out-of-ranges,stale-blooms     some cases

  --with-ponder   also Ponder, installed in bench/peers on first use
  --only A,B      only these cases: ${caseNames.join(', ')}
  --rounds N      histories played (1)
  --seed N        of the first history (1)
  --output FILE   keeps all that was measured, a line of JSON for each run
  --keep          leaves databases and logs where they are

docs/faults.md says what is measured, and what came of it. Exit code: 0 measured; 2 wrong use.
`

const { values } = parseArgs({
  options: {
    'with-ponder': { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    output: { type: 'string' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  process.stdout.write(HELP)
  process.exit()
}

const wanted: readonly string[] = values.only?.split(',') ?? caseNames
const unknown = wanted.find((name) => !isCaseName(name))
if (unknown !== undefined) {
  process.stderr.write(`There is no case "${unknown}"; there are ${caseNames.join(', ')}.\n`)
  process.exit(2)
}

if (values['with-ponder']) process.stderr.write(`Ponder ${installPonder()}\n`)

/** Those that take part in a case; each has a node of its own. */
const programsOf = (name: CaseName): readonly Program[] => [
  daybook('Daybook'),
  ...(caseOf(name).proves ? [daybook('Daybook, receipts', { completeness: 'receipts' })] : []),
  ...(values['with-ponder'] ? [ponder] : []),
]

const lineOf = ({ program, verdict, readySeconds, caughtUpSeconds, ends, last }: Run): string => {
  const books = verdict
    ? `${verdict.held} rows of ${verdict.expected}: ${verdict.lost} lost (${verdict.untold} untold), ${verdict.pending} to come, ${verdict.doubled} doubled, ` +
      `${verdict.invented} invented, payouts ${verdict.paidRight ? 'right' : 'wrong'}`
    : 'no books'
  const times = `ready after ${readySeconds ?? '–'} s, at the head after ${caughtUpSeconds ?? '–'} s`
  const end = ends.length === 0 ? '' : `; ended by itself with ${ends.join(', ')}`
  return `  ${program.padEnd(18)} ${books}; ${times}${end}${last?.ready ? '' : '; not ready at the end'}`
}

// Whoever breaks this off ends the programs under test too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const all: Run[] = []
for (let round = 1; round <= Number(values.rounds); round++) {
  // Every round is another history and another fate.
  const seed = Number(values.seed) + round - 1
  const story = createStories(seed)
  for (const name of wanted.filter(isCaseName)) {
    process.stderr.write(`${name}: ${caseOf(name).title}\n`)
    const runs = programsOf(name).map((program) =>
      runCase({ name, program, story: story(), round, seed, keep: values.keep }),
    )
    for (const run of await Promise.all(runs)) {
      process.stderr.write(`${lineOf(run)}\n`)
      if (values.output) appendFileSync(values.output, `${JSON.stringify(run)}\n`)
      all.push(run)
    }
  }
}
process.stdout.write(tableOf(all))
