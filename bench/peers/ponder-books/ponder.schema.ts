import { index, onchainTable, primaryKey, relations } from 'ponder'

// The tables, keys and indices of ../plain/books.ts; and, for GraphQL, which task a payout is for and which dataset a task.

export const tasks = onchainTable('tasks', (t) => ({
  id: t.bigint().primaryKey(),
  requester: t.hex().notNull(),
  dataset: t.bigint().notNull(),
  token: t.hex().notNull(),
  reward: t.bigint().notNull(),
  quota: t.bigint().notNull(),
  deadline: t.bigint().notNull(),
  uri: t.text().notNull(),
  block: t.bigint().notNull(),
  logIndex: t.integer().notNull(),
  timestamp: t.bigint().notNull(),
}))

export const submissions = onchainTable(
  'submissions',
  (t) => ({
    id: t.bigint().primaryKey(),
    task: t.bigint().notNull(),
    contributor: t.hex().notNull(),
    contentHash: t.hex().notNull(),
    uri: t.text().notNull(),
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    timestamp: t.bigint().notNull(),
  }),
  (table) => ({ task: index().on(table.task), contributor: index().on(table.contributor) }),
)

export const reviews = onchainTable(
  'reviews',
  (t) => ({
    submission: t.bigint().notNull(),
    reviewer: t.hex().notNull(),
    verdict: t.integer().notNull(),
    score: t.integer().notNull(),
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    timestamp: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.block, table.logIndex] }),
    submission: index().on(table.submission),
  }),
)

export const payouts = onchainTable(
  'payouts',
  (t) => ({
    task: t.bigint().notNull(),
    submission: t.bigint().notNull(),
    contributor: t.hex().notNull(),
    token: t.hex().notNull(),
    amount: t.bigint().notNull(),
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    timestamp: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.block, table.logIndex] }),
    contributor: index().on(table.contributor, table.block),
    task: index().on(table.task),
  }),
)

export const datasets = onchainTable('datasets', (t) => ({
  id: t.bigint().primaryKey(),
  owner: t.hex().notNull(),
  uri: t.text().notNull(),
  contentHash: t.hex().notNull(),
  price: t.bigint().notNull(),
  token: t.hex().notNull(),
  block: t.bigint().notNull(),
  logIndex: t.integer().notNull(),
  timestamp: t.bigint().notNull(),
}))

export const purchases = onchainTable(
  'purchases',
  (t) => ({
    dataset: t.bigint().notNull(),
    buyer: t.hex().notNull(),
    token: t.hex().notNull(),
    amount: t.bigint().notNull(),
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    timestamp: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.block, table.logIndex] }), dataset: index().on(table.dataset) }),
)

export const earnings = onchainTable(
  'earnings',
  (t) => ({
    contributor: t.hex().notNull(),
    token: t.hex().notNull(),
    sum: t.bigint().notNull(),
    payouts: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.contributor, table.token] }) }),
)

export const payoutRelations = relations(payouts, ({ one }) => ({
  postedTask: one(tasks, { fields: [payouts.task], references: [tasks.id] }),
}))

export const taskRelations = relations(tasks, ({ one }) => ({
  ofDataset: one(datasets, { fields: [tasks.dataset], references: [datasets.id] }),
}))
