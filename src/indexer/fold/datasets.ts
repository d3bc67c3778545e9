import { codeOf, datasetStatuses, submissionStatuses } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, contribute, tokenOf } from './accounts.ts'
import type { At } from './at.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const ACCEPTED = codeOf(submissionStatuses, 'ACCEPTED')

export const datasetOf = (books: Books, at: At, key: string | null): Rows['datasets'] | undefined =>
  key === null ? undefined : books.find('datasets', at.marketId, key)

export const changeDataset = (
  books: Books,
  at: At,
  dataset: Rows['datasets'],
  patch: Partial<Rows['datasets']>,
): Rows['datasets'] => books.set('datasets', dataset, { updatedLog: at.logId, updatedAt: at.timestamp, ...patch })

/** A dataset is registered; registered again, its description changes and its history stays. */
export const datasetRegistered = (books: Books, event: Event<'DatasetRegistered'>, at: At) => {
  const { contentHash, uri, name } = event
  const terms = { price: event.price, priceTokenId: event.token === null ? null : tokenOf(books, event.token).id }
  const known = datasetOf(books, at, event.dataset)
  if (known) {
    changeDataset(books, at, known, { contentHash, uri, name, ...terms })
    return
  }
  books.add('datasets', {
    marketId: at.marketId,
    key: event.dataset,
    publisherId: accountOf(books, event.publisher, 'PUBLISHER'),
    treasuryId: null,
    tokenId: null,
    name,
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

/** It changes hands: later revenue is the new owner's, who says anew where it goes. */
export const datasetOwnerChanged = (books: Books, event: Event<'DatasetOwnerChanged'>, at: At) => {
  const dataset = datasetOf(books, at, event.dataset)
  if (dataset)
    changeDataset(books, at, dataset, { publisherId: accountOf(books, event.owner, 'PUBLISHER'), treasuryId: null })
}

export const datasetTreasuryChanged = (books: Books, event: Event<'DatasetTreasuryChanged'>, at: At) => {
  const dataset = datasetOf(books, at, event.dataset)
  const treasuryId = event.treasury === null ? null : accountOf(books, event.treasury)
  if (dataset) changeDataset(books, at, dataset, { treasuryId })
}

export const datasetTokenIssued = (books: Books, event: Event<'DatasetTokenIssued'>, at: At) => {
  const dataset = datasetOf(books, at, event.dataset)
  if (dataset?.tokenId === null) changeDataset(books, at, dataset, { tokenId: tokenOf(books, event.token).id })
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
