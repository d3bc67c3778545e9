import type { Hex } from '../../domain/hex.ts'
import type { DecodedLog } from '../protocol.ts'
import type { Claims, Span } from './claims.ts'

/** An oracle's account, and its fee in percent where an event states it. */
export type Oracle = { readonly account: Hex; readonly percent?: number | undefined }

/** The rows of a BulkTransferV3: workers only (7.x), or workers and then the oracles' fees (5.x, 6.x). */
export type RowsMeaning = 'workers' | 'fees'

/** What is remembered of an escrow. Short, because there is one for each that was ever launched. */
export type EscrowNote = {
  readonly token: Hex
  readonly launched: 'Launched' | 'LaunchedV2'
  /** Whose money it is: refunds go there. */
  readonly poster?: Hex | undefined
  /** Of the factory when it launched this escrow. */
  readonly implementation?: Hex | undefined
  readonly pending?: 'Pending' | 'PendingV2' | 'PendingV3' | undefined
  /** Reputation, recording and exchange oracle, in this order; the last is missing where there is none. */
  readonly oracles?: readonly Oracle[] | undefined
  readonly rows?: RowsMeaning | undefined
}

export const noteKey = (escrow: Hex): string => `escrow:${escrow}`

/** One escrow in one transaction. */
export type Scene = {
  readonly address: Hex
  readonly token: Hex
  /** Its own logs, in order. */
  readonly logs: readonly DecodedLog[]
  /** Transfers out of it. */
  readonly claims: Claims
  note(): EscrowNote
  learn(news: Partial<EscrowNote>): void
  /** What it holds of its own token before a log, as far as transfers show. */
  heldBefore(logIndex: number): bigint
}

/** From the escrow's previous own log to this one: what a log speaks of happened in it. */
export const spanOf = ({ logs }: Scene, at: number): Span => ({
  after: logs[at - 1]?.log.logIndex ?? -1,
  before: logs[at]!.log.logIndex,
})

/** From this log to the escrow's next one. */
export const spanAfter = ({ logs }: Scene, at: number): Span => ({
  after: logs[at]!.log.logIndex,
  before: logs[at + 1]?.log.logIndex ?? Number.POSITIVE_INFINITY,
})

/** Nobody but builds after 1.x made it, so nothing of it moves without an event that follows. */
export const isModern = ({ launched, pending }: EscrowNote): boolean =>
  launched === 'LaunchedV2' || pending === 'PendingV2' || pending === 'PendingV3'
