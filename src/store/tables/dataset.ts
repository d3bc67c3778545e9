import type { Columns } from '../columns.ts'

/** Datasets: what they are made of, who made them, who bought them. */
export const defineDataset = (c: Columns) => ({
  datasets: c.table(
    'datasets',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      key: c.text('key').notNull(),
      publisherId: c.id('publisher_id').notNull(),
      /** Where its revenue goes; null when that is its publisher. */
      treasuryId: c.id('treasury_id'),
      /** Its own token. */
      tokenId: c.id('token_id'),
      name: c.text('name'),
      status: c.int('status').notNull(),
      uri: c.text('uri').notNull(),
      contentHash: c.hex('content_hash'),
      price: c.amount('price'),
      priceTokenId: c.id('price_token_id'),
      versions: c.int('versions').notNull(),
      contributors: c.int('contributors').notNull(),
      purchases: c.int('purchases').notNull(),
      buyers: c.int('buyers').notNull(),
      lastPurchasedAt: c.int('last_purchased_at'),
      createdLog: c.id('created_log').notNull(),
      updatedLog: c.id('updated_log').notNull(),
      createdAt: c.int('created_at').notNull(),
      updatedAt: c.int('updated_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('datasets_key').on(t.marketId, t.key),
      c.index('datasets_updated').on(t.updatedAt),
      c.index('datasets_purchases').on(t.purchases),
      c.index('datasets_contributors').on(t.contributors),
      c.index('datasets_price').on(t.price),
      c.index('datasets_publisher').on(t.publisherId),
      c.index('datasets_content').on(t.contentHash),
    ],
  ),
  datasetVersions: c.table(
    'dataset_versions',
    {
      id: c.key('id'),
      datasetId: c.id('dataset_id').notNull(),
      number: c.int('number').notNull(),
      contentHash: c.hex('content_hash'),
      uri: c.text('uri').notNull(),
      contributions: c.int('contributions').notNull(),
      contributors: c.int('contributors').notNull(),
      createdLog: c.id('created_log').notNull(),
      updatedLog: c.id('updated_log').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('dataset_versions_key').on(t.datasetId, t.number),
      c.index('dataset_versions_content').on(t.contentHash),
    ],
  ),
  versionContributors: c.table(
    'version_contributors',
    { id: c.key('id'), versionId: c.id('version_id').notNull(), accountId: c.id('account_id').notNull() },
    (t) => [c.uniqueIndex('version_contributors_key').on(t.versionId, t.accountId)],
  ),
  /** A submission that a version names. */
  contributions: c.table(
    'contributions',
    {
      id: c.key('id'),
      datasetId: c.id('dataset_id').notNull(),
      versionId: c.id('version_id').notNull(),
      submissionId: c.id('submission_id').notNull(),
      accountId: c.id('account_id'),
      logId: c.id('log_id').notNull(),
    },
    (t) => [
      c.uniqueIndex('contributions_key').on(t.datasetId, t.submissionId),
      c.index('contributions_version').on(t.versionId),
      c.index('contributions_submission').on(t.submissionId),
    ],
  ),
  /** A contributor of a dataset: by accepted work for its tasks, by a version that names it, or by a payout. */
  datasetContributors: c.table(
    'dataset_contributors',
    {
      id: c.key('id'),
      datasetId: c.id('dataset_id').notNull(),
      accountId: c.id('account_id').notNull(),
      accepted: c.int('accepted').notNull(),
      firstAt: c.int('first_at'),
    },
    (t) => [
      c.uniqueIndex('dataset_contributors_key').on(t.datasetId, t.accountId),
      c.index('dataset_contributors_rank').on(t.datasetId, t.accepted),
      c.index('dataset_contributors_account').on(t.accountId),
    ],
  ),
  datasetEarnings: c.table(
    'dataset_earnings',
    {
      id: c.key('id'),
      datasetId: c.id('dataset_id').notNull(),
      accountId: c.id('account_id').notNull(),
      tokenId: c.id('token_id').notNull(),
      earned: c.amount('earned').notNull(),
    },
    (t) => [c.uniqueIndex('dataset_earnings_key').on(t.datasetId, t.accountId, t.tokenId)],
  ),
  datasetMoney: c.table(
    'dataset_money',
    {
      id: c.key('id'),
      datasetId: c.id('dataset_id').notNull(),
      tokenId: c.id('token_id').notNull(),
      revenue: c.amount('revenue').notNull(),
      paid: c.amount('paid').notNull(),
    },
    (t) => [c.uniqueIndex('dataset_money_key').on(t.datasetId, t.tokenId)],
  ),
  datasetBuyers: c.table(
    'dataset_buyers',
    { id: c.key('id'), datasetId: c.id('dataset_id').notNull(), accountId: c.id('account_id').notNull() },
    (t) => [c.uniqueIndex('dataset_buyers_key').on(t.datasetId, t.accountId)],
  ),
  purchases: c.table(
    'purchases',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      key: c.text('key').notNull(),
      datasetId: c.id('dataset_id'),
      logId: c.id('log_id').notNull(),
      part: c.int('part').notNull(),
      buyerId: c.id('buyer_id').notNull(),
      payerId: c.id('payer_id'),
      tokenId: c.id('token_id').notNull(),
      gross: c.amount('gross').notNull(),
      net: c.amount('net'),
      settlement: c.int('settlement').notNull(),
      transferLog: c.id('transfer_log'),
      confidence: c.int('confidence').notNull(),
      /** How often the right was used or paid for again. */
      renewals: c.int('renewals').notNull(),
      updatedLog: c.id('updated_log').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('purchases_key').on(t.marketId, t.key),
      c.index('purchases_gross').on(t.gross),
      c.index('purchases_dataset').on(t.datasetId),
      c.index('purchases_buyer').on(t.buyerId),
      c.index('purchases_log').on(t.logId),
    ],
  ),
})
