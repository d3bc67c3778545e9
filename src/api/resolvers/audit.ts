import { eq } from 'drizzle-orm'
import { slotOf } from '../../store/ids.ts'
import type { Rows } from '../../store/store.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import type { AuditFindingKind, Resolvers } from '../generated/types.ts'
import { find } from '../lookup.ts'
import { own } from './own.ts'

/** Types of records that findings are about. */
const subjects = ['Task', 'Submission', 'Dataset', 'Reward', 'Payout'] as const
type SubjectType = (typeof subjects)[number]

/** Findings name records by facts of the chain: null when there is none, or it has gone with its block since. */
const subjectOf = async (context: Context, subject: Rows['auditFindings']['subject']) => {
  const [type, ...parts] = subject ?? []
  const known: SubjectType | undefined = subjects.find((name) => name === type)
  if (known === undefined) return null
  const found = await find[known](context, parts.map(String))
  return found === undefined ? null : { ...found, __typename: known }
}

export const audits: Pick<Resolvers, 'MarketAudit' | 'AuditFinding'> = {
  MarketAudit: {
    ...own('checkedAt', 'result'),
    checkedAtBlock: ({ block }) => block,
    findings: ({ marketId, checkedAt, hash }, { kinds, ...page }, context) =>
      connect(
        context,
        context.lists.auditFindings,
        { ...page, where: kinds ? { kinds } : null },
        {
          within: eq(context.reader.tables.auditFindings.marketId, marketId),
          // A cursor of one audit is not the next one's.
          scope: `audit:${marketId}:${checkedAt}:${hash}`,
          node: (row) => row as Rows['auditFindings'],
        },
      ),
  },
  AuditFinding: {
    ...own('detail'),
    kind: ({ kind }) => kind as AuditFindingKind,
    subject: ({ subject }, _, context) => subjectOf(context, subject),
    token: async ({ token, marketId }, _, { load }) =>
      token === null
        ? null
        : ((await load.tokensAt.load(token)).find(({ id }) => slotOf(id) === slotOf(marketId)) ?? null),
    expected: ({ books }) => books,
    found: ({ chain }) => chain,
  },
}
