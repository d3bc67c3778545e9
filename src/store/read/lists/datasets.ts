import { confidences, datasetStatuses, settlements } from '../../../domain/codes.ts'
import type { Tables } from '../../tables.ts'
import { account, chain, code, market, protocol, reference, relatedAccount, time, value } from '../filter.ts'
import { type List, tableList } from './list.ts'

export const datasetList = ({ datasets, datasetContributors }: Tables): List =>
  tableList(
    'datasets',
    datasets,
    {
      id: reference(datasets.id, 'Dataset'),
      market: market(datasets.marketId),
      chainId: chain(datasets.id),
      protocol: protocol(datasets.marketId),
      publisher: account(datasets.publisherId),
      status: code(datasets.status, datasetStatuses),
      token: reference(datasets.priceTokenId, 'Token'),
      price: value(datasets.price),
      contributorCount: value(datasets.contributors),
      createdAt: time(datasets.createdAt, datasets),
      contributor: relatedAccount(datasets.id, {
        subject: datasetContributors.datasetId,
        object: datasetContributors.accountId,
      }),
    },
    {
      CREATED_AT: 'createdAt',
      UPDATED_AT: 'updatedAt',
      PURCHASE_COUNT: 'purchases',
      CONTRIBUTOR_COUNT: 'contributors',
      PRICE: 'price',
    },
  )

export const versionList = ({ datasetVersions }: Tables): List =>
  tableList('versions', datasetVersions, {}, { NUMBER: 'number' })

/** A dataset's submissions come in the order in which they were made. */
export const contributionList = ({ contributions }: Tables): List =>
  tableList('contributions', contributions, {}, { SUBMISSION: 'submissionId' })

/** A dataset's contributors rank by accepted work; the rank's index ends with the row's number. */
export const datasetContributorList = ({ datasetContributors }: Tables): List =>
  tableList('datasetContributors', datasetContributors, {}, { ACCEPTED: 'accepted' })

export const purchaseList = ({ purchases }: Tables): List =>
  tableList(
    'purchases',
    purchases,
    {
      id: reference(purchases.id, 'Purchase'),
      dataset: reference(purchases.datasetId, 'Dataset'),
      market: market(purchases.marketId),
      chainId: chain(purchases.id),
      protocol: protocol(purchases.marketId),
      buyer: account(purchases.buyerId),
      token: reference(purchases.tokenId, 'Token'),
      gross: value(purchases.gross),
      settlement: code(purchases.settlement, settlements),
      confidence: code(purchases.confidence, confidences),
      createdAt: time(purchases.createdAt, purchases),
    },
    { CREATED_AT: 'createdAt', GROSS: 'gross' },
  )
