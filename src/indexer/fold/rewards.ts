import { codeOf, forfeitReasons, type RewardState, rewardStates } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, act, changeMarket, tokenOf } from './accounts.ts'
import type { At } from './at.ts'
import { earningsOf } from './earnings.ts'
import { escrowOf, post, SUSPENSE } from './ledger.ts'
import { decide, submissionOf } from './submissions.ts'
import { taskOf } from './tasks.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const stateCode = (state: RewardState): number => codeOf(rewardStates, state)

/** Settled when nothing is left owed; forfeited when part of it was lost. */
const stateOf = ({ amount, settled, forfeited }: Pick<Rows['rewards'], 'amount' | 'settled' | 'forfeited'>): number => {
  if (settled + forfeited < amount) return stateCode('ACCRUED')
  return stateCode(forfeited > 0n ? 'FORFEITED' : 'SETTLED')
}

/** A contributor is owed a reward; owed again under the same key, the debt grows. */
export const rewardAccrued = (books: Books, event: Event<'RewardAccrued'>, at: At) => {
  const { amount } = event
  const accountId = accountOf(books, event.contributor, 'CONTRIBUTOR')
  const token = tokenOf(books, event.token)
  const submission = submissionOf(books, at, event.submission)
  const task = taskOf(books, at, event.task) ?? (submission?.taskId ? books.get('tasks', submission.taskId) : undefined)
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
        escrowed: task?.funded ?? 0,
        taskId: task?.id ?? null,
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
      { ...escrowOf(task), amount: -amount },
      { type: 'PAYABLE', subjectId: reward.accountId, amount },
    ],
  })
  const earnings = earningsOf(books, reward.accountId, at.marketId, token.id)
  books.set('earnings', earnings, { accrued: earnings.accrued + amount })
  act(books, accountId, at)
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
  if (lost === 0n) return
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
      { ...(reward.escrowed ? escrowOf(task) : SUSPENSE), amount: lost },
    ],
  })
  const earnings = earningsOf(books, reward.accountId, at.marketId, token.id)
  books.set('earnings', earnings, { forfeited: earnings.forfeited + lost })
}

/** Settles what it can of the reward that a payout names; what is above it was owed and paid at once. */
export const settleReward = (books: Books, at: At, event: Event<'PayoutMade'>, tokenId: number) => {
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
