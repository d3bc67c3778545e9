import type { Hex } from '../domain/hex.ts'

/** What can be wrong with the books, and the kind that the API serves it as. docs/audit.md describes each. */
export const findingKinds = {
  /** The accounts of a token do not sum to zero. */
  LEDGER_UNBALANCED: 'CONSERVATION',
  /** An account's balance is not what its postings come to. */
  ACCOUNT_BALANCE: 'CONSERVATION',
  /** More left a task than it was funded with. */
  TASK_OVERPAID: 'CONSERVATION',
  /** A task's own figures are not the sums of its payouts, fees and fundings. */
  TASK_SUMS: 'CONSERVATION',
  /** What a contributor earned is not the sum of their payouts, or not accrued = settled + forfeited + outstanding. */
  EARNINGS: 'CONSERVATION',
  /** A reward is settled or lost by more than it is, or its state is not what its figures say. */
  REWARD: 'CONSERVATION',
  /** What flowed through a market or a dataset is not the sum of its rows. */
  MONEY: 'CONSERVATION',
  /** The rows are not those that were written. */
  DIGEST: 'CONSERVATION',
  /** A count is not the number of rows that it counts. */
  COUNTER: 'COUNT',
  /** A contract made other than as many records as there are. */
  CONTRACT_COUNT: 'COUNT',
  /** A number that its contract gave has no record. */
  MISSING_ID: 'MISSING_EVENT',
  /** An event that never comes alone came alone. */
  ALONE: 'MISSING_EVENT',
  /** A record is in a state that its own rows contradict. */
  STATE: 'STATUS',
  /** An event that its record's state does not allow. */
  TRANSITION: 'STATUS',
  /** A contract says other of a record than the books. */
  CONTRACT_STATE: 'STATUS',
  /** One submission was paid more than once. */
  PAID_TWICE: 'STATUS',
  /** A submission was rejected, and paid. */
  PAID_REJECTED: 'STATUS',
  /** The chain holds other than the books say. */
  BALANCE: 'BALANCE',
  /** A contract keeps other money for a record than the books. */
  CONTRACT_MONEY: 'BALANCE',
  /** Money was stated other than as a payout, by a market that moves what it states, and no token moved. */
  UNMATCHED: 'MISSING_EVENT',
  /** A payout was stated, and no token moved. */
  UNMATCHED_PAYOUT: 'UNMATCHED_PAYOUT',
  /** Tokens left a market that states each transfer out of it, and no event says why. */
  UNEXPLAINED_TRANSFER: 'UNEXPLAINED_TRANSFER',
} as const

export type FindingCode = keyof typeof findingKinds

/** What a finding is about, by facts of the chain: a type of the API and what makes its id. */
export type Subject = readonly [type: 'Task' | 'Submission' | 'Dataset' | 'Reward' | 'Payout', ...(string | number)[]]

/** First and last block of a stretch, both in it. */
export type Stretch = { readonly from: number; readonly to: number }

/** One thing that does not agree. Amounts are in base units. */
export type Finding = {
  readonly code: FindingCode
  readonly chainId: number
  /** Address; null for what is no single market's. */
  readonly market: Hex | null
  /** What does not agree, named as people look it up. */
  readonly subject: string
  /** What is in the books. */
  readonly found: string
  /** What should be there. */
  readonly expected: string
  /** Why it should. */
  readonly why: string
  /** The event that would explain it; null where no single one would. */
  readonly event: string | null
  /** Where that event is to be looked for; null where nobody knows. */
  readonly blocks: Stretch | null
  readonly record: Subject | null
  readonly token: Hex | null
}

export type Told = Pick<Finding, 'subject' | 'found' | 'expected' | 'why'> &
  Partial<Pick<Finding, 'event' | 'blocks' | 'record' | 'token'>>

/** Takes a finding of a market, by its id; null for one of the whole chain. */
export type Tell = (marketId: number | null, code: FindingCode, what: Told) => void

/** The command that reads these blocks again and puts right what is missing. */
export const healCommand = (chainId: number, { from, to }: Stretch): string =>
  `daybook verify --chain ${chainId} --from ${from} --to ${to} --heal`
