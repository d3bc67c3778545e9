import type { Column } from 'drizzle-orm'
import { numberOf, slotOf } from '../../store/ids.ts'
import { after } from '../../store/read/later.ts'
import { never, within } from '../../store/read/operators.ts'
import { chainOf } from '../../store/read/reader.ts'
import { distinctPeople, openTasks, tokenSums } from '../../store/read/totals.ts'
import type { Rows } from '../../store/store.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Resolvers } from '../generated/types.ts'
import { marketById, present } from '../known.ts'
import { marketLeaderboard } from '../leaderboard.ts'
import { encodeId } from '../node-ids.ts'
import type { Within } from '../pages.ts'
import type { MarketTotalsSource } from '../sources.ts'
import { accountRef } from './account-ref.ts'
import { own } from './own.ts'

type Counter =
  | 'tasks'
  | 'submissions'
  | 'acceptedSubmissions'
  | 'datasets'
  | 'payouts'
  | 'unmatchedPayouts'
  | 'purchases'
type Flow = 'paid' | 'escrowed' | 'refunded' | 'sales' | 'fees'

const sum =
  (counter: Counter) =>
  ({ markets }: MarketTotalsSource) =>
    markets.reduce((total, market) => total + market[counter], 0)
const flow =
  (name: Flow) =>
  async ({ markets }: MarketTotalsSource, _: object, { load }: Context) => {
    const rows = await Promise.all(markets.map((market) => load.marketMoney.load(market.id)))
    return tokenSums(rows.flat().map((row) => ({ tokenId: row.tokenId, raw: row[name] })))
  }

/** Rows of a market: so many that they are met in any order, and no index is entered by it. */
const ofMarket =
  (marketId: Column, { id }: Rows['markets']): Within =>
  (slot) =>
    slot === undefined || slot === slotOf(id) ? within(marketId, [id], 'FOLLOW') : never

/** Contracts that one answer may list of a market. */
const CONTRACTS_MAX = 50

export const markets: Pick<Resolvers, 'Overview' | 'Market' | 'MarketContract' | 'MarketTotals'> = {
  Overview: {
    id: () => encodeId('Overview'),
    name: (_, __, { service }) => service.name,
    protocols: ({ markets }) => [...new Set(markets.map((market) => market.protocol))].sort(),
    totals: ({ markets }) => ({ markets }),
    markets: (_, args, context) =>
      connect(context, context.lists.markets, args, { scope: 'overview', node: (row) => row as Rows['markets'] }),
  },
  Market: {
    ...own('protocol', 'address', 'name', 'feeBps'),
    id: (market, _, { reader }) =>
      after(chainOf(reader, market.id), ({ chain }) => encodeId('Market', chain.id, market.address)),
    chain: (market, _, { reader }) => chainOf(reader, market.id),
    contracts: async ({ id }, _, { load }) => (await load.fixedContractsOf.load(id)).slice(0, CONTRACTS_MAX),
    owner: (market, _, { load }) => accountRef(load, market.ownerId),
    audit: async ({ id }, _, { load }) => (await load.auditsOf.load(id))[0] ?? null,
    totals: (market) => ({ markets: [market] }),
    tasks: (market, args, context) =>
      connect(context, context.lists.tasks, args, {
        within: ofMarket(context.reader.tables.tasks.marketId, market),
        scope: `market:${market.id}`,
        node: (row) => row as Rows['tasks'],
      }),
    datasets: (market, args, context) =>
      connect(context, context.lists.datasets, args, {
        within: ofMarket(context.reader.tables.datasets.marketId, market),
        scope: `market:${market.id}`,
        node: (row) => row as Rows['datasets'],
      }),
    fees: (market, args, context) =>
      connect(context, context.lists.fees, args, {
        within: ofMarket(context.reader.tables.fees.marketId, market),
        scope: `market:${market.id}`,
        node: (row) => row as Rows['fees'],
      }),
    leaderboard: (market, args, context) => marketLeaderboard(context, market, args),
  },
  MarketContract: {
    ...own('role', 'address'),
    /** What a log announces is followed from that log's block on. */
    fromBlock: async ({ logId, marketId }, _, context) =>
      logId === null
        ? (await marketById(context, marketId)).startBlock
        : numberOf(present(await context.load.log.load(logId), 'log').block.id),
  },
  MarketTotals: {
    markets: ({ markets }) => markets.length,
    tasks: sum('tasks'),
    openTasks: ({ markets }, _, { reader }) => openTasks(reader, markets),
    submissions: sum('submissions'),
    acceptedSubmissions: sum('acceptedSubmissions'),
    contributors: ({ markets }, _, { reader }) => distinctPeople(reader, markets, 'contributors'),
    posters: ({ markets }, _, { reader }) => distinctPeople(reader, markets, 'posters'),
    datasets: sum('datasets'),
    payouts: sum('payouts'),
    unmatchedPayouts: sum('unmatchedPayouts'),
    purchases: sum('purchases'),
    rewardsPaid: flow('paid'),
    rewardsEscrowed: flow('escrowed'),
    refunded: flow('refunded'),
    salesVolume: flow('sales'),
    feesCharged: flow('fees'),
  },
}
