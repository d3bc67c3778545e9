import type { Resolvers } from './generated/types.ts'
import { accounts } from './resolvers/account.ts'
import { audits } from './resolvers/audit.ts'
import { chains } from './resolvers/chain.ts'
import { connections } from './resolvers/connections.ts'
import { contributors } from './resolvers/contributor.ts'
import { datasets } from './resolvers/dataset.ts'
import { ledger } from './resolvers/ledger.ts'
import { markets } from './resolvers/market.ts'
import { metadata } from './resolvers/metadata.ts'
import { money } from './resolvers/money.ts'
import { proofs } from './resolvers/proof.ts'
import { purchases } from './resolvers/purchase.ts'
import { quality } from './resolvers/quality.ts'
import { query } from './resolvers/query.ts'
import { rewards } from './resolvers/reward.ts'
import { submissions } from './resolvers/submission.ts'
import { tasks } from './resolvers/task.ts'

/** What answers each field; scalars, interfaces and unions get theirs in schema.ts. */
type Answered = Omit<
  Resolvers,
  | 'Address'
  | 'BigInt'
  | 'Bytes'
  | 'Bytes32'
  | 'DateTime'
  | 'Decimal'
  | 'JSON'
  | 'TransactionHash'
  | 'URI'
  | 'Node'
  | 'ChainRecord'
  | 'ActivitySubject'
  | 'LedgerCause'
  | 'ReviewSubject'
>

export const resolvers = {
  ...accounts,
  ...audits,
  ...chains,
  ...connections,
  ...contributors,
  ...datasets,
  ...ledger,
  ...markets,
  ...metadata,
  ...money,
  ...proofs,
  ...purchases,
  ...quality,
  ...query,
  ...rewards,
  ...submissions,
  ...tasks,
} satisfies Answered as Answered as Resolvers
