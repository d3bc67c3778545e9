import { and, eq } from 'drizzle-orm'
import { codeOf, datasetStatuses, nameOf, submissionStatuses } from '../../domain/codes.ts'
import { termsOf } from '../../store/read/lists/list.ts'
import type { Rows } from '../../store/store.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { describedByVersions, documentOfDataset, documentOfVersion } from '../document.ts'
import type { Resolvers } from '../generated/types.ts'
import { present, presently } from '../known.ts'
import { encodeId } from '../node-ids.ts'
import { reads } from '../reads.ts'
import type { DatasetContributorEdgeSource, DatasetSource, DatasetVersionSource } from '../sources.ts'
import { plainName, uriOf } from '../text.ts'
import { accountOf, accountRef } from './account-ref.ts'
import { TOKENS_MAX } from './earned.ts'
import { children } from './lists-of.ts'
import { own } from './own.ts'
import { qualityBy } from './quality.ts'
import { changing, inMarket, keyedId, marketParts } from './record.ts'

const newestFirst = [{ field: 'NUMBER', direction: 'DESC' }] as const

const latestVersion = async (context: Context, dataset: DatasetSource): Promise<DatasetVersionSource | null> => {
  if (dataset.versions === 0) return null
  const { source } = context.lists.versions
  const where = eq(context.reader.tables.datasetVersions.datasetId, dataset.id)
  const terms = termsOf(context.lists.versions, newestFirst)
  const [row] = await context.load.pages.load({ source, where, terms, walk: 'forward', limit: 1 })
  return (row as DatasetVersionSource | undefined) ?? null
}

/** Submissions accepted for a dataset: what it is made of while no version says otherwise. */
const acceptedFor = ({ reader: { tables } }: Context, datasetId: number) =>
  and(
    eq(tables.submissions.datasetId, datasetId),
    eq(tables.submissions.status, codeOf(submissionStatuses, 'ACCEPTED')),
  )

const contributionCount = async (context: Context, dataset: DatasetSource): Promise<number> => {
  const newest = await latestVersion(context, dataset)
  if (newest !== null) return newest.contributions
  return context.load.counts.load({ source: context.lists.submissions.source, where: acceptedFor(context, dataset.id) })
}

const money = ({ load }: Context, dataset: DatasetSource) => load.datasetMoney.load(dataset.id)

const datasetOf = ({ load }: Context, id: number) => presently(load.dataset.load(id), 'dataset')
const submissionOf = ({ load }: Context, id: number) => presently(load.submission.load(id), 'submission')

type Types = 'Dataset' | 'DatasetVersion' | 'DatasetStats' | 'DatasetContribution' | 'TokenShare'

export const datasets: Pick<Resolvers, Types> = {
  Dataset: {
    ...own('key'),
    ...inMarket,
    ...changing,
    id: keyedId('Dataset'),
    treasury: reads(['treasuryId'], ({ treasuryId }, _, { load }) => accountRef(load, treasuryId)),
    token: reads(['tokenId'], ({ tokenId }, _, { load }) =>
      tokenId === null ? null : presently(load.token.load(tokenId), 'token'),
    ),
    name: reads(['name'], ({ name }) => plainName(name)),
    publisher: reads(['publisherId'], ({ publisherId }, _, { load }) => accountOf(load, publisherId)),
    status: reads(['status'], ({ status }) => nameOf(datasetStatuses, status)),
    quality: qualityBy('datasetId'),
    price: reads(['price', 'priceTokenId'], ({ price, priceTokenId }) =>
      price === null || price === 0n || priceTokenId === null ? null : { raw: price, tokenId: priceTokenId },
    ),
    latestVersion: (dataset, _, context) => latestVersion(context, dataset),
    metadata: async (dataset, _, context) => {
      const described = await describedByVersions(context, dataset)
      const newest = described ? await latestVersion(context, dataset) : null
      return newest ? documentOfVersion(context, dataset, newest) : documentOfDataset(context, dataset)
    },
    versions: (dataset, args, context) =>
      connect(context, context.lists.versions, args, {
        within: eq(context.reader.tables.datasetVersions.datasetId, dataset.id),
        scope: `dataset:${dataset.id}`,
        order: newestFirst,
        node: (row) => row as DatasetVersionSource,
      }),
    tasks: children('tasks', 'datasetId'),
    contributions: (dataset, args, context) =>
      dataset.versions > 0
        ? connect(context, context.lists.contributions, args, {
            within: eq(context.reader.tables.contributions.datasetId, dataset.id),
            scope: `dataset:${dataset.id}`,
            order: [{ field: 'SUBMISSION', direction: 'ASC' }],
            node: (row) => {
              const contribution = row as Rows['contributions']
              return { datasetId: dataset.id, submissionId: contribution.submissionId, contribution }
            },
          })
        : connect(context, context.lists.submissions, args, {
            within: acceptedFor(context, dataset.id),
            scope: `dataset:${dataset.id}`,
            node: (row) => ({ datasetId: dataset.id, submissionId: row.id as number, contribution: undefined }),
          }),
    contributors: async (dataset, args, context) => {
      const page = await connect(context, context.lists.datasetContributors, args, {
        within: eq(context.reader.tables.datasetContributors.datasetId, dataset.id),
        scope: `dataset:${dataset.id}`,
        order: [{ field: 'ACCEPTED', direction: 'DESC' }],
        node: (row) => row as Rows['datasetContributors'],
      })
      const people = await Promise.all(page.edges.map(({ node }) => accountOf(context.load, node.accountId)))
      const edges = page.edges.map(
        ({ cursor, node }, i): DatasetContributorEdgeSource => ({ cursor, node: people[i]!, row: node }),
      )
      return { ...page, edges }
    },
    stats: (dataset) => dataset,
    purchases: children('purchases', 'datasetId'),
    payouts: children('payouts', 'datasetId'),
  },
  DatasetVersion: {
    ...own('number', 'contentHash'),
    ...changing,
    id: async ({ datasetId, number }, _, context) => {
      const dataset = await datasetOf(context, datasetId)
      return encodeId('DatasetVersion', ...(await marketParts(context, dataset)), dataset.key, number)
    },
    dataset: ({ datasetId }, _, context) => datasetOf(context, datasetId),
    contentUri: ({ uri }) => uriOf(uri),
    metadata: async (version, _, context) =>
      documentOfVersion(context, await datasetOf(context, version.datasetId), version),
    contributionCount: ({ contributions }) => contributions,
    contributorCount: ({ contributors }) => contributors,
  },
  DatasetStats: {
    ...own('versions', 'contributors', 'purchases', 'buyers', 'lastPurchasedAt'),
    contributions: (dataset, _, context) => contributionCount(context, dataset),
    revenueReceived: async (dataset, _, context) =>
      (await money(context, dataset)).slice(0, TOKENS_MAX).map(({ tokenId, revenue }) => ({ tokenId, raw: revenue })),
    paidToContributors: async (dataset, _, context) =>
      (await money(context, dataset)).slice(0, TOKENS_MAX).map(({ tokenId, paid }) => ({ tokenId, raw: paid })),
    contributorShareBps: async (dataset, _, context) =>
      (await money(context, dataset)).slice(0, TOKENS_MAX).map(({ tokenId, revenue, paid }) => ({
        tokenId,
        bps: shareBps(paid, revenue),
      })),
  },
  DatasetContribution: {
    id: async ({ datasetId, submissionId }, _, context) => {
      const [dataset, submission] = [await datasetOf(context, datasetId), await submissionOf(context, submissionId)]
      return encodeId('DatasetContribution', ...(await marketParts(context, dataset)), dataset.key, submission.key)
    },
    dataset: ({ datasetId }, _, context) => datasetOf(context, datasetId),
    version: async ({ contribution }, _, { load }) =>
      contribution === undefined ? null : present(await load.version.load(contribution.versionId), 'version'),
    submission: ({ submissionId }, _, context) => submissionOf(context, submissionId),
    contributor: async ({ submissionId }, _, context) =>
      accountRef(context.load, (await submissionOf(context, submissionId)).accountId),
    includedBy: ({ contribution }) => (contribution === undefined ? null : { logId: contribution.logId }),
  },
  TokenShare: {
    ...own('bps'),
    token: ({ tokenId }, _, { load }) => presently(load.token.load(tokenId), 'token'),
  },
}

/** More than an Int holds is as good as the most it holds: tokens were paid and next to none came in. */
const SHARE_BPS_MAX = 2n ** 31n - 1n

const shareBps = (paid: bigint, revenue: bigint): number | null => {
  if (revenue === 0n) return null
  const share = (paid * 10_000n) / revenue
  return Number(share > SHARE_BPS_MAX ? SHARE_BPS_MAX : share)
}
