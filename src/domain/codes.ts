// The names of what rows store as small integers. Order is for good: append, never insert.

/** A list of names whose places are their codes. */
type Names = readonly string[]

/** The code of a name. */
export const codeOf = <N extends Names>(names: N, name: N[number]): number => names.indexOf(name)

/** The name of a code; throws when a row holds a code this program does not know. */
export const nameOf = <N extends Names>(names: N, code: number): N[number] => {
  const name = names[code]
  if (name === undefined)
    throw new RangeError(`Unknown code ${code}; known are 0 to ${names.length - 1} (${names.join(', ')}).`)
  return name
}

export const proofLevels = ['NONE', 'HEADER_LINKED', 'BLOOM_CONSISTENT', 'RECEIPTS_PROVEN', 'SECOND_SOURCE'] as const

/** EXPIRED is never stored: it follows from the deadline and the newest block's time. */
export const taskStatuses = [
  'CREATED',
  'OPEN',
  'CLOSED',
  'PARTIAL',
  'PAID',
  'COMPLETED',
  'CANCELLING',
  'CANCELLED',
  'EXPIRED',
  'UNKNOWN',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

export const submissionStatuses = ['PENDING', 'ACCEPTED', 'REJECTED'] as const
export type SubmissionStatus = (typeof submissionStatuses)[number]

export const verdicts = ['REJECT', 'ACCEPT', 'REVISE', 'ABSTAIN'] as const
export type Verdict = (typeof verdicts)[number]

export const rewardStates = ['ACCRUED', 'CLAIMABLE', 'SETTLED', 'FORFEITED'] as const
export type RewardState = (typeof rewardStates)[number]

export const forfeitReasons = ['EXPIRED', 'SWEPT', 'FORGONE', 'PENALISED', 'CANCELLED'] as const
export type ForfeitReason = (typeof forfeitReasons)[number]

export const payoutKinds = ['REWARD', 'REVENUE_SHARE', 'DISTRIBUTION'] as const
export type PayoutKind = (typeof payoutKinds)[number]

export const feeKinds = ['ORACLE', 'PROTOCOL', 'PLATFORM', 'ROYALTY', 'VALIDATOR'] as const
export type FeeKind = (typeof feeKinds)[number]

export const fundingKinds = ['DEPOSIT', 'REFUND', 'WITHDRAWAL'] as const
export type FundingKind = (typeof fundingKinds)[number]

/** Where a statement comes from: one event that states it in full, or a documented rule over several facts of the chain. */
export const confidences = ['ONCHAIN', 'DERIVED'] as const
export type Confidence = (typeof confidences)[number]

export const settlements = ['MATCHED', 'UNMATCHED', 'EXTERNAL'] as const
export type Settlement = (typeof settlements)[number]

export const datasetStatuses = ['DRAFT', 'LISTED', 'UNLISTED', 'SUSPENDED', 'DEPRECATED', 'ENDED', 'REVOKED'] as const
export type DatasetStatus = (typeof datasetStatuses)[number]

export const ledgerAccountTypes = [
  'ESCROW',
  'PAYABLE',
  'EARNINGS',
  'FUNDING',
  'FEES',
  'REVENUE',
  'INCENTIVES',
  'SUSPENSE',
] as const
export type LedgerAccountType = (typeof ledgerAccountTypes)[number]

/** What a movement of the ledger is caused by: the table its `causeId` is of. TRANSFER has none: only a token's log shows it. */
export const causes = ['FUNDING', 'REWARD', 'PAYOUT', 'FEE', 'PURCHASE', 'TRANSFER', 'FORFEIT'] as const
export type Cause = (typeof causes)[number]

/** Bits of accounts.roles, in this order. */
export const accountRoles = [
  'POSTER',
  'CONTRIBUTOR',
  'ASSESSOR',
  'FEE_PAYEE',
  'BUYER',
  'GRANTEE',
  'PUBLISHER',
  'OPERATOR',
] as const
export type AccountRole = (typeof accountRoles)[number]
export const roleBit = (role: AccountRole): number => 1 << accountRoles.indexOf(role)
