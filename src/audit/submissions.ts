import { codeOf, submissionStatuses } from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import { type Book, blockOfLog, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { countsInStep, sumsInStep, walk } from './walk.ts'

const [PENDING, ACCEPTED] = [codeOf(submissionStatuses, 'PENDING'), codeOf(submissionStatuses, 'ACCEPTED')]

type Paid = { payouts: number; paid: number; lastLog: number }
type Reviews = { byAssessor: Map<number, Rows['reviews'][]> }

/**
 * The state of a submission is one that its own rows allow: paid work is accepted, what is decided says when, and a reward goes with
 * an acceptance. Work that was paid more than once is told, whoever decided so.
 */
export const auditSubmissions = async (book: Book, tell: Tell): Promise<void> => {
  const names = namesOf(book)
  const audited = new Set(book.markets.map(({ id }) => id))
  const payouts = sumsInStep(walk(book, 'payouts', ['submissionId', 'id']), {
    keyOf: ({ submissionId }) => submissionId!,
    start: (): Paid => ({ payouts: 0, paid: 0, lastLog: 0 }),
    add: (sum, { amount, logId }) => {
      sum.payouts += 1
      if (amount > 0n) sum.paid += 1
      sum.lastLog = Math.max(sum.lastLog, logId)
    },
  })
  const rewards = countsInStep(walk(book, 'rewards', ['submissionId', 'id']), (row) => row.submissionId!)
  const reviews = sumsInStep(walk(book, 'reviews', ['submissionId', 'assessorId', 'ordinal', 'id']), {
    keyOf: ({ submissionId }) => submissionId!,
    start: (): Reviews => ({ byAssessor: new Map() }),
    add: ({ byAssessor }, row) => {
      const own = byAssessor.get(row.assessorId) ?? []
      byAssessor.set(row.assessorId, own)
      own.push(row)
    },
  })
  for await (const submission of walk(book, 'submissions', ['id'])) {
    const [paid, owed, judged] = [
      await payouts(submission.id),
      await rewards(submission.id),
      await reviews(submission.id),
    ]
    if (!audited.has(submission.marketId)) continue
    const { marketId, key, status, settled, decidedLog, decidedAt, createdLog, createdAt } = submission
    const record = names.record('Submission', submission)
    const say = (found: string, expected: string) =>
      tell(marketId, 'STATE', { subject: `submission ${key}`, found, expected, why: 'by its own rows', record })
    if (submission.payouts !== paid.paid) {
      tell(marketId, 'COUNTER', {
        subject: `payouts of submission ${key}`,
        found: String(submission.payouts),
        expected: String(paid.paid),
        why: 'the number of its rows',
        record,
      })
    }
    const name = submissionStatuses[status] ?? `status ${status}`
    if (submissionStatuses[status] === undefined) say(name, 'a state that is known')
    if (paid.payouts > 0 && (status !== ACCEPTED || settled !== 1)) say(`${name} with a payout`, 'ACCEPTED for good')
    if (owed > 0 && settled !== 1) say(`${name}, not for good, with a reward`, 'a decision for good')
    if (settled === 1 && status === PENDING) say('PENDING for good', 'a decision')
    if ((decidedLog === null) !== (status === PENDING) || (decidedAt === null) !== (decidedLog === null))
      say(`${name}, decided by log ${decidedLog} at ${decidedAt}`, 'a decision and its time, or neither')
    if (
      (decidedLog ?? createdLog) < createdLog ||
      (decidedAt ?? createdAt) < createdAt ||
      submission.updatedLog < createdLog
    )
      say('changed before it was made', 'a later log')
    for (const own of judged.byAssessor.values()) auditReviews(own, say)
    if (paid.paid > 1) {
      const to = await blockOfLog(book, paid.lastLog)
      tell(marketId, 'PAID_TWICE', {
        subject: `submission ${key}`,
        found: `${paid.paid} payouts`,
        expected: 'one',
        why: 'one acceptance, one payment',
        ...(to === null ? {} : { blocks: { from: to, to } }),
        record,
      })
    }
  }
}

/** An assessor's reviews of one submission supersede each other in order. */
const auditReviews = (own: readonly Rows['reviews'][], say: (found: string, expected: string) => void): void => {
  for (const [i, { ordinal, repeats, supersededBy }] of own.entries()) {
    const next = own[i + 1]?.id ?? null
    if (ordinal === i && supersededBy === next && repeats === (i === 0 ? own.length - 1 : 0)) continue
    say(
      `review ${ordinal} of ${own.length} by one assessor, superseded by ${supersededBy}`,
      'each superseded by the next',
    )
    return
  }
}
