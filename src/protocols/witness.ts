import type { Hex } from '../domain/hex.ts'
import type { Arguments } from './decode.ts'

// What a protocol's contracts can be asked about their own records, and what their events say of each other: what an audit compares
// the books with. All of it is optional: a market that keeps no such record is not accused of anything.

/** A call that changes nothing, and the figures in its answer; null when it is no such answer. */
export type Question = { readonly to: Hex; readonly data: Hex; read(answer: Hex): Figures | null }
/** By name. Amounts and numbers in decimal, addresses in lower case, states by their names in the books. */
export type Figures = Readonly<Record<string, string>>

/** How many of something a market's own contract made, by its own count. */
export type Count = {
  readonly call: Hex
  /** The event that announces each. */
  readonly event: string
  /** Records that it numbers by ones from `first`, the number being the key; or contracts of a role, which it announces. */
  readonly of:
    | { readonly table: 'tasks' | 'submissions' | 'datasets'; readonly first: bigint }
    | { readonly role: string }
}

/** What a contract may be asked of one record, by the record's key. */
export type Questions = (key: string, market: Hex) => readonly Question[]

/** What is wrong with an event, given those before it. */
export type Complaint = {
  readonly code: 'ALONE' | 'TRANSITION' | 'PAID_REJECTED'
  /** The key of a market as a whole is empty. */
  readonly record: { readonly type: 'Task' | 'Submission' | 'Dataset' | 'Market'; readonly key: string }
  /** The event, and the state or company it came in. */
  readonly found: string
  readonly expected: string
  /** The event that is missing; null where none is. */
  readonly event: string | null
  /** The first block that the missing event may be in; that of this event is the last. */
  readonly since: number
}

/** An event of a market, as far as a watch looks at it. */
export type SeenEvent = { readonly role: string; readonly eventName: string; readonly args: Arguments }

/** Looks at all events of a market in order, a transaction at a time. */
export type Watch = { see(events: readonly SeenEvent[], block: number): readonly Complaint[] }

export type Witness = {
  readonly counts: readonly Count[]
  readonly tasks?: Questions
  readonly submissions?: Questions
  readonly datasets?: Questions
  /** What is held for a dataset in a token. */
  readonly revenue?: (dataset: string, token: Hex, market: Hex) => Question
  readonly market?: (market: Hex) => readonly Question[]
  /** The events that change a figure: what is missing where the contract says `expected` and the books `found`. */
  eventOf(figure: string, found: string, expected: string): string
  /** Whether a market that emitted these events states each transfer of money out of it, and numbers its records as `counts` says. */
  isWhole?(emitted: ReadonlySet<string>): boolean
  /** Begins before the first event of a market that emitted these events at some time. */
  watch?(emitted: ReadonlySet<string>): Watch
  /** The event that its contract begins with: nothing of the market was before it. */
  readonly first?: { readonly event: string; is(event: SeenEvent): boolean }
}
