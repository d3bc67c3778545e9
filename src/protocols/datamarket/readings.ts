import type { Log } from '../../domain/block.ts'
import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { DecodedLog } from '../protocol.ts'

/** What an event means, by its name; `logs` are the market's of the same transaction, and this one is at `at`. */
export type Readings = Readonly<
  Record<string, (log: DecodedLog, logs: readonly DecodedLog[], at: number) => readonly DomainEvent[]>
>

/** A quota above this is a way to say "unlimited"; a version numbered above it is no version. */
export const COUNT_MAX = 2n ** 31n - 1n

/** The last second of the year 9999: a later deadline is a way to say "none". */
export const LAST_SECOND = 253_402_300_799n

/** Keys of records are decimal numbers. */
export const key = (id: unknown): string => String(id)

/** Money as the event states it; whether tokens agree is settled later. */
export const money = (args: DecodedLog['args'], from: Hex | null, to: Hex | null): Money => ({
  token: args.token as Hex,
  amount: args.amount as bigint,
  from,
  to,
  settlement: 'UNMATCHED',
  transferLog: null,
  confidence: 'ONCHAIN',
})

/** The newest log before `at` with this event and argument: what a fee of the same transaction belongs to. */
export const earlier = (logs: readonly DecodedLog[], at: number, event: string, argument: string): Log | null => {
  for (let i = at - 1; i >= 0; i--) {
    const { eventName, args, log } = logs[i]!
    if (eventName === event && args[argument] === logs[at]!.args[argument]) return log
  }
  return null
}

/** The key of a record that the market itself does not number. */
export const placeOf = ({ transactionHash, logIndex }: Log): string => `${transactionHash}:${logIndex}:0`
