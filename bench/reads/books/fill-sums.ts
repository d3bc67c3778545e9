import { codeOf, ledgerAccountTypes } from '../../../src/domain/codes.ts'
import type { Fill } from './fill.ts'
import { bytesInSql } from './world.ts'

const DAY = 86_400
/** Rows are numbered as they come, which is in the order of the select. */
const ROW = null

/** People, and what is kept added up of them and of datasets: all of it counted from the work itself. */
export const fillSums = (fill: Fill): void => {
  fill(
    'contributors',
    {
      id: 'person + 1',
      accountId: 'person + 1',
      firstSeenAt: 'min(time)',
      lastActiveAt: 'max(time)',
      submissions: 'count(*)',
      accepted: 'count(*)',
      rejected: 0,
      tasks: 'count(distinct task)',
      datasets: 'count(distinct dataset)',
      payouts: 'count(*)',
      activeDays: `count(distinct time / ${DAY})`,
      lastDay: `max(time) / ${DAY}`,
      streakDays: 1,
      longestStreakDays: 1,
    },
    'work group by person order by person',
  )
  const people = 'contributors order by id'
  fill('accounts', { id: 'id', address: bytesInSql('id', 20), roles: 2 }, people)
  fill('contributorMarkets', { id: 'id', accountId: 'id', marketId: 1 }, people)
  const earned = { settled: 'worth(sum(units))', each: 'work group by person, token order by person, token' }
  fill(
    'earnings',
    {
      id: ROW,
      accountId: 'person + 1',
      marketId: 1,
      tokenId: 'token + 1',
      accrued: earned.settled,
      settled: earned.settled,
      forfeited: 'worth(0)',
      revenue: 'worth(0)',
      payouts: 'count(*)',
      firstPayoutAt: 'min(time)',
      lastPayoutAt: 'max(time)',
    },
    earned.each,
  )
  fill(
    'ledgerAccounts',
    {
      id: 'id',
      type: codeOf(ledgerAccountTypes, 'EARNINGS'),
      marketId: 0,
      subjectId: 'account_id',
      tokenId: 'token_id',
      balance: 'settled',
    },
    'earnings order by id',
  )
  fillDatasetSums(fill)
}

const fillDatasetSums = (fill: Fill): void => {
  fill(
    'datasetContributors',
    {
      id: ROW,
      datasetId: 'dataset',
      accountId: 'person + 1',
      accepted: 'count(*)',
      firstAt: 'min(time)',
    },
    'work group by dataset, person order by dataset, person',
  )
  fill(
    'datasetEarnings',
    {
      id: ROW,
      datasetId: 'dataset',
      accountId: 'person + 1',
      tokenId: 'token + 1',
      earned: 'worth(sum(units))',
    },
    'work group by dataset, person, token order by dataset, person, token',
  )
  fill(
    'datasetMoney',
    { id: ROW, datasetId: 'dataset', tokenId: 'token + 1', revenue: 'worth(0)', paid: 'worth(sum(units))' },
    'work group by dataset, token order by dataset, token',
  )
  fill(
    'marketMoney',
    {
      id: 'token + 1',
      marketId: 1,
      tokenId: 'token + 1',
      paid: 'worth(sum(units))',
      escrowed: 'worth(0)',
      refunded: 'worth(0)',
      sales: 'worth(0)',
      fees: 'worth(0)',
    },
    'work group by token order by token',
  )
}
