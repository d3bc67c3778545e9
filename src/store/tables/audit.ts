import type { Columns } from '../columns.ts'

/** The newest audit of each market: what was found when the books were compared with themselves and with the chain. Of no digest. */
export const defineAudit = (c: Columns) => ({
  audits: c.table('audits', {
    marketId: c.key('market_id'),
    /** The block that the books were as of, and its hash: a reorganisation may have given it up since. */
    block: c.int('block').notNull(),
    hash: c.hex('hash').notNull(),
    checkedAt: c.int('checked_at').notNull(),
    result: c.text('result', { enum: ['PASS', 'FAIL', 'UNKNOWN'] }).notNull(),
  }),
  auditFindings: c.table(
    'audit_findings',
    {
      id: c.serial('id'),
      marketId: c.id('market_id').notNull(),
      kind: c.text('kind').notNull(),
      code: c.text('code').notNull(),
      /** Type and key parts of the record concerned: facts of the chain, that a refold leaves as they are. */
      subject: c.json<readonly (string | number)[]>('subject'),
      token: c.hex('token'),
      /** What the books say, and what the chain or their own rows say. */
      books: c.text('books').notNull(),
      chain: c.text('chain').notNull(),
      detail: c.text('detail').notNull(),
      fromBlock: c.int('from_block'),
      toBlock: c.int('to_block'),
    },
    (t) => [c.index('audit_findings_market').on(t.marketId)],
  ),
})
