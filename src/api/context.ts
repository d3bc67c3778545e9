import type { FilterContext } from '../store/read/filter.ts'
import type { Reader } from '../store/read/reader.ts'
import type { Count } from './cost.ts'
import type { AskEvidence } from './evidence.ts'
import type { Lists } from './lists.ts'
import type { Loaders } from './loaders.ts'
import type { Allowance } from './rate-limit.ts'
import type { Shown } from './reads.ts'

/** What stays the same from one operation to the next. */
export type Service = {
  /** Name of this index, from its configuration. */
  readonly name: string
  readonly version: string
  readonly schemaHash: string
  /** Asks the chain's nodes for what proves a payout. */
  readonly evidence: AskEvidence
}

/** What no snapshot holds: who asks, when, and what nodes say now. */
export type Moment = {
  readonly bill: Bill
  readonly evidence: AskEvidence
  /** The wall clock, seconds: only for how far behind the index is. */
  readonly now: number
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
  readonly service: Omit<Service, 'evidence'>
  readonly reader: Reader
  readonly lists: Lists
  readonly load: Loaders
  readonly filter: FilterContext
  /** Columns that the operation shows of rows of a type; undefined where whole rows are wanted. */
  shown(type: string): ReadonlySet<string> | undefined
  /** The only way to what is no part of the snapshot: an answer for which it was asked is for this client now, and kept for nobody. */
  moment(): Moment
}

/** Is told what becomes of an operation, as it turns out. */
export type Outcome = {
  /** There is an answer, without any error. */
  whole(): void
  /** The answer says something of the moment. */
  momentary(): void
}

/** The same for those around the resolvers, who count what an operation costs and what becomes of it. */
export type OperationContext = Context & {
  readonly bill: Bill
  readonly outcome: Outcome
  /** Is told what the operation shows, before anything is read for it. */
  shows(shown: Shown): void
}
