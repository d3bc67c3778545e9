import { codeOf, payoutKinds } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import { accountOf, act, changeMarket, tokenOf } from './accounts.ts'
import { type At, settlementOf } from './at.ts'
import { acceptedInDataset, changeDatasetMoney, datasetOf } from './datasets.ts'
import { earningsOf, moveAccrual } from './earnings.ts'
import { changeMarketMoney, post, sourceOf } from './ledger.ts'
import { settleReward } from './rewards.ts'
import { decide, joinTask, submissionOf } from './submissions.ts'
import { changeTask, statusAfterPayout, taskOf } from './tasks.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** A dataset's publisher who never worked on it takes its revenue: no contributor's income. */
const takenByPublisher = (books: Books, event: Event<'PayoutMade'>, at: At): boolean => {
  if (event.publisherEarns) return false
  const dataset = event.kind === 'REVENUE_SHARE' ? datasetOf(books, at, event.dataset) : undefined
  const account = books.find('accounts', event.contributor)
  if (!dataset || dataset.publisherId !== account?.id || books.find('datasetContributors', dataset.id, account.id))
    return false
  const { amount, token } = event.money
  post(books, at, {
    cause: 'TRANSFER',
    causeId: null,
    tokenId: tokenOf(books, token).id,
    legs: [
      { type: 'REVENUE', subjectId: dataset.id, amount: -amount },
      { type: 'FUNDING', subjectId: account.id, amount },
    ],
  })
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  return true
}

/** Contracts say "none" by 0, unless they number from 0: then there is a record of that key. */
const isNone = (key: string | null): boolean => key === null || key === '0'

/** A contributor is paid. Facts are never refused: rejected work, more than was posted, twice. */
export const payoutMade = (books: Books, event: Event<'PayoutMade'>, at: At) => {
  if (takenByPublisher(books, event, at)) return
  const { money } = event
  const token = tokenOf(books, money.token)
  const accountId = accountOf(books, event.contributor, 'CONTRIBUTOR')
  const submission = submissionOf(books, at, event.submission)
  // A task that is named and not known stays unknown: that of the submission was not what was said.
  const named = taskOf(books, at, event.task)
  const taskId = named?.id ?? (isNone(event.task) ? (submission?.taskId ?? null) : null)
  const task = taskId === null ? undefined : books.get('tasks', taskId)
  const datasetId = datasetOf(books, at, event.dataset)?.id ?? task?.datasetId ?? submission?.datasetId ?? null
  const { reward, settled } = settleReward(books, at, event, token.id)

  const payout = books.add('payouts', {
    marketId: at.marketId,
    logId: at.logId,
    part: at.part,
    kind: codeOf(payoutKinds, event.kind),
    accountId,
    receiverId: money.to === null ? accountId : accountOf(books, money.to),
    payerId: money.from === null ? null : accountOf(books, money.from),
    tokenId: token.id,
    amount: money.amount,
    gross: event.gross,
    taskId,
    submissionId: submission?.id ?? null,
    datasetId,
    rewardId: reward?.id ?? null,
    ...settlementOf(money, at),
    seconds: submission ? at.timestamp - submission.createdAt : null,
    createdAt: at.timestamp,
  })
  at.records.set(at.logIndex, payout.id)

  const above = money.amount - settled
  const source =
    event.kind === 'REVENUE_SHARE' && datasetId !== null
      ? ({ type: 'REVENUE', subjectId: datasetId } as const)
      : sourceOf(books, at, task, money.settlement === 'MATCHED' ? money.from : null)
  post(books, at, {
    cause: 'PAYOUT',
    causeId: payout.id,
    tokenId: token.id,
    legs: [
      { type: 'PAYABLE', subjectId: reward?.accountId ?? accountId, amount: -settled },
      { ...source, amount: -above },
      { type: 'EARNINGS', subjectId: accountId, amount: money.amount },
    ],
  })

  // A payout of nothing is kept as it was stated, and counts as no payment.
  const counted = money.amount > 0n ? 1 : 0
  // What settles a reward of somebody else moves that debt: the accrual is theirs, and so is its settlement here.
  const earnings = earningsOf(books, accountId, at.marketId, token.id)
  books.set('earnings', earnings, {
    accrued: earnings.accrued + above,
    settled: earnings.settled + money.amount,
    revenue: earnings.revenue + (event.kind === 'REVENUE_SHARE' ? money.amount : 0n),
    payouts: earnings.payouts + counted,
    firstPayoutAt: earnings.firstPayoutAt ?? (counted ? at.timestamp : null),
    lastPayoutAt: counted ? at.timestamp : earnings.lastPayoutAt,
  })
  if (reward && reward.accountId !== accountId && settled > 0n)
    moveAccrual(books, at.marketId, { from: reward.accountId, to: accountId, tokenId: token.id, amount: settled })

  act(books, accountId, at, (contributor) => ({ payouts: contributor.payouts + counted }))
  books.set('tokens', books.get('tokens', token.id) ?? token, { payouts: token.payouts + 1 })
  changeMarket(books, at.marketId, at.timestamp, (market) => ({
    payouts: market.payouts + 1,
    unmatchedPayouts: market.unmatchedPayouts + (money.settlement === 'UNMATCHED' ? 1 : 0),
  }))
  changeMarketMoney(books, at.marketId, token.id, (flow) => ({ paid: flow.paid + money.amount }))
  if (task && counted > 0) {
    // Work is paid once, however often it is; what is paid for work that is not known counts as none.
    const first = submission ? submission.payouts === 0 : isNone(event.submission)
    payTask(books, at, task.id, { tokenId: token.id, amount: money.amount, first })
  }
  if (submission) {
    const paid = books.set('submissions', submission, { payouts: submission.payouts + counted, updatedLog: at.logId })
    decide(books, at, paid, 'ACCEPTED', true)
  }
  if (task) joinTask(books, at, task.id, accountId)
  if (datasetId !== null) payDataset(books, at, { datasetId, accountId, tokenId: token.id, amount: money.amount })
}

/** A task's own figures are in its reward token alone; what it pays without ever being funded came from outside with the payment. */
const payTask = (
  books: Books,
  at: At,
  taskId: number,
  { tokenId, amount, first }: { tokenId: number; amount: bigint; first: boolean },
) => {
  const task = books.get('tasks', taskId)
  if (!task) return
  const same = task.tokenId === tokenId ? amount : 0n
  const paidSubmissions = task.paidSubmissions + (first ? 1 : 0)
  changeTask(books, at, task, {
    paid: task.paid + same,
    budget: task.funded ? task.budget : task.budget + same,
    paidSubmissions,
    status: statusAfterPayout(task, paidSubmissions),
  })
}

const payDataset = (
  books: Books,
  at: At,
  { datasetId, accountId, tokenId, amount }: { datasetId: number; accountId: number; tokenId: number; amount: bigint },
) => {
  acceptedInDataset(books, at, { datasetId, accountId, accepted: 0, firstAt: null })
  const earned =
    books.find('datasetEarnings', datasetId, accountId, tokenId) ??
    books.add('datasetEarnings', { datasetId, accountId, tokenId, earned: 0n })
  books.set('datasetEarnings', earned, { earned: earned.earned + amount })
  changeDatasetMoney(books, datasetId, tokenId, (flow) => ({ paid: flow.paid + amount }))
}
