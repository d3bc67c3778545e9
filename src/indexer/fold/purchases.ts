import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, tokenOf } from './accounts.ts'
import { type At, settlementOf } from './at.ts'
import { changeDataset, changeDatasetMoney, datasetOf } from './datasets.ts'
import { changeMarketMoney, post, type Source, SUSPENSE } from './ledger.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** A right to use a dataset is bought. */
export const purchaseMade = (books: Books, event: Event<'PurchaseMade'>, at: At) => {
  const { money, net, held } = event
  const dataset = datasetOf(books, at, event.dataset)
  const token = tokenOf(books, money.token)
  const buyerId = accountOf(books, event.buyer, 'BUYER')
  const payerId = money.from === null ? null : accountOf(books, money.from)
  const purchase = books.add('purchases', {
    marketId: at.marketId,
    key: event.purchase,
    datasetId: dataset?.id ?? null,
    logId: at.logId,
    part: at.part,
    buyerId,
    payerId,
    tokenId: token.id,
    gross: money.amount,
    net,
    ...settlementOf(money, at),
    renewals: 0,
    updatedLog: at.logId,
    createdAt: at.timestamp,
  })
  at.records.set(at.logIndex, purchase.id)
  const received: Source = !held
    ? money.to === null
      ? SUSPENSE
      : { type: 'FUNDING', subjectId: accountOf(books, money.to) }
    : dataset
      ? { type: 'REVENUE', subjectId: dataset.id }
      : SUSPENSE
  post(books, at, {
    cause: 'PURCHASE',
    causeId: purchase.id,
    tokenId: token.id,
    legs: [
      { type: 'FUNDING', subjectId: payerId ?? buyerId, amount: -money.amount },
      { ...received, amount: money.amount },
    ],
  })
  changeMarketMoney(books, at.marketId, token.id, (flow) => ({ sales: flow.sales + money.amount }))
  changeMarket(books, at.marketId, at.timestamp, (market) => ({ purchases: market.purchases + 1 }))
  if (!dataset) return
  const newBuyer = !books.find('datasetBuyers', dataset.id, buyerId)
  if (newBuyer) books.add('datasetBuyers', { datasetId: dataset.id, accountId: buyerId })
  changeDataset(books, at, dataset, {
    purchases: dataset.purchases + 1,
    buyers: dataset.buyers + (newBuyer ? 1 : 0),
    lastPurchasedAt: at.timestamp,
  })
  changeDatasetMoney(books, dataset.id, token.id, (flow) => ({ revenue: flow.revenue + money.amount }))
}

/** A right is used again, or paid for again: the purchase stays one. */
export const purchaseRenewed = (books: Books, event: Event<'PurchaseRenewed'>, at: At) => {
  const purchase = books.find('purchases', at.marketId, event.purchase)
  if (purchase) books.set('purchases', purchase, { renewals: purchase.renewals + 1, updatedLog: at.logId })
}
