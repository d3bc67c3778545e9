/** What can be wrong with the books. */
export type FindingCode =
  /** The accounts of a token do not sum to zero. */
  | 'LEDGER_UNBALANCED'
  /** An account's balance is not what its postings come to. */
  | 'ACCOUNT_BALANCE'
  /** More left a task than it was funded with. */
  | 'TASK_OVERPAID'
  /** A task's own figures are not the sums of its payouts, fees and fundings. */
  | 'TASK_SUMS'
  /** What a contributor earned is not the sum of their payouts. */
  | 'EARNINGS'
  /** A market counts other than its rows. */
  | 'COUNTER'
  /** The chain holds other than the books say. */
  | 'BALANCE'

/** One thing that does not agree. Amounts are in base units. */
export type Finding = {
  readonly code: FindingCode
  readonly chainId: number
  /** Address; null for what is no single market's. */
  readonly market: string | null
  /** What does not agree, named as people look it up. */
  readonly subject: string
  /** What is in the books. */
  readonly found: string
  /** What should be there, and why. */
  readonly expected: string
}

/** Takes a finding of a market, by its id; null for one of the whole chain. */
export type Tell = (
  marketId: number | null,
  code: FindingCode,
  what: Pick<Finding, 'subject' | 'found' | 'expected'>,
) => void
