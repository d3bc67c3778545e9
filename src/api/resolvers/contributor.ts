import { and, gt } from 'drizzle-orm'
import { qualityOf } from '../../domain/quality.ts'
import { showsDebts } from '../../protocols/registry.ts'
import { activeDays } from '../../store/read/active-days.ts'
import { within } from '../../store/read/operators.ts'
import { medianSecondsToPayout } from '../../store/read/quality.ts'
import type { Rows } from '../../store/store.ts'
import type { Context } from '../context.ts'
import { connectContributorDatasets } from '../contributor-datasets.ts'
import type { Resolvers } from '../generated/types.ts'
import { marketById } from '../known.ts'
import { encodeId } from '../node-ids.ts'
import type { ContributorStatsSource, EarningsTotalSource } from '../sources.ts'
import { TOKENS_MAX } from './earned.ts'
import { own } from './own.ts'
import { accountIds, byPerson, contributorRows } from './people.ts'

type Counter = 'submissions' | 'accepted' | 'rejected' | 'tasks' | 'datasets'
const total = (rows: readonly Rows['contributors'][], counter: Counter): number =>
  rows.reduce((sum, row) => sum + row[counter], 0)
const counter =
  (name: Counter) =>
  ({ rows }: ContributorStatsSource) =>
    total(rows, name)

/** Days with activity cannot be added up over chains: one day on two of them is one. Then they are counted from the records. */
const days = async ({ rows }: ContributorStatsSource, { reader }: Context) => {
  const [only] = rows
  return rows.length === 1 && only !== undefined
    ? { active: only.activeDays, longestStreak: only.longestStreakDays }
    : activeDays(
        reader,
        rows.map((row) => row.accountId),
      )
}

const earliest = (times: readonly (number | null)[]): number | null =>
  times.reduce((least, time) => (least === null || (time !== null && time < least) ? time : least), null)
const latest = (times: readonly (number | null)[]): number | null =>
  times.reduce((most, time) => (most === null || (time !== null && time > most) ? time : most), null)

/** One line per token over all markets, most payouts first. What is owed in one market that does not say makes the sum unknown. */
const earningsByToken = (rows: readonly Rows['earnings'][], silent: ReadonlySet<number>): EarningsTotalSource[] =>
  [...Map.groupBy(rows, (row) => row.tokenId)]
    .map(([tokenId, lines]) => ({
      tokenId,
      accrued: lines.some((line) => silent.has(line.marketId))
        ? null
        : lines.reduce((sum, line) => sum + line.accrued, 0n),
      settled: lines.reduce((sum, line) => sum + line.settled, 0n),
      forfeited: lines.reduce((sum, line) => sum + line.forfeited, 0n),
      payouts: lines.reduce((sum, line) => sum + line.payouts, 0),
      firstPayoutAt: earliest(lines.map((line) => line.firstPayoutAt)),
      lastPayoutAt: latest(lines.map((line) => line.lastPayoutAt)),
    }))
    .sort((a, b) => b.payouts - a.payouts || a.tokenId - b.tokenId)
    .slice(0, TOKENS_MAX)

export const contributors: Pick<Resolvers, 'Contributor' | 'ContributorStats' | 'EarningsTotal'> = {
  Contributor: {
    ...own('address'),
    id: ({ address }) => encodeId('Contributor', address),
    account: ({ address }) => ({ address }),
    firstSeenAt: async ({ address }, _, context) =>
      Math.min(...(await contributorRows(context, address)).map((row) => row.firstSeenAt)),
    lastActiveAt: async ({ address }, _, context) =>
      Math.max(...(await contributorRows(context, address)).map((row) => row.lastActiveAt)),
    protocols: async ({ address }, _, context) => {
      const ids = await accountIds(context, address)
      const links = (await Promise.all(ids.map((id) => context.load.marketsOf.load(id)))).flat()
      const markets = await Promise.all(links.map((link) => marketById(context, link.marketId)))
      return [...new Set(markets.map((market) => market.protocol))].sort()
    },
    stats: async ({ address }, _, context) => ({ rows: await contributorRows(context, address) }),
    earnings: async ({ address }, _, context) => {
      const ids = await accountIds(context, address)
      const markets = await context.reader.markets()
      const silent = markets.filter(({ protocol }) => !showsDebts(protocol)).map(({ id }) => id)
      const rows = (await Promise.all(ids.map((id) => context.load.earningsOf.load(id)))).flat()
      return earningsByToken(rows, new Set(silent))
    },
    submissions: byPerson('submissions', 'accountId'),
    rewards: byPerson('rewards', 'accountId'),
    payouts: byPerson('payouts', 'accountId'),
    datasets: async ({ address }, args, context) => {
      const { datasetContributors: link } = context.reader.tables
      const mine = and(within(link.accountId, await accountIds(context, address)), gt(link.accepted, 0))
      return connectContributorDatasets(context, args, { address, mine })
    },
  },
  ContributorStats: {
    submissions: counter('submissions'),
    accepted: counter('accepted'),
    rejected: counter('rejected'),
    pending: ({ rows }) => total(rows, 'submissions') - total(rows, 'accepted') - total(rows, 'rejected'),
    acceptanceRateBps: ({ rows }) => {
      const accepted = total(rows, 'accepted')
      const decided = accepted + total(rows, 'rejected')
      return decided === 0 ? null : Math.floor((accepted * 10_000) / decided)
    },
    quality: async ({ rows }, _, { load }) =>
      qualityOf((await Promise.all(rows.map((row) => load.reviewsOf.accountId.load(row.accountId)))).flat()),
    medianSecondsToPayout: ({ rows }, _, { reader }) =>
      medianSecondsToPayout(
        reader,
        rows.map((row) => row.accountId),
      ),
    tasks: counter('tasks'),
    datasets: counter('datasets'),
    activeDays: async (stats, _, context) => (await days(stats, context)).active,
    longestStreakDays: async (stats, _, context) => (await days(stats, context)).longestStreak,
  },
  EarningsTotal: {
    ...own('firstPayoutAt', 'lastPayoutAt'),
    token: async ({ tokenId }, _, { load }) => (await load.token.load(tokenId))!,
    accrued: ({ tokenId, accrued }) => (accrued === null ? null : { tokenId, raw: accrued }),
    settled: ({ tokenId, settled }) => ({ tokenId, raw: settled }),
    forfeited: ({ tokenId, forfeited }) => ({ tokenId, raw: forfeited }),
    outstanding: ({ tokenId, accrued, settled, forfeited }) =>
      accrued === null ? null : { tokenId, raw: accrued - settled - forfeited },
    payoutCount: ({ payouts }) => payouts,
  },
}
