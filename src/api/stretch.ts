import type { SQL } from 'drizzle-orm'
import type { FilterContext } from '../store/read/filter.ts'
import type { Position, Term, Walk } from '../store/read/keyset.ts'

/** Rows between two positions of a list, in walking order. */
export type Stretch = {
  readonly after?: Position | undefined
  readonly before?: Position | undefined
  readonly walk: Walk
  readonly limit: number
}

/** A list whose rows are read chain by chain, as they are numbered. */
export type ByTime = {
  readonly terms: readonly Term[]
  compile(filter: FilterContext, slot: number): Promise<SQL | undefined>
}
