import {
  codeOf,
  feeKinds,
  forfeitReasons,
  payoutKinds,
  type RewardState,
  rewardStates,
  settlements,
} from '../../domain/codes.ts'
import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, contribute, tokenOf } from './accounts.ts'
import type { At } from './at.ts'
import { acceptedInDataset, changeDatasetMoney, datasetOf } from './datasets.ts'
import { changeMarketMoney, post, sourceOf } from './ledger.ts'
import { decide, joinTask, submissionOf } from './submissions.ts'
import { changeTask, statusAfterPayout, taskOf } from './tasks.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const stateCode = (state: RewardState): number => codeOf(rewardStates, state)

/** Settled when nothing is left owed; forfeited when part of it was lost. */
const stateOf = ({ amount, settled, forfeited }: Pick<Rows['rewards'], 'amount' | 'settled' | 'forfeited'>): number => {
  if (settled + forfeited < amount) return stateCode('ACCRUED')
  return stateCode(forfeited > 0n ? 'FORFEITED' : 'SETTLED')
}

const settlementOf = (money: Money, at: At) => ({
  settlement: codeOf(settlements, money.settlement),
  transferLog: money.transferLog === null ? null : at.logIdOf(money.transferLog),
})

const earningsOf = (books: Books, accountId: number, marketId: number, tokenId: number): Rows['earnings'] =>
  books.find('earnings', accountId, marketId, tokenId) ??
  books.add('earnings', {
    accountId,
    marketId,
    tokenId,
    accrued: 0n,
    settled: 0n,
    forfeited: 0n,
    revenue: 0n,
    payouts: 0,
    firstPayoutAt: null,
    lastPayoutAt: null,
  })

/** A contributor is owed a reward; owed again under the same key, the debt grows. */
export const rewardAccrued = (books: Books, event: Event<'RewardAccrued'>, at: At) => {
  const { amount } = event
  const accountId = accountOf(books, event.contributor, 'CONTRIBUTOR')
  const token = tokenOf(books, event.token)
  const submission = submissionOf(books, at, event.submission)
  const task = submission?.taskId ? books.get('tasks', submission.taskId) : undefined
  const known = books.find('rewards', at.marketId, event.reward, token.id)
  const reward = known
    ? books.set('rewards', known, {
        amount: known.amount + amount,
        state: stateOf({ ...known, amount: known.amount + amount }),
        updatedLog: at.logId,
      })
    : books.add('rewards', {
        marketId: at.marketId,
        key: event.reward,
        accountId,
        tokenId: token.id,
        amount,
        settled: 0n,
        forfeited: 0n,
        state: stateOf({ amount, settled: 0n, forfeited: 0n }),
        forfeitReason: null,
        taskId: submission?.taskId ?? null,
        submissionId: submission?.id ?? null,
        datasetId: submission?.datasetId ?? null,
        createdLog: at.logId,
        updatedLog: at.logId,
        createdAt: at.timestamp,
      })
  post(books, at, {
    cause: 'REWARD',
    causeId: reward.id,
    tokenId: token.id,
    legs: [
      { ...sourceOf(task), amount: -amount },
      { type: 'PAYABLE', subjectId: reward.accountId, amount },
    ],
  })
  const earnings = earningsOf(books, reward.accountId, at.marketId, token.id)
  books.set('earnings', earnings, { accrued: earnings.accrued + amount })
  contribute(books, accountId, at, () => ({}))
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (submission) decide(books, at, submission, 'ACCEPTED', true)
}

/** What was owed is lost and goes back to where it came from. More than is owed cannot be lost. */
export const rewardForfeited = (books: Books, event: Event<'RewardForfeited'>, at: At) => {
  const token = tokenOf(books, event.token)
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  const reward = books.find('rewards', at.marketId, event.reward, token.id)
  if (!reward) return
  const outstanding = reward.amount - reward.settled - reward.forfeited
  const lost = event.amount < outstanding ? event.amount : outstanding
  const forfeited = reward.forfeited + lost
  books.set('rewards', reward, {
    forfeited,
    state: stateOf({ ...reward, forfeited }),
    forfeitReason: codeOf(forfeitReasons, event.reason),
    updatedLog: at.logId,
  })
  const task = reward.taskId === null ? undefined : books.get('tasks', reward.taskId)
  post(books, at, {
    cause: 'FORFEIT',
    causeId: reward.id,
    tokenId: token.id,
    legs: [
      { type: 'PAYABLE', subjectId: reward.accountId, amount: -lost },
      { ...sourceOf(task), amount: lost },
    ],
  })
  const earnings = earningsOf(books, reward.accountId, at.marketId, token.id)
  books.set('earnings', earnings, { forfeited: earnings.forfeited + lost })
}

/** Settles what it can of the reward that a payout names; what is above it was owed and paid at once. */
const settleReward = (books: Books, at: At, event: Event<'PayoutMade'>, tokenId: number) => {
  const reward = event.reward === null ? undefined : books.find('rewards', at.marketId, event.reward, tokenId)
  if (!reward) return { reward, settled: 0n }
  const outstanding = reward.amount - reward.settled - reward.forfeited
  const settled = event.money.amount < outstanding ? event.money.amount : outstanding
  if (settled > 0n) {
    const total = reward.settled + settled
    books.set('rewards', reward, {
      settled: total,
      state: stateOf({ ...reward, settled: total }),
      updatedLog: at.logId,
    })
  }
  return { reward, settled }
}

/** A dataset's publisher who never worked on it takes its revenue: no contributor's income. */
const takenByPublisher = (books: Books, event: Event<'PayoutMade'>, at: At): boolean => {
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

/** A contributor is paid. Facts are never refused: rejected work, more than was posted, twice. */
export const payoutMade = (books: Books, event: Event<'PayoutMade'>, at: At) => {
  if (takenByPublisher(books, event, at)) return
  const { money } = event
  const token = tokenOf(books, money.token)
  const accountId = accountOf(books, event.contributor, 'CONTRIBUTOR')
  const submission = submissionOf(books, at, event.submission)
  const taskId = taskOf(books, at, event.task)?.id ?? submission?.taskId ?? null
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
      : sourceOf(task)
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
    moveAccrual(books, at, { from: reward.accountId, to: accountId, tokenId: token.id, amount: settled })

  contribute(books, accountId, at, (contributor) => ({ payouts: contributor.payouts + counted }))
  books.set('tokens', books.get('tokens', token.id) ?? token, { payouts: token.payouts + 1 })
  changeMarket(books, at.marketId, at.timestamp, (market) => ({
    payouts: market.payouts + 1,
    unmatchedPayouts: market.unmatchedPayouts + (money.settlement === 'UNMATCHED' ? 1 : 0),
  }))
  changeMarketMoney(books, at.marketId, token.id, (flow) => ({ paid: flow.paid + money.amount }))
  if (task)
    payTask(books, at, task.id, {
      tokenId: token.id,
      amount: money.amount,
      first: !submission || submission.payouts === 0,
    })
  if (submission) {
    const paid = books.set('submissions', submission, { payouts: submission.payouts + 1, updatedLog: at.logId })
    decide(books, at, paid, 'ACCEPTED', true)
  }
  if (task) joinTask(books, at, task.id, accountId)
  if (datasetId !== null) payDataset(books, at, { datasetId, accountId, tokenId: token.id, amount: money.amount })
}

const moveAccrual = (
  books: Books,
  at: At,
  { from, to, tokenId, amount }: { from: number; to: number; tokenId: number; amount: bigint },
) => {
  const giver = earningsOf(books, from, at.marketId, tokenId)
  books.set('earnings', giver, { accrued: giver.accrued - amount })
  const taker = earningsOf(books, to, at.marketId, tokenId)
  books.set('earnings', taker, { accrued: taker.accrued + amount })
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

/** A fee is charged: to a task, or out of a purchase. */
export const feeCharged = (books: Books, event: Event<'FeeCharged'>, at: At) => {
  const { money } = event
  const token = tokenOf(books, money.token)
  const payeeId = accountOf(books, event.payee, 'FEE_PAYEE')
  const task = taskOf(books, at, event.task)
  const dataset = datasetOf(books, at, event.dataset)
  const ofId = event.ofLog === null ? null : (at.records.get(event.ofLog) ?? null)
  const fee = books.add('fees', {
    marketId: at.marketId,
    logId: at.logId,
    part: at.part,
    kind: codeOf(feeKinds, event.kind),
    payeeId,
    tokenId: token.id,
    amount: money.amount,
    taskId: task?.id ?? null,
    payoutId: event.task === null ? null : ofId,
    purchaseId: event.task === null ? ofId : null,
    ...settlementOf(money, at),
    createdAt: at.timestamp,
  })
  const source = dataset ? ({ type: 'REVENUE', subjectId: dataset.id } as const) : sourceOf(task)
  post(books, at, {
    cause: 'FEE',
    causeId: fee.id,
    tokenId: token.id,
    legs: [
      { ...source, amount: -money.amount },
      { type: 'FEES', subjectId: payeeId, amount: money.amount },
    ],
  })
  changeMarketMoney(books, at.marketId, token.id, (flow) => ({ fees: flow.fees + money.amount }))
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (!task) return
  const same = task.tokenId === token.id ? money.amount : 0n
  changeTask(books, at, task, { fees: task.fees + same, budget: task.funded ? task.budget : task.budget + same })
}

/** Tokens came to a market or left it, and no event says why: kept apart until somebody explains them. */
export const tokensMoved = (books: Books, { incoming, money }: Event<'TokensMoved'>, at: At) => {
  const other = incoming ? money.from : money.to
  if (other === null) return
  const into = incoming ? money.amount : -money.amount
  post(books, at, {
    cause: 'TRANSFER',
    causeId: null,
    tokenId: tokenOf(books, money.token).id,
    legs: [
      { type: 'FUNDING', subjectId: accountOf(books, other), amount: -into },
      { type: 'SUSPENSE', subjectId: 0, amount: into },
    ],
  })
}
