import { parseArgs } from 'node:util'
import { createLog } from '../../../src/log.ts'
import { type Databases, sqliteDatabases } from './database.ts'
import { postgresDatabases } from './postgres-databases.ts'
import { isProfileName, profileNames, profileOf } from './profiles.ts'
import { playSeed, type Report } from './run.ts'
import { neverFired, repeatBy, summarise } from './summary.ts'

const HELP = `Plays the real indexer in virtual time before nodes that lie and databases that fail, and compares what is left with the chain.

  npm run simulate                                       seeds 1 to 100
  npm run simulate -- --seeds 1000 --from 1001           others
  npm run simulate -- --seed 42 --verbose                one, with the indexer's log
  npm run simulate -- --seeds 50 --profile omissions     one kind of trouble
  npm run simulate -- --database postgres                on PostgreSQL, which it starts itself

Profiles:
${profileNames.map((name) => `  "${name}"`).join('\n')}

A seed is always played the same way; one that fails says the command that repeats it. Exit code: 0 when none failed, else 1.
`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    profile: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  process.stdout.write(HELP)
  process.exit()
}

const chosen = values.profile
if (chosen !== undefined && !isProfileName(chosen)) throw new Error(`There is no profile "${chosen}".`)
const first = Number(values.seed ?? values.from)
const count = values.seed === undefined ? Number(values.seeds) : 1
if (!(count > 0)) throw new Error('--seeds is a number above 0.')
const databases: Databases = values.database === 'postgres' ? await postgresDatabases() : await sqliteDatabases()

/** Failures that are told at length: more are of a kind. */
const TOLD_MAX = 10
/** So many seeds meet every fault. */
const ALL_FIRE_SEEDS = 500
const began = performance.now()
const reports: Report[] = []
const isTerminal = process.stderr.isTTY
let failed = 0
for (let seed = first; seed < first + count; seed++) {
  const profile = chosen ?? profileOf(seed)
  const report = await playSeed({ seed, profile, databases, ...(values.verbose ? { log: createLog('debug') } : {}) })
  reports.push(report)
  await databases.clear()
  if (report.outcome === 'failed') {
    failed += 1
    if (failed <= TOLD_MAX) {
      process.stderr.write(
        `\nSeed ${seed} (${profile}) failed:\n${report.wrong.slice(0, 3).join('\n').slice(0, 1_000)}\n`,
      )
      process.stderr.write(`${repeatBy(report, databases.dialect)}\n`)
    }
  }
  const seconds = Math.round((performance.now() - began) / 1_000)
  if (isTerminal || reports.length % 50 === 0)
    process.stderr.write(
      `${isTerminal ? '\r' : ''}${reports.length} of ${count} seeds, ${failed} failed, ${seconds} s${isTerminal ? '' : '\n'}`,
    )
}
await databases.close()
process.stdout.write(`${isTerminal ? '\n' : ''}${summarise(reports, databases.dialect)}\n`)
// A fault that never comes to pass in so many runs is a fault of the simulation.
const tooIdle = chosen === undefined && count >= ALL_FIRE_SEEDS && neverFired(reports).length > 0
process.exitCode = failed > 0 || tooIdle ? 1 : 0
