import { confidences, datasetStatuses, settlements } from '../../../domain/codes.ts'
import type { Tables } from '../../tables.ts'
import { account, chain, code, protocol, reference, relatedAccount, value } from '../filter.ts'
import { type List, tableList } from './list.ts'

export const datasetList = ({ datasets, datasetContributors }: Tables): List =>
  tableList(
    'datasets',
    datasets,
    {
      id: reference(datasets.id, 'Dataset'),
      market: reference(datasets.marketId, 'Market'),
      chainId: chain(datasets.id),
      protocol: protocol(datasets.marketId),
      publisher: account(datasets.publisherId),
      status: code(datasets.status, datasetStatuses),
      token: reference(datasets.priceTokenId, 'Token'),
      price: value(datasets.price),
      contributorCount: value(datasets.contributors),
      createdAt: value(datasets.createdAt),
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

export const contributionList = ({ contributions }: Tables): List => tableList('contributions', contributions, {})

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
      market: reference(purchases.marketId, 'Market'),
      chainId: chain(purchases.id),
      protocol: protocol(purchases.marketId),
      buyer: account(purchases.buyerId),
      token: reference(purchases.tokenId, 'Token'),
      gross: value(purchases.gross),
      settlement: code(purchases.settlement, settlements),
      confidence: code(purchases.confidence, confidences),
      createdAt: value(purchases.createdAt),
    },
    { CREATED_AT: 'createdAt', GROSS: 'gross' },
  )
