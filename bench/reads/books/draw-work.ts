import type Database from 'better-sqlite3'
import { createRandom, createZipf } from '../../random.ts'
import { BLOCK_SECONDS, DATASETS, LOGS_PER_BLOCK, PAYOUTS_PER_TASK, type Size, START, UNITS_MAX } from './world.ts'

/** A task's work is paid while so many later ones are begun. */
const TASKS_UNDER_WAY = 20
/** Every fourth payout is of the second token. */
const TOKEN = 'n % 4 = 0'

/**
 * Draws who is paid what for which task, as a temporary view `work`: of the n-th payout the person by rank, the token (0 or 1), units,
 * task, dataset and time. Everybody is paid at least once, some far more often.
 */
export const drawWork = (database: Database.Database, { payouts, people }: Size, seed: number): void => {
  const [random, others] = [createRandom(seed), createRandom(seed + 1)]
  const person = createZipf(random, people)
  database.exec('create temp table drawn (n integer primary key, person int, units int, task int)')
  const insert = database.prepare('insert into drawn values (?, ?, ?, ?)')
  database.exec('begin')
  for (let n = 1; n <= payouts; n++) {
    const [newcomer, regular] = [(n - 1) / 4, person()]
    const who = Number.isInteger(newcomer) && newcomer < people ? newcomer : regular
    const task = Math.max(1, Math.ceil(n / PAYOUTS_PER_TASK) - others.below(TASKS_UNDER_WAY))
    insert.run(n, who, others.between(1, UNITS_MAX), task)
  }
  database.exec(`
    commit;
    create temp view work as select n, person, units, task,
      ${TOKEN} as token,
      1 + task % ${DATASETS} as dataset,
      ${timeOf('n')} as time
    from drawn`)
}

/** In SQL: the block of a log, and its time. */
const blockOf = (log: string): string => `((${log} + ${LOGS_PER_BLOCK - 1}) / ${LOGS_PER_BLOCK})`
export const timeOf = (log: string): string => `(${START} + ${blockOf(log)} * ${BLOCK_SECONDS})`
