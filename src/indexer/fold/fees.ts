import { codeOf, feeKinds } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, tokenOf } from './accounts.ts'
import { type At, settlementOf } from './at.ts'
import { datasetOf } from './datasets.ts'
import { changeMarketMoney, isOwn, post, type Source, SUSPENSE, sourceOf } from './ledger.ts'
import { changeTask, taskOf } from './tasks.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** Where a fee is taken from: a task's escrow, what a sale brought in, or the payer, who pays it beside the price. */
const takenFrom = (
  books: Books,
  at: At,
  { money: { from, settlement } }: Event<'FeeCharged'>,
  { task, dataset }: { task: Rows['tasks'] | undefined; dataset: Rows['datasets'] | undefined },
): Source => {
  if (task || !dataset) return sourceOf(books, at, task, settlement === 'MATCHED' ? from : null)
  if (from !== null && !isOwn(books, at, from)) return { type: 'FUNDING', subjectId: accountOf(books, from) }
  return { type: 'REVENUE', subjectId: dataset.id }
}

/** A fee is charged: to a task, or for a purchase. */
export const feeCharged = (books: Books, event: Event<'FeeCharged'>, at: At) => {
  const { money } = event
  const token = tokenOf(books, money.token)
  const payeeId = accountOf(books, event.payee, 'FEE_PAYEE')
  const task = taskOf(books, at, event.task)
  const dataset = datasetOf(books, at, event.dataset)
  const purchase = event.purchase === null ? undefined : books.find('purchases', at.marketId, event.purchase)
  const fee = books.add('fees', {
    marketId: at.marketId,
    logId: at.logId,
    part: at.part,
    kind: codeOf(feeKinds, event.kind),
    payeeId,
    tokenId: token.id,
    amount: money.amount,
    taskId: task?.id ?? null,
    payoutId: event.ofLog === null ? null : (at.records.get(event.ofLog) ?? null),
    purchaseId: purchase?.id ?? null,
    ...settlementOf(money, at),
    createdAt: at.timestamp,
  })
  if (!event.held) {
    post(books, at, {
      cause: 'FEE',
      causeId: fee.id,
      tokenId: token.id,
      legs: [
        { ...takenFrom(books, at, event, { task, dataset }), amount: -money.amount },
        { type: 'FEES', subjectId: payeeId, amount: money.amount },
      ],
    })
  }
  changeMarketMoney(books, at.marketId, token.id, (flow) => ({ fees: flow.fees + money.amount }))
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (!task) return
  const same = task.tokenId === token.id ? money.amount : 0n
  changeTask(books, at, task, { fees: task.fees + same, budget: task.funded ? task.budget : task.budget + same })
}

/** Fees charged before, and held for the dataset until now, reach their payee. */
export const feeCollected = (books: Books, { payee, dataset: key, money }: Event<'FeeCollected'>, at: At) => {
  const dataset = datasetOf(books, at, key)
  post(books, at, {
    cause: 'TRANSFER',
    causeId: null,
    tokenId: tokenOf(books, money.token).id,
    legs: [
      { ...(dataset ? { type: 'REVENUE', subjectId: dataset.id } : SUSPENSE), amount: -money.amount },
      { type: 'FEES', subjectId: accountOf(books, payee, 'FEE_PAYEE'), amount: money.amount },
    ],
  })
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
}
