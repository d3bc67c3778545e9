import { onchainTable, primaryKey } from 'ponder'

/** Every event of the market, once. */
export const events = onchainTable(
  'events',
  (t) => ({
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
    blockHash: t.hex().notNull(),
    blockNumber: t.bigint().notNull(),
    name: t.text().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.transactionHash, table.logIndex] }) }),
)

/** What was paid out, by token. */
export const paid = onchainTable('paid', (t) => ({
  token: t.hex().primaryKey(),
  sum: t.bigint().notNull(),
  count: t.integer().notNull(),
}))
