import type { Columns } from '../columns.ts'
import { headOf } from '../hash-head.ts'

// Codes (status, kind, verdict, ...) are small integers; domain/codes.ts gives them their names.
// `createdLog` and `updatedLog` are ids of logs; `createdAt` and `updatedAt` their blocks' times.

export const defineMarket = (c: Columns) => ({
  markets: c.table(
    'markets',
    {
      id: c.key('id'),
      protocol: c.text('protocol').notNull(),
      address: c.hex('address').notNull(),
      name: c.text('name'),
      startBlock: c.int('start_block').notNull(),
      ownerId: c.id('owner_id'),
      feeBps: c.int('fee_bps'),
      tasks: c.int('tasks').notNull(),
      submissions: c.int('submissions').notNull(),
      acceptedSubmissions: c.int('accepted_submissions').notNull(),
      contributors: c.int('contributors').notNull(),
      posters: c.int('posters').notNull(),
      datasets: c.int('datasets').notNull(),
      payouts: c.int('payouts').notNull(),
      unmatchedPayouts: c.int('unmatched_payouts').notNull(),
      purchases: c.int('purchases').notNull(),
      /** Time of the first event; null before it. */
      createdAt: c.int('created_at'),
      updatedAt: c.int('updated_at'),
    },
    (t) => [c.index('markets_address').on(t.address)],
  ),
  /** Every contract of a market and its role there: given by the configuration, or announced by another contract. */
  contracts: c.table(
    'contracts',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      address: c.hex('address').notNull(),
      role: c.text('role').notNull(),
      /** Null for one that the configuration names. */
      logId: c.id('log_id'),
    },
    (t) => [
      c.uniqueIndex('contracts_key').on(t.address, t.marketId),
      c.index('contracts_market').on(t.marketId, t.role),
    ],
  ),
  /** What a protocol remembers to read later logs by; only the protocol reads it. */
  memories: c.table(
    'memories',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      key: c.text('key').notNull(),
      value: c.text('value').notNull(),
    },
    (t) => [c.uniqueIndex('memories_key').on(t.marketId, t.key)],
  ),
  /** Any address that took part, once per chain. `roles` is a set of bits, see domain/codes.ts. */
  accounts: c.table(
    'accounts',
    { id: c.key('id'), address: c.hex('address').notNull(), roles: c.int('roles').notNull() },
    (t) => [c.index('accounts_address').on(headOf(t.address))],
  ),
  tokens: c.table(
    'tokens',
    { id: c.key('id'), address: c.hex('address').notNull(), payouts: c.int('payouts').notNull() },
    (t) => [c.uniqueIndex('tokens_address').on(t.address, t.id), c.index('tokens_payouts').on(t.payouts)],
  ),
  tasks: c.table(
    'tasks',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      key: c.text('key').notNull(),
      posterId: c.id('poster_id'),
      datasetId: c.id('dataset_id'),
      tokenId: c.id('token_id').notNull(),
      reward: c.amount('reward'),
      capacity: c.int('capacity'),
      deadline: c.int('deadline'),
      uri: c.text('uri').notNull(),
      /** The poster's own reference. */
      externalRef: c.text('external_ref'),
      status: c.int('status').notNull(),
      /** Whether money ever entered its escrow; if not, what it pays comes from outside. */
      funded: c.int('funded').notNull(),
      budget: c.amount('budget').notNull(),
      paid: c.amount('paid').notNull(),
      fees: c.amount('fees').notNull(),
      refunded: c.amount('refunded').notNull(),
      /** The part of refunded that was taken out as more than the task needs. */
      withdrawn: c.amount('withdrawn').notNull(),
      submissions: c.int('submissions').notNull(),
      accepted: c.int('accepted').notNull(),
      /** Submissions paid at least once. */
      paidSubmissions: c.int('paid_submissions').notNull(),
      contributors: c.int('contributors').notNull(),
      closedAt: c.int('closed_at'),
      createdLog: c.id('created_log').notNull(),
      updatedLog: c.id('updated_log').notNull(),
      createdAt: c.int('created_at').notNull(),
      updatedAt: c.int('updated_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('tasks_key').on(t.marketId, t.key),
      c.index('tasks_updated').on(t.updatedAt),
      c.index('tasks_deadline').on(t.deadline),
      c.index('tasks_budget').on(t.budget),
      c.index('tasks_submissions').on(t.submissions),
      c.index('tasks_poster').on(t.posterId),
      c.index('tasks_dataset').on(t.datasetId),
      c.index('tasks_status').on(t.status),
      c.index('tasks_external_ref').on(t.externalRef),
    ],
  ),
  /** Accounts with a part in a task. */
  taskRoles: c.table(
    'task_roles',
    {
      id: c.key('id'),
      taskId: c.id('task_id').notNull(),
      role: c.text('role').notNull(),
      accountId: c.id('account_id').notNull(),
      feeBps: c.int('fee_bps'),
    },
    (t) => [c.uniqueIndex('task_roles_key').on(t.taskId, t.role)],
  ),
  taskContributors: c.table(
    'task_contributors',
    { id: c.key('id'), taskId: c.id('task_id').notNull(), accountId: c.id('account_id').notNull() },
    (t) => [
      c.uniqueIndex('task_contributors_key').on(t.taskId, t.accountId),
      c.index('task_contributors_account').on(t.accountId),
    ],
  ),
  fundings: c.table(
    'fundings',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      taskId: c.id('task_id'),
      logId: c.id('log_id').notNull(),
      part: c.int('part').notNull(),
      kind: c.int('kind').notNull(),
      tokenId: c.id('token_id').notNull(),
      amount: c.amount('amount').notNull(),
      accountId: c.id('account_id'),
      settlement: c.int('settlement').notNull(),
      transferLog: c.id('transfer_log'),
      confidence: c.int('confidence').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [c.index('fundings_task').on(t.taskId), c.index('fundings_log').on(t.logId)],
  ),
  submissions: c.table(
    'submissions',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      key: c.text('key').notNull(),
      taskId: c.id('task_id'),
      datasetId: c.id('dataset_id'),
      accountId: c.id('account_id'),
      status: c.int('status').notNull(),
      /** Decided by an explicit event or by money; reviews no longer move it. */
      settled: c.int('settled').notNull(),
      /** Content hash and URI, or where in the log that made it they stand: store/quote.ts. */
      contentHash: c.hex('content_hash'),
      contentHead: c.hex('content_head'),
      hashAt: c.int('hash_at'),
      uri: c.text('uri'),
      uriAt: c.int('uri_at'),
      uriLength: c.int('uri_length'),
      payouts: c.int('payouts').notNull(),
      decidedLog: c.id('decided_log'),
      decidedAt: c.int('decided_at'),
      createdLog: c.id('created_log').notNull(),
      updatedLog: c.id('updated_log').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('submissions_key').on(t.marketId, t.key),
      c.index('submissions_decided').on(t.decidedAt),
      c.index('submissions_task').on(t.taskId),
      c.index('submissions_dataset').on(t.datasetId),
      c.index('submissions_account').on(t.accountId),
      c.index('submissions_status').on(t.status),
      c.index('submissions_content').on(t.contentHead),
    ],
  ),
  reviews: c.table(
    'reviews',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      submissionId: c.id('submission_id'),
      assessorId: c.id('assessor_id').notNull(),
      /** 0 for an assessor's first review of a submission, 1 for its second, ... */
      ordinal: c.int('ordinal').notNull(),
      /** On the first review of an assessor: how many followed it. */
      repeats: c.int('repeats').notNull(),
      verdict: c.int('verdict').notNull(),
      scoreBps: c.int('score_bps'),
      supersededBy: c.id('superseded_by'),
      createdLog: c.id('created_log').notNull(),
      updatedLog: c.id('updated_log').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('reviews_submission').on(t.submissionId, t.assessorId, t.ordinal),
      c.index('reviews_assessor').on(t.assessorId),
      c.index('reviews_score').on(t.scoreBps),
    ],
  ),
})
