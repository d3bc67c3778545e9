import { codeOf, datasetStatuses, submissionStatuses } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, contribute, tokenOf } from './accounts.ts'
import { type At, settlementOf } from './at.ts'
import { changeMarketMoney, post } from './ledger.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const ACCEPTED = codeOf(submissionStatuses, 'ACCEPTED')

export const datasetOf = (books: Books, at: At, key: string | null): Rows['datasets'] | undefined =>
  key === null ? undefined : books.find('datasets', at.marketId, key)

const changeDataset = (
  books: Books,
  at: At,
  dataset: Rows['datasets'],
  patch: Partial<Rows['datasets']>,
): Rows['datasets'] => books.set('datasets', dataset, { updatedLog: at.logId, updatedAt: at.timestamp, ...patch })

/** A dataset is registered; registered again, its description changes and its history stays. */
export const datasetRegistered = (books: Books, event: Event<'DatasetRegistered'>, at: At) => {
  const { contentHash, uri } = event
  const terms = { price: event.price, priceTokenId: event.token === null ? null : tokenOf(books, event.token).id }
  const known = datasetOf(books, at, event.dataset)
  if (known) {
    changeDataset(books, at, known, { contentHash, uri, ...terms })
    return
  }
  books.add('datasets', {
    marketId: at.marketId,
    key: event.dataset,
    publisherId: accountOf(books, event.publisher, 'PUBLISHER'),
    status: codeOf(datasetStatuses, 'LISTED'),
    uri,
    contentHash,
    ...terms,
    versions: 0,
    contributors: 0,
    purchases: 0,
    buyers: 0,
    lastPurchasedAt: null,
    createdLog: at.logId,
    updatedLog: at.logId,
    createdAt: at.timestamp,
    updatedAt: at.timestamp,
  })
  changeMarket(books, at.marketId, at.timestamp, (market) => ({ datasets: market.datasets + 1 }))
}

export const datasetPriced = (books: Books, event: Event<'DatasetPriced'>, at: At) => {
  const dataset = datasetOf(books, at, event.dataset)
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (dataset) changeDataset(books, at, dataset, { price: event.price, priceTokenId: tokenOf(books, event.token).id })
}

export const datasetStatusChanged = (books: Books, event: Event<'DatasetStatusChanged'>, at: At) => {
  const dataset = datasetOf(books, at, event.dataset)
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (dataset) changeDataset(books, at, dataset, { status: codeOf(datasetStatuses, event.status) })
}

export const versionPublished = (
  books: Books,
  { dataset: key, number, contentHash, uri }: Event<'DatasetVersionPublished'>,
  at: At,
) => {
  const dataset = datasetOf(books, at, key)
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (!dataset) return
  const known = books.find('datasetVersions', dataset.id, number)
  if (known) {
    books.set('datasetVersions', known, { contentHash, uri, updatedLog: at.logId })
    return
  }
  books.add('datasetVersions', {
    datasetId: dataset.id,
    number,
    contentHash,
    uri,
    contributions: 0,
    contributors: 0,
    createdLog: at.logId,
    updatedLog: at.logId,
    createdAt: at.timestamp,
  })
  changeDataset(books, at, dataset, { versions: dataset.versions + 1 })
}

/** A version names submissions. One that an earlier version named stays with that one. */
export const contributionsAdded = (books: Books, event: Event<'ContributionsAdded'>, at: At) => {
  const dataset = datasetOf(books, at, event.dataset)
  const version = dataset && books.find('datasetVersions', dataset.id, event.version)
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (!dataset || !version) return
  let [contributions, contributors] = [version.contributions, version.contributors]
  for (const key of event.submissions) {
    const submission = books.find('submissions', at.marketId, key)
    if (!submission || books.find('contributions', dataset.id, submission.id)) continue
    const { accountId } = submission
    books.add('contributions', {
      datasetId: dataset.id,
      versionId: version.id,
      submissionId: submission.id,
      accountId,
      logId: at.logId,
    })
    contributions++
    if (accountId === null) continue
    if (!books.find('versionContributors', version.id, accountId)) {
      books.add('versionContributors', { versionId: version.id, accountId })
      contributors++
    }
    // Work for the dataset's own tasks was counted when it was accepted.
    const accepted = submission.datasetId !== dataset.id && submission.status === ACCEPTED ? 1 : 0
    acceptedInDataset(books, at, { datasetId: dataset.id, accountId, accepted, firstAt: submission.createdAt })
  }
  books.set('datasetVersions', version, { contributions, contributors, updatedLog: at.logId })
  const now = books.get('datasets', dataset.id)
  if (now) changeDataset(books, at, now, {})
}

/** Accepted work of a contributor in a dataset. Who is only paid from it belongs to its contributors too, without work in it. */
export const acceptedInDataset = (
  books: Books,
  at: At,
  {
    datasetId,
    accountId,
    accepted,
    firstAt,
  }: { datasetId: number; accountId: number; accepted: number; firstAt: number | null },
) => {
  const known = books.find('datasetContributors', datasetId, accountId)
  const before = known?.accepted ?? 0
  const after = before + accepted
  if (known) {
    const earliest =
      known.firstAt === null || firstAt === null ? (known.firstAt ?? firstAt) : Math.min(known.firstAt, firstAt)
    books.set('datasetContributors', known, { accepted: after, firstAt: earliest })
  } else {
    books.add('datasetContributors', { datasetId, accountId, accepted, firstAt })
    const dataset = books.get('datasets', datasetId)
    if (dataset) changeDataset(books, at, dataset, { contributors: dataset.contributors + 1 })
  }
  const worked = Number(after > 0) - Number(before > 0)
  if (worked !== 0) contribute(books, accountId, at, (contributor) => ({ datasets: contributor.datasets + worked }))
}

/** A dataset's money in one token, changed. */
export const changeDatasetMoney = (
  books: Books,
  datasetId: number,
  tokenId: number,
  change: (money: Rows['datasetMoney']) => Partial<Rows['datasetMoney']>,
) => {
  const money =
    books.find('datasetMoney', datasetId, tokenId) ??
    books.add('datasetMoney', { datasetId, tokenId, revenue: 0n, paid: 0n })
  books.set('datasetMoney', money, change(money))
}

/** A right to use a dataset is bought. */
export const purchaseMade = (books: Books, { dataset: key, buyer, net, money }: Event<'PurchaseMade'>, at: At) => {
  const dataset = datasetOf(books, at, key)
  const token = tokenOf(books, money.token)
  const buyerId = accountOf(books, buyer, 'BUYER')
  const payerId = money.from === null ? null : accountOf(books, money.from)
  const purchase = books.add('purchases', {
    marketId: at.marketId,
    datasetId: dataset?.id ?? null,
    logId: at.logId,
    part: at.part,
    buyerId,
    payerId,
    tokenId: token.id,
    gross: money.amount,
    net,
    ...settlementOf(money, at),
    createdAt: at.timestamp,
  })
  at.records.set(at.logIndex, purchase.id)
  post(books, at, {
    cause: 'PURCHASE',
    causeId: purchase.id,
    tokenId: token.id,
    legs: [
      { type: 'FUNDING', subjectId: payerId ?? buyerId, amount: -money.amount },
      dataset
        ? { type: 'REVENUE', subjectId: dataset.id, amount: money.amount }
        : { type: 'SUSPENSE', subjectId: 0, amount: money.amount },
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
