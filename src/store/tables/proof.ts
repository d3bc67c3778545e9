import type { Columns } from '../columns.ts'

/** How well it is proven that nothing is missing: no part of the state, and of no digest. */
export const defineProof = (c: Columns) => ({
  /** How many of each so many final blocks reached which level as their highest: `id` packs the window's number (proof-windows.ts). */
  proofWindows: c.table('proof_windows', {
    id: c.key('id'),
    none: c.int('none').notNull(),
    headerLinked: c.int('header_linked').notNull(),
    bloomConsistent: c.int('bloom_consistent').notNull(),
    receiptsProven: c.int('receipts_proven').notNull(),
    secondSource: c.int('second_source').notNull(),
  }),
  /** Stretches of blocks that fell short of what was asked for. One that was closed stays on record. */
  gaps: c.table(
    'gaps',
    {
      id: c.serial('id'),
      chainId: c.int('chain_id').notNull(),
      fromBlock: c.int('from_block').notNull(),
      toBlock: c.int('to_block').notNull(),
      /** Why: one sentence. */
      doubt: c.text('doubt').notNull(),
      foundAt: c.int('found_at').notNull(),
      /** Null while it is open. */
      healedAt: c.int('healed_at'),
      /** Logs that were missing, and false ones, put right when it was closed. */
      logs: c.int('logs').notNull(),
    },
    (t) => [c.index('gaps_chain').on(t.chainId, t.healedAt)],
  ),
})
