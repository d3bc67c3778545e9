import type { FilterContext } from '../store/read/filter.ts'
import type { Reader } from '../store/read/reader.ts'
import type { Count } from './cost.ts'
import type { AskEvidence } from './evidence.ts'
import type { Lists } from './lists.ts'
import type { Loaders } from './loaders.ts'
import type { Allowance } from './rate-limit.ts'

/** What stays the same from one operation to the next. */
export type Service = {
  /** Name of this index, from its configuration. */
  readonly name: string
  readonly version: string
  readonly schemaHash: string
  /** Asks the chain's nodes for what proves a payout. */
  readonly evidence: AskEvidence
}

/** What one operation costs the client that asks. */
export type Bill = {
  /** Takes points from the client, or nothing when too few are left. */
  charge(points: number): Allowance
  /** Where the client stands after the last charge. */
  allowance: Allowance
  /** Null until the operation is counted. */
  count: Count | null
}

/** What one operation works with: one snapshot of the database, and nothing that outlives it. */
export type Context = {
  readonly service: Service
  readonly reader: Reader
  readonly lists: Lists
  readonly load: Loaders
  readonly filter: FilterContext
  readonly bill: Bill
  /** The wall clock, seconds: only for how far behind the index is. */
  readonly now: number
}
