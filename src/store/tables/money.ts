import { isNotNull } from 'drizzle-orm'
import type { Columns } from '../columns.ts'

/** What is owed, what was paid, what it cost: each row says which log stated it and whether tokens were seen moving. */
export const defineMoney = (c: Columns) => ({
  rewards: c.table(
    'rewards',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      key: c.text('key').notNull(),
      accountId: c.id('account_id').notNull(),
      tokenId: c.id('token_id').notNull(),
      amount: c.amount('amount').notNull(),
      settled: c.amount('settled').notNull(),
      forfeited: c.amount('forfeited').notNull(),
      state: c.int('state').notNull(),
      forfeitReason: c.int('forfeit_reason'),
      /** Taken from the task's escrow, and to go back there when it is lost. */
      escrowed: c.int('escrowed').notNull(),
      taskId: c.id('task_id'),
      submissionId: c.id('submission_id'),
      datasetId: c.id('dataset_id'),
      createdLog: c.id('created_log').notNull(),
      updatedLog: c.id('updated_log').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [
      c.uniqueIndex('rewards_key').on(t.marketId, t.key, t.tokenId),
      c.index('rewards_account').on(t.accountId),
      c.index('rewards_task').on(t.taskId),
      c.index('rewards_submission').on(t.submissionId),
      c.index('rewards_amount').on(t.amount),
    ],
  ),
  payouts: c.table(
    'payouts',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      logId: c.id('log_id').notNull(),
      part: c.int('part').notNull(),
      kind: c.int('kind').notNull(),
      accountId: c.id('account_id').notNull(),
      receiverId: c.id('receiver_id').notNull(),
      payerId: c.id('payer_id'),
      tokenId: c.id('token_id').notNull(),
      amount: c.amount('amount').notNull(),
      gross: c.amount('gross'),
      taskId: c.id('task_id'),
      submissionId: c.id('submission_id'),
      datasetId: c.id('dataset_id'),
      rewardId: c.id('reward_id'),
      settlement: c.int('settlement').notNull(),
      transferLog: c.id('transfer_log'),
      confidence: c.int('confidence').notNull(),
      /** From the submission to the payout. */
      seconds: c.int('seconds'),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [
      c.index('payouts_amount').on(t.amount),
      c.index('payouts_account').on(t.accountId),
      c.index('payouts_task').on(t.taskId),
      c.index('payouts_submission').on(t.submissionId),
      // Most markets pay without owing first.
      c.index('payouts_reward').on(t.rewardId).where(isNotNull(t.rewardId)),
      c.index('payouts_dataset').on(t.datasetId),
      c.index('payouts_log').on(t.logId),
    ],
  ),
  fees: c.table(
    'fees',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      logId: c.id('log_id').notNull(),
      part: c.int('part').notNull(),
      kind: c.int('kind').notNull(),
      payeeId: c.id('payee_id').notNull(),
      tokenId: c.id('token_id').notNull(),
      amount: c.amount('amount').notNull(),
      taskId: c.id('task_id'),
      payoutId: c.id('payout_id'),
      purchaseId: c.id('purchase_id'),
      settlement: c.int('settlement').notNull(),
      transferLog: c.id('transfer_log'),
      confidence: c.int('confidence').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [
      c.index('fees_amount').on(t.amount),
      c.index('fees_payee').on(t.payeeId),
      c.index('fees_task').on(t.taskId),
      c.index('fees_payout').on(t.payoutId),
      c.index('fees_purchase').on(t.purchaseId),
      c.index('fees_log').on(t.logId),
    ],
  ),
  /** Earnings of one contributor in one market and token: accrued = settled + forfeited + outstanding. */
  earnings: c.table(
    'earnings',
    {
      id: c.key('id'),
      accountId: c.id('account_id').notNull(),
      marketId: c.id('market_id').notNull(),
      tokenId: c.id('token_id').notNull(),
      accrued: c.amount('accrued').notNull(),
      settled: c.amount('settled').notNull(),
      forfeited: c.amount('forfeited').notNull(),
      /** The part of settled that is revenue shares. */
      revenue: c.amount('revenue').notNull(),
      payouts: c.int('payouts').notNull(),
      firstPayoutAt: c.int('first_payout_at'),
      lastPayoutAt: c.int('last_payout_at'),
    },
    (t) => [
      c.uniqueIndex('earnings_key').on(t.accountId, t.marketId, t.tokenId),
      c.index('earnings_settled').on(t.tokenId, t.settled),
      c.index('earnings_revenue').on(t.tokenId, t.revenue),
    ],
  ),
  /** What flowed through a market in one token. */
  marketMoney: c.table(
    'market_money',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      tokenId: c.id('token_id').notNull(),
      paid: c.amount('paid').notNull(),
      escrowed: c.amount('escrowed').notNull(),
      refunded: c.amount('refunded').notNull(),
      sales: c.amount('sales').notNull(),
      fees: c.amount('fees').notNull(),
    },
    (t) => [c.uniqueIndex('market_money_key').on(t.marketId, t.tokenId)],
  ),
  /** Subject: the task (escrow), account (payable, earnings, funding, fees) or dataset (revenue) it stands for; 0 for suspense. */
  ledgerAccounts: c.table(
    'ledger_accounts',
    {
      id: c.key('id'),
      type: c.int('type').notNull(),
      /** 0 where one account serves all markets of the chain (earnings). */
      marketId: c.id('market_id').notNull(),
      subjectId: c.id('subject_id').notNull(),
      tokenId: c.id('token_id').notNull(),
      balance: c.amount('balance').notNull(),
    },
    (t) => [
      c.uniqueIndex('ledger_accounts_key').on(t.type, t.tokenId, t.subjectId, t.marketId),
      c.index('ledger_accounts_balance').on(t.type, t.tokenId, t.balance),
      c.index('ledger_accounts_subject').on(t.subjectId, t.type),
    ],
  ),
  /** A balanced set of postings with one cause: `cause` says which table `causeId` is of. */
  movements: c.table(
    'movements',
    {
      id: c.key('id'),
      marketId: c.id('market_id').notNull(),
      logId: c.id('log_id').notNull(),
      cause: c.int('cause').notNull(),
      causeId: c.id('cause_id'),
      /** Its postings are numbered one after the other from this one, up to the next movement's. */
      firstPostingId: c.id('first_posting_id').notNull(),
      createdAt: c.int('created_at').notNull(),
    },
    (t) => [c.index('movements_cause').on(t.cause, t.causeId)],
  ),
  /** One side of a movement: positive debits the account (it receives), negative credits it. */
  postings: c.table(
    'postings',
    {
      id: c.key('id'),
      movementId: c.id('movement_id').notNull(),
      accountId: c.id('account_id').notNull(),
      amount: c.amount('amount').notNull(),
      balanceAfter: c.amount('balance_after').notNull(),
    },
    (t) => [c.index('postings_account').on(t.accountId)],
  ),
})
