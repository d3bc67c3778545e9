import type {
  Confidence,
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
  /** DERIVED where no single event states it in full: a fee that only a transfer shows, an amount taken from one. */
  readonly confidence: Confidence
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
      /** The poster's own reference. */
      readonly externalRef: string | null
    }
  /** Who is behind a task, learnt after it was posted. */
  | { readonly type: 'TaskPosterKnown'; readonly task: string; readonly poster: Hex }
  /** Its description, given after it was posted. */
  | { readonly type: 'TaskDescribed'; readonly task: string; readonly uri: string }
  /** An account has a part in a task, e.g. judges its submissions. */
  | {
      readonly type: 'TaskRoleGiven'
      readonly task: string
      /** As the protocol calls it, e.g. "reputation-oracle". */
      readonly role: string
      readonly account: Hex
      readonly feeBps: number | null
    }
  | {
      readonly type: 'TaskFunded'
      readonly task: string
      readonly kind: FundingKind
      readonly account: Hex | null
      /** The other end is what the market holds for that account: no token moves. */
      readonly wallet: boolean
      readonly money: Money
    }
  | { readonly type: 'TaskStatusChanged'; readonly task: string; readonly status: TaskStatus }
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
      readonly task: string | null
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
      /** A share of revenue counts as income of the dataset's publisher too; else only of those who worked on it. */
      readonly publisherEarns: boolean
      readonly money: Money
    }
  | {
      readonly type: 'FeeCharged'
      readonly kind: FeeKind
      readonly payee: Hex
      readonly task: string | null
      readonly dataset: string | null
      /** Index in the block of the log that made the payout it was withheld from, when that log made one alone. */
      readonly ofLog: number | null
      /** The purchase it was part of, by key. */
      readonly purchase: string | null
      /** The market's contracts go on holding it for the dataset, until FeeCollected says that it went to whom it is for. */
      readonly held: boolean
      readonly money: Money
    }
  /** Fees that were charged before reach their payee; they were held for the dataset until now. */
  | { readonly type: 'FeeCollected'; readonly payee: Hex; readonly dataset: string | null; readonly money: Money }
  | {
      readonly type: 'DatasetRegistered'
      readonly dataset: string
      readonly publisher: Hex
      readonly name: string | null
      readonly uri: string
      readonly contentHash: Hex | null
      readonly price: bigint | null
      readonly token: Hex | null
    }
  | { readonly type: 'DatasetPriced'; readonly dataset: string; readonly price: bigint | null; readonly token: Hex }
  | { readonly type: 'DatasetOwnerChanged'; readonly dataset: string; readonly owner: Hex }
  /** The account that its revenue goes to; null when that is its owner again. */
  | { readonly type: 'DatasetTreasuryChanged'; readonly dataset: string; readonly treasury: Hex | null }
  /** A token that stands for access to it; the first one issued is the dataset's own. */
  | { readonly type: 'DatasetTokenIssued'; readonly dataset: string; readonly token: Hex }
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
      /** Its own key in the market, or "<transaction>:<log index>:<part>". */
      readonly purchase: string
      readonly dataset: string
      readonly buyer: Hex
      /** What is left after fees; null when they are not known. */
      readonly net: bigint | null
      /** The market's contracts hold the money for the dataset; else it went straight to where `money.to` says. */
      readonly held: boolean
      readonly money: Money
    }
  | { readonly type: 'PurchaseRenewed'; readonly purchase: string }
  | { readonly type: 'MarketChanged'; readonly owner: Hex | null; readonly feeBps: number | null }
  /**
   * Tokens came to a market's contracts or left them, and nobody was paid or charged: held for a dataset where one is named, else
   * for no known reason.
   */
  | {
      readonly type: 'TokensMoved'
      readonly incoming: boolean
      readonly dataset: string | null
      readonly money: Money
    }
  /** An account puts money into what a market's contract holds for it, or takes it out again. */
  | { readonly type: 'WalletMoved'; readonly incoming: boolean; readonly account: Hex; readonly money: Money }
  /** A contract belongs to the market from here on. */
  | { readonly type: 'ContractAnnounced'; readonly address: Hex; readonly role: string }
  /** What a protocol must know later to read its logs; only the protocol reads it. */
  | { readonly type: 'Remembered'; readonly key: string; readonly value: string }

/** The events that state money. */
export type MoneyEvent = Extract<DomainEvent, { money: Money }>

export const statesMoney = (event: DomainEvent): event is MoneyEvent => 'money' in event
