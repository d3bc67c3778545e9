import type { Book } from './book.ts'
import { auditContributors } from './contributors.ts'
import { auditCounters, auditFlows } from './counters.ts'
import { auditDatasets } from './datasets.ts'
import { auditEarnings } from './earnings.ts'
import type { EmitterOf, Witnessed } from './emitted.ts'
import type { Tell } from './finding.ts'
import { auditLedger, auditMovements, type Held } from './ledger.ts'
import { auditCauses, auditDigest, auditOrigins } from './origins.ts'
import { auditPastLedger } from './past.ts'
import { auditRewards } from './rewards.ts'
import { auditRowNumbers } from './row-numbers.ts'
import { auditSubmissions } from './submissions.ts'
import { auditTasks } from './tasks.ts'
import { auditTransfers, type Moved, unexplained } from './transfers.ts'
import { auditUnmatched } from './unmatched.ts'
import { watchEvents } from './watch.ts'

/** What the books say of themselves. */
export type Own = {
  readonly held: Held
  /** How many tasks each market has; empty at an older block. */
  readonly tasks: ReadonlyMap<number, number>
  /** Transfers that no event explains, of each market that has a witness. */
  readonly moved: ReadonlyMap<number, readonly Moved[]>
  /** Markets of which nothing can be older than the books. */
  readonly fromBirth: ReadonlySet<number>
}

/** All that can be checked without asking anybody. */
export const auditOwn = async (
  book: Book,
  { witnessed, byEmitter }: { witnessed: readonly Witnessed[]; byEmitter: EmitterOf },
  tell: Tell,
): Promise<Own> => {
  const { held, tasks } = book.end === null ? await auditNow(book, tell) : await auditThen(book, tell)
  const fromBirth = await watchEvents(book, { witnessed, byEmitter }, tell)
  await auditUnmatched(book, new Set(witnessed.filter(({ isWhole }) => isWhole).map(({ market }) => market.id)), tell)
  const moved = new Map<number, readonly Moved[]>()
  for (const each of witnessed) {
    const transfers = await unexplained(book, each.market)
    moved.set(each.market.id, transfers)
    auditTransfers(each, transfers, tell)
  }
  return { held, tasks, moved, fromBirth }
}

const auditNow = async (book: Book, tell: Tell) => {
  await auditRowNumbers(book, tell)
  const held = await auditLedger(book, tell)
  await auditMovements(book, tell)
  const tasks = await auditTasks(book, tell)
  await auditSubmissions(book, tell)
  await auditRewards(book, tell)
  await auditEarnings(book, tell)
  await auditDatasets(book, tell)
  await auditContributors(book, tell)
  await auditCounters(book, tell)
  await auditFlows(book, tell)
  await auditOrigins(book, tell)
  await auditCauses(book, tell)
  await auditDigest(book, tell)
  return { held, tasks }
}

const auditThen = async (book: Book, tell: Tell) => ({
  held: await auditPastLedger(book, tell),
  tasks: new Map<number, number>(),
})
