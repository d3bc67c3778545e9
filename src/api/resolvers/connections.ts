import { formatAmount } from '../../domain/amount.ts'
import type { Soon } from '../../store/read/later.ts'
import type { Connection, Edge } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Resolvers } from '../generated/types.ts'
import { amountIn } from '../known.ts'
import type { LeaderboardConnectionSource, LeaderboardEdgeSource } from '../sources.ts'
import { earnedFrom } from './earned.ts'
import { own } from './own.ts'

type Names = Extract<keyof Resolvers, `${string}Connection` | `${string}Edge` | 'PageInfo'>

const connection = {
  edges: <E>(page: { readonly edges: readonly E[] }) => page.edges as E[],
  nodes: <N>(page: Connection<N>) => page.edges.map((edge) => edge.node),
  pageInfo: (page: Connection<unknown>) => page.pageInfo,
  totalCount: (page: Connection<unknown>) => page.totalCount(),
}
const summed = { ...connection, totals: async (page: Connection<unknown>) => [...(await page.totals())] }
const edge = {
  cursor: (edge: Edge<unknown>) => edge.cursor,
  node: <N>(edge: Edge<N>) => edge.node,
}

const valueIn = (
  context: Context,
  { tokenId }: LeaderboardConnectionSource | LeaderboardEdgeSource,
  raw: bigint,
): Soon<string> => (tokenId === null ? formatAmount(raw, null) : amountIn(context, tokenId, raw))

export const connections: Pick<Resolvers, Names> = {
  AuditFindingConnection: connection,
  AuditFindingEdge: edge,
  PageInfo: {
    ...own('startCursor', 'endCursor'),
    hasNextPage: (page) => page.hasNextPage(),
    hasPreviousPage: (page) => page.hasPreviousPage(),
  },
  ContributorConnection: connection,
  ContributorEdge: edge,
  ContributorDatasetConnection: connection,
  ContributorDatasetEdge: { ...edge, acceptedSubmissions: ({ row }) => row.accepted, earned: earnedFrom },
  DatasetConnection: connection,
  DatasetEdge: edge,
  DatasetContributionConnection: connection,
  DatasetContributionEdge: edge,
  DatasetContributorConnection: connection,
  DatasetContributorEdge: {
    ...edge,
    acceptedSubmissions: ({ row }) => row.accepted,
    earned: earnedFrom,
    firstContributedAt: ({ row }) => row.firstAt,
  },
  DatasetVersionConnection: connection,
  DatasetVersionEdge: edge,
  FeeChargeConnection: summed,
  FeeChargeEdge: edge,
  LeaderboardConnection: {
    ...connection,
    ...own('metric'),
    totalValue: async (board, _, context) => valueIn(context, board, await board.total()),
  },
  LeaderboardEdge: {
    ...edge,
    ...own('rank'),
    value: (place, _, context) => valueIn(context, place, place.value),
    amount: ({ tokenId, value }) => (tokenId === null ? null : { tokenId, raw: value }),
    shareBps: async ({ value, total }) => {
      const sum = await total()
      return sum === 0n ? 0 : Number((value * 10_000n) / sum)
    },
  },
  LedgerEntryConnection: connection,
  LedgerEntryEdge: edge,
  MarketConnection: connection,
  MarketEdge: edge,
  PayoutConnection: summed,
  PayoutEdge: edge,
  PurchaseConnection: connection,
  PurchaseEdge: edge,
  ReorgConnection: connection,
  ReorgEdge: edge,
  ReviewConnection: connection,
  ReviewEdge: edge,
  RewardConnection: summed,
  RewardEdge: edge,
  SubmissionConnection: connection,
  SubmissionEdge: edge,
  TaskConnection: connection,
  TaskEdge: edge,
  TaskFundingConnection: connection,
  TaskFundingEdge: edge,
  TokenConnection: connection,
  TokenEdge: edge,
}
