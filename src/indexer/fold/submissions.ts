import { codeOf, type SubmissionStatus, submissionStatuses, verdicts } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import { ownContent, quoteContent } from '../../store/quote.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, act, changeMarket, contribute } from './accounts.ts'
import type { At } from './at.ts'
import { acceptedInDataset } from './datasets.ts'
import { changeTask, taskOf } from './tasks.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const code = (status: SubmissionStatus): number => codeOf(submissionStatuses, status)
const [ACCEPTED, REJECTED] = [code('ACCEPTED'), code('REJECTED')]

export const submissionOf = (books: Books, at: At, key: string | null): Rows['submissions'] | undefined =>
  key === null ? undefined : books.find('submissions', at.marketId, key)

/** Counts an account among a task's contributors, once. */
export const joinTask = (books: Books, at: At, taskId: number, accountId: number) => {
  if (books.find('taskContributors', taskId, accountId)) return
  books.add('taskContributors', { taskId, accountId })
  const task = books.get('tasks', taskId)
  if (task) changeTask(books, at, task, { contributors: task.contributors + 1 })
  contribute(books, accountId, at, (contributor) => ({ tasks: contributor.tasks + 1 }))
}

/** Work is handed in; handed in again under the same key, its content changes and its history stays. */
export const submissionMade = (books: Books, event: Event<'SubmissionMade'>, at: At) => {
  const known = submissionOf(books, at, event.submission)
  if (known) {
    // Rows quote the log that made them, and no other.
    books.set('submissions', known, { ...ownContent(event), updatedLog: at.logId })
    return
  }
  const task = taskOf(books, at, event.task)
  const accountId = event.contributor === null ? null : accountOf(books, event.contributor, 'CONTRIBUTOR')
  books.add('submissions', {
    marketId: at.marketId,
    key: event.submission,
    taskId: task?.id ?? null,
    datasetId: task?.datasetId ?? null,
    accountId,
    status: code('PENDING'),
    settled: 0,
    ...quoteContent(at.body, event),
    payouts: 0,
    decidedLog: null,
    decidedAt: null,
    createdLog: at.logId,
    updatedLog: at.logId,
    createdAt: at.timestamp,
  })
  changeMarket(books, at.marketId, at.timestamp, (market) => ({ submissions: market.submissions + 1 }))
  if (task) changeTask(books, at, task, { submissions: task.submissions + 1 })
  if (accountId === null) return
  act(books, accountId, at, (contributor) => ({ submissions: contributor.submissions + 1 }))
  if (task) joinTask(books, at, task.id, accountId)
}

/**
 * Decides a submission. A verdict stands until the next one; an explicit decision, or money, settles it for good: a payout
 * implies acceptance, also of work that was rejected.
 */
export const decide = (
  books: Books,
  at: At,
  submission: Rows['submissions'],
  status: SubmissionStatus,
  settles: boolean,
) => {
  if (submission.settled && !settles) return
  const [before, after] = [submission.status, code(status)]
  const settled = settles ? 1 : submission.settled
  if (before === after) {
    if (settled !== submission.settled) books.set('submissions', submission, { settled, updatedLog: at.logId })
    return
  }
  const decided =
    after === code('PENDING')
      ? { decidedLog: null, decidedAt: null }
      : { decidedLog: at.logId, decidedAt: at.timestamp }
  books.set('submissions', submission, { status: after, settled, ...decided, updatedLog: at.logId })
  const accepted = Number(after === ACCEPTED) - Number(before === ACCEPTED)
  const rejected = Number(after === REJECTED) - Number(before === REJECTED)
  changeMarket(books, at.marketId, at.timestamp, (market) => ({
    acceptedSubmissions: market.acceptedSubmissions + accepted,
  }))
  const task = submission.taskId === null ? undefined : books.get('tasks', submission.taskId)
  if (task && accepted !== 0) changeTask(books, at, task, { accepted: task.accepted + accepted })
  if (submission.accountId === null) return
  contribute(books, submission.accountId, at, (contributor) => ({
    accepted: contributor.accepted + accepted,
    rejected: contributor.rejected + rejected,
  }))
  if (accepted !== 0 && submission.datasetId !== null) {
    acceptedInDataset(books, at, {
      datasetId: submission.datasetId,
      accountId: submission.accountId,
      accepted,
      firstAt: submission.createdAt,
    })
  }
}

export const submissionDecided = (books: Books, event: Event<'SubmissionDecided'>, at: At) => {
  const submission = submissionOf(books, at, event.submission)
  if (submission) decide(books, at, submission, event.accepted ? 'ACCEPTED' : 'REJECTED', true)
}

/** An assessor judges a submission; its earlier judgement of the same one no longer stands. */
export const reviewMade = (books: Books, event: Event<'ReviewMade'>, at: At) => {
  const submission = submissionOf(books, at, event.submission)
  const assessorId = accountOf(books, event.assessor, 'ASSESSOR')
  const first = submission ? books.find('reviews', submission.id, assessorId, 0) : undefined
  const review = books.add('reviews', {
    marketId: at.marketId,
    submissionId: submission?.id ?? null,
    assessorId,
    ordinal: first ? first.repeats + 1 : 0,
    repeats: 0,
    verdict: codeOf(verdicts, event.verdict),
    scoreBps: event.scoreBps,
    supersededBy: null,
    createdLog: at.logId,
    updatedLog: at.logId,
    createdAt: at.timestamp,
  })
  if (first) {
    const previous = first.repeats === 0 ? first : books.find('reviews', first.submissionId, assessorId, first.repeats)
    if (previous) books.set('reviews', previous, { supersededBy: review.id, updatedLog: at.logId })
    const now = books.get('reviews', first.id)
    if (now) books.set('reviews', now, { repeats: now.repeats + 1 })
  }
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (!submission) return
  if (submission.accountId !== null) contribute(books, submission.accountId, at, () => ({}))
  if (event.verdict === 'ACCEPT') decide(books, at, submission, 'ACCEPTED', false)
  if (event.verdict === 'REJECT') decide(books, at, submission, 'REJECTED', false)
  if (event.verdict === 'REVISE') decide(books, at, submission, 'PENDING', false)
}
