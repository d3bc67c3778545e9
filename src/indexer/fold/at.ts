import { codeOf, confidences, settlements } from '../../domain/codes.ts'
import type { Money } from '../../domain/event.ts'

/** Where an event comes from, as the fold needs it. Ids are of rows. */
export type At = {
  readonly block: number
  readonly timestamp: number
  readonly logId: number
  readonly logIndex: number
  /** The event's place among those of its log. */
  readonly part: number
  readonly marketId: number
  readonly transactionId: number
  /** The log as it is packed (store/log-body.ts). */
  readonly body: Buffer
  /** Packed id of a log of the same block, by its index there: transfers and the logs a fee belongs to. */
  logIdOf(logIndex: number): number | null
  /** Ids of the records made from logs of the same transaction, by log index: filled as the fold goes. */
  readonly records: Map<number, number>
}

const DAY_SECONDS = 86_400
/** The UTC day of a time, counted from 1970-01-01. */
export const dayOf = (timestamp: number): number => Math.floor(timestamp / DAY_SECONDS)

/** How a row says whether tokens were seen moving, and how far the chain states it. */
export const settlementOf = (money: Money, at: At) => ({
  settlement: codeOf(settlements, money.settlement),
  transferLog: money.transferLog === null ? null : at.logIdOf(money.transferLog),
  confidence: codeOf(confidences, money.confidence),
})
