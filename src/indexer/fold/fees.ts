import { codeOf, feeKinds } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, tokenOf } from './accounts.ts'
import { type At, settlementOf } from './at.ts'
import { datasetOf } from './datasets.ts'
import { changeMarketMoney, post, sourceOf } from './ledger.ts'
import { changeTask, taskOf } from './tasks.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

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
  const source = dataset
    ? ({ type: 'REVENUE', subjectId: dataset.id } as const)
    : sourceOf(books, at, task, money.settlement === 'MATCHED' ? money.from : null)
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
