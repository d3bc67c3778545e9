import { eq } from 'drizzle-orm'
import type { Store } from '../store/store.ts'
import type { Audit, MarketAudit } from './audit.ts'
import { type Finding, findingKinds, healCommand } from './finding.ts'

/** Findings of a market that are kept. */
const KEPT_MAX = 10_000
/** Rows of one statement: the databases bound their parameters. */
const ROWS_AT_ONCE = 500

export type Result = 'PASS' | 'FAIL' | 'UNKNOWN'

/** PASS when nothing differs; UNKNOWN when nothing does as far as it could be seen, but the chain was not asked about all of it. */
const resultOf = ({ chain }: Pick<MarketAudit, 'chain'>, findings: readonly Finding[]): Result => {
  if (findings.length > 0) return 'FAIL'
  return chain !== null && chain.skipped === null ? 'PASS' : 'UNKNOWN'
}

/** One sentence for people. */
export const sentenceOf = ({ chainId, subject, found, expected, why, event, blocks }: Finding): string => {
  const missing = event === null ? '' : `; missing would be: ${event}`
  const heal = blocks === null || event === null ? '' : ` (${healCommand(chainId, blocks)})`
  return `${subject}: found ${found}, expected ${expected}, ${why}${missing}${heal}`
}

/** What is of one market, and what is of all of its chain. */
const findingsOf = ({ chainId, address }: MarketAudit, { findings }: Audit): readonly Finding[] =>
  findings.filter((finding) => finding.chainId === chainId && (finding.market === address || finding.market === null))

/**
 * Writes down the audit of each market in place of the one before, in one short transaction beside the indexer. Only whole audits of
 * the newest block that asked the chain are kept: another would hide what they found.
 */
export const keepAudit = async (store: Store, audit: Audit, at: number): Promise<number> => {
  const { audits, auditFindings } = store.tables
  const kept = audit.markets.filter(
    ({ chain, tasks, blockHash }) => chain !== null && tasks !== null && blockHash !== null,
  )
  if (kept.length === 0) return 0
  await store.transaction(async ({ db }) => {
    for (const market of kept) {
      const { marketId, block, blockHash } = market
      const findings = findingsOf(market, audit)
      const row = { block, hash: blockHash!, checkedAt: at, result: resultOf(market, findings) }
      await db
        .insert(audits)
        .values({ marketId, ...row })
        .onConflictDoUpdate({ target: audits.marketId, set: row })
      await db.delete(auditFindings).where(eq(auditFindings.marketId, marketId))
      const rows = findings.slice(0, KEPT_MAX).map((finding) => rowOf(marketId, finding))
      for (let i = 0; i < rows.length; i += ROWS_AT_ONCE)
        await db.insert(auditFindings).values(rows.slice(i, i + ROWS_AT_ONCE))
    }
  })
  return kept.length
}

const rowOf = (marketId: number, finding: Finding) => ({
  marketId,
  kind: findingKinds[finding.code],
  code: finding.code,
  subject: finding.record,
  token: finding.token,
  books: finding.found,
  chain: finding.expected,
  detail: sentenceOf(finding),
  fromBlock: finding.blocks?.from ?? null,
  toBlock: finding.blocks?.to ?? null,
})
