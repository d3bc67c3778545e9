import type { Columns } from '../columns.ts'

/** Contributors: their work in numbers, kept up with every event. */
export const defineContributor = (c: Columns) => ({
  contributors: c.table(
    'contributors',
    {
      id: c.key('id'),
      accountId: c.id('account_id').notNull(),
      firstSeenAt: c.int('first_seen_at').notNull(),
      lastActiveAt: c.int('last_active_at').notNull(),
      submissions: c.int('submissions').notNull(),
      accepted: c.int('accepted').notNull(),
      rejected: c.int('rejected').notNull(),
      tasks: c.int('tasks').notNull(),
      datasets: c.int('datasets').notNull(),
      payouts: c.int('payouts').notNull(),
      activeDays: c.int('active_days').notNull(),
      /** The newest UTC day with activity, and how many such days in a row end with it. */
      lastDay: c.int('last_day').notNull(),
      streakDays: c.int('streak_days').notNull(),
      longestStreakDays: c.int('longest_streak_days').notNull(),
    },
    (t) => [
      c.uniqueIndex('contributors_account').on(t.accountId),
      c.index('contributors_first').on(t.firstSeenAt),
      c.index('contributors_active').on(t.lastActiveAt),
      c.index('contributors_submissions').on(t.submissions),
      c.index('contributors_accepted').on(t.accepted),
      c.index('contributors_payouts').on(t.payouts),
      c.index('contributors_datasets').on(t.datasets),
    ],
  ),
  contributorMarkets: c.table(
    'contributor_markets',
    { id: c.key('id'), accountId: c.id('account_id').notNull(), marketId: c.id('market_id').notNull() },
    (t) => [
      c.uniqueIndex('contributor_markets_key').on(t.accountId, t.marketId),
      c.index('contributor_markets_market').on(t.marketId),
    ],
  ),
  /** Who posted in a market at least once: what makes `posters` a count of distinct people. */
  marketPosters: c.table(
    'market_posters',
    { id: c.key('id'), marketId: c.id('market_id').notNull(), accountId: c.id('account_id').notNull() },
    (t) => [c.uniqueIndex('market_posters_key').on(t.marketId, t.accountId)],
  ),
})
