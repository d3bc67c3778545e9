import { codeOf, submissionStatuses } from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import type { Book } from './book.ts'
import type { Tell } from './finding.ts'
import { countsInStep, sumsInStep, walk } from './walk.ts'

const [ACCEPTED, REJECTED] = [codeOf(submissionStatuses, 'ACCEPTED'), codeOf(submissionStatuses, 'REJECTED')]

/** What is counted of a contributor, over all markets of the chain, is as many as there are rows. */
export const auditContributors = async (book: Book, tell: Tell): Promise<void> => {
  const submissions = sumsInStep(walk(book, 'submissions', ['accountId', 'createdAt', 'id']), {
    keyOf: ({ accountId }) => accountId!,
    start: () => ({ submissions: 0, accepted: 0, rejected: 0 }),
    add: (sum, { status }) => {
      sum.submissions += 1
      if (status === ACCEPTED) sum.accepted += 1
      if (status === REJECTED) sum.rejected += 1
    },
  })
  const keyOf = ({ accountId }: { accountId: number }) => accountId
  const tasks = countsInStep(walk(book, 'taskContributors', ['accountId', 'id']), keyOf)
  const datasets = countsInStep(
    walk(book, 'datasetContributors', ['accountId', 'id']),
    keyOf,
    (row) => row.accepted > 0,
  )
  const payouts = countsInStep(walk(book, 'payouts', ['accountId', 'createdAt', 'id']), keyOf, (row) => row.amount > 0n)
  const rows = sumsInStep(walk(book, 'contributors', ['accountId']), {
    keyOf,
    start: () => ({ row: null as Rows['contributors'] | null }),
    add: (sum, row) => {
      sum.row = row
    },
  })
  for await (const { id, address } of walk(book, 'accounts', ['id'])) {
    const [work, stated] = [await submissions(id), (await rows(id)).row]
    const expected = { ...work, tasks: await tasks(id), datasets: await datasets(id), payouts: await payouts(id) }
    for (const [figure, count] of Object.entries(expected) as [keyof typeof expected, number][]) {
      if ((stated?.[figure] ?? 0) === count) continue
      tell(null, 'COUNTER', {
        subject: `${figure} of ${address}`,
        found: String(stated?.[figure] ?? 0),
        expected: String(count),
        why: 'the number of rows',
      })
    }
    if (stated === null) continue
    const { activeDays, streakDays, longestStreakDays, firstSeenAt, lastActiveAt } = stated
    if (streakDays <= longestStreakDays && longestStreakDays <= activeDays && firstSeenAt <= lastActiveAt) continue
    tell(null, 'COUNTER', {
      subject: `days of ${address}`,
      found: `${activeDays} active, ${streakDays} in a row, ${longestStreakDays} at most, from ${firstSeenAt} to ${lastActiveAt}`,
      expected: 'no row longer than the longest, nor that than all days',
      why: 'days are counted once',
    })
  }
}
