import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { PreparedFilter } from './filter.ts'
import type { Nodes } from './nodes.ts'
import type { RangePlan } from './range.ts'
import type { Completeness } from './rules.ts'

/** What everything that reads blocks needs to know; one for each call of `events`. */
export type Context = {
  readonly nodes: Nodes
  readonly log: Log
  readonly clock: Clock
  readonly chainId: number
  readonly filters: readonly PreparedFilter[]
  readonly completeness: Completeness
  /** What was learnt about the nodes' limits, shared by all ranges under way. */
  readonly plan: { current: RangePlan }
  readonly patient: boolean
  readonly signal: AbortSignal | undefined
}
