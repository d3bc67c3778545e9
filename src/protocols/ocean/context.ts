import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Memory } from '../memory.ts'
import type { DecodedLog, MarketTransaction, MarketView } from '../protocol.ts'
import type { Flows } from './flows.ts'
import type { Lots } from './lots.ts'
import type { Swap } from './swap.ts'

/** What fees that follow an order, or its renewal, need to know of it. */
export type Ordered = { readonly purchase: string | null; readonly payer: Hex | null }

/** What the readers of one transaction's logs share. */
export type Context = {
  readonly transaction: MarketTransaction
  readonly view: MarketView
  readonly memory: Memory
  readonly flows: Flows
  readonly lots: Lots
  /** Purchases on exchanges, by the log index of their Swapped. */
  readonly swaps: Map<number, Swap>
  /** The newest order or renewal by datatoken. */
  readonly ordered: Map<Hex, Ordered>
}

/** What one log means. Logs are read in order. */
export type Reader = (log: DecodedLog, context: Context) => readonly DomainEvent[]

/** The last log of the same contract before this one that is of interest; undefined once `stop` is met. */
export const earlierLog = (
  { transaction }: Context,
  { log }: DecodedLog,
  wanted: (earlier: DecodedLog) => boolean,
  stop: (earlier: DecodedLog) => boolean = () => false,
): DecodedLog | undefined => {
  const own = transaction.logs.filter((other) => other.log.address === log.address && other.log.logIndex < log.logIndex)
  for (const other of own.reverse()) {
    if (stop(other)) return undefined
    if (wanted(other)) return other
  }
  return undefined
}
