import type {
  DatasetStatus,
  FeeKind,
  ForfeitReason,
  FundingKind,
  PayoutKind,
  Settlement,
  TaskStatus,
  Verdict,
} from './codes.ts'
import type { Hex } from './hex.ts'

// What every protocol says, in one vocabulary. Keys are a record's own key in its market, in canonical form: a decimal number,
// a lower-case address or 32-byte hex. Null means that the chain does not tell.

/** Money that an event says has moved, and whether a token's own Transfer log in the same transaction agrees. */
export type Money = {
  readonly token: Hex
  readonly amount: bigint
  /** Account the tokens left and arrived at, as far as the event says. */
  readonly from: Hex | null
  readonly to: Hex | null
  readonly settlement: Settlement
  /** Index in the block of the Transfer log it was matched with. */
  readonly transferLog: number | null
}

export type DomainEvent =
  | {
      readonly type: 'TaskPosted'
      readonly task: string
      readonly poster: Hex | null
      readonly dataset: string | null
      readonly token: Hex
      readonly reward: bigint | null
      readonly capacity: number | null
      readonly deadline: number | null
      readonly uri: string
    }
  | {
      readonly type: 'TaskFunded'
      readonly task: string
      readonly kind: FundingKind
      readonly account: Hex | null
      readonly money: Money
    }
  | {
      readonly type: 'TaskEnded'
      readonly task: string
      readonly status: Extract<TaskStatus, 'COMPLETED' | 'CANCELLED'>
    }
  | {
      readonly type: 'SubmissionMade'
      readonly submission: string
      readonly task: string | null
      readonly contributor: Hex | null
      readonly contentHash: Hex | null
      readonly uri: string
    }
  | { readonly type: 'SubmissionDecided'; readonly submission: string; readonly accepted: boolean }
  | {
      readonly type: 'ReviewMade'
      readonly submission: string
      readonly assessor: Hex
      readonly verdict: Verdict
      readonly scoreBps: number | null
    }
  | {
      readonly type: 'RewardAccrued'
      readonly reward: string
      readonly contributor: Hex
      readonly token: Hex
      readonly amount: bigint
      readonly submission: string | null
    }
  | {
      readonly type: 'RewardForfeited'
      readonly reward: string
      readonly contributor: Hex
      readonly token: Hex
      readonly amount: bigint
      readonly reason: ForfeitReason
    }
  | {
      readonly type: 'PayoutMade'
      readonly kind: PayoutKind
      readonly contributor: Hex
      readonly gross: bigint | null
      readonly task: string | null
      readonly submission: string | null
      readonly dataset: string | null
      /** The reward it settles, by key; null when none was announced. */
      readonly reward: string | null
      readonly money: Money
    }
  | {
      readonly type: 'FeeCharged'
      readonly kind: FeeKind
      readonly payee: Hex
      readonly task: string | null
      readonly dataset: string | null
      /** Index in the block of the log that made the payout or purchase it is part of. */
      readonly ofLog: number | null
      readonly money: Money
    }
  | {
      readonly type: 'DatasetRegistered'
      readonly dataset: string
      readonly publisher: Hex
      readonly uri: string
      readonly contentHash: Hex | null
      readonly price: bigint | null
      readonly token: Hex | null
    }
  | { readonly type: 'DatasetPriced'; readonly dataset: string; readonly price: bigint | null; readonly token: Hex }
  | { readonly type: 'DatasetStatusChanged'; readonly dataset: string; readonly status: DatasetStatus }
  | {
      readonly type: 'DatasetVersionPublished'
      readonly dataset: string
      readonly number: number
      readonly contentHash: Hex | null
      readonly uri: string
    }
  | {
      readonly type: 'ContributionsAdded'
      readonly dataset: string
      readonly version: number
      readonly submissions: readonly string[]
    }
  | {
      readonly type: 'PurchaseMade'
      readonly dataset: string
      readonly buyer: Hex
      /** What is left after fees; null when they are not known. */
      readonly net: bigint | null
      readonly money: Money
    }
  | { readonly type: 'MarketChanged'; readonly owner: Hex | null; readonly feeBps: number | null }
  /** Tokens of a market that moved with no event to say why. */
  | { readonly type: 'TokensMoved'; readonly incoming: boolean; readonly money: Money }

/** The events that state money. */
export type MoneyEvent = Extract<DomainEvent, { money: Money }>

export const statesMoney = (event: DomainEvent): event is MoneyEvent => 'money' in event
