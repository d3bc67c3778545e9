import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Believed } from './believed.ts'
import type { Demand } from './demand.ts'
import type { Nodes } from './nodes.ts'
import type { Oddities } from './oddities.ts'
import type { RangePlan } from './range.ts'
import type { WantedLogs } from './wanted.ts'

/** What everything that reads blocks needs to know; one for each call of `events`. */
export type Context = {
  readonly nodes: Nodes
  readonly log: Log
  readonly clock: Clock
  readonly chainId: number
  readonly wanted: WantedLogs
  readonly demand: Demand
  /** What was learnt about the nodes' limits, shared by all ranges under way. */
  readonly plan: { current: RangePlan }
  readonly oddities: Oddities
  /** What was told on the word of one node; null where nothing is told that is kept. */
  readonly believed: Believed | null
  /** Whether what cannot be proved is asked of others though nothing speaks against it. */
  readonly wary: boolean
  readonly patient: boolean
  readonly signal: AbortSignal | undefined
}

/** For questions about few contracts: how wide they may be says nothing of the next ones about all. */
export const aside = (context: Context): Context => ({ ...context, plan: { current: context.plan.current } })
