import type { FilterContext } from '../store/read/filter.ts'
import type { Reader } from '../store/read/reader.ts'
import type { Lists } from './lists.ts'
import type { Loaders } from './loaders.ts'

/** What stays the same from one operation to the next. */
export type Service = {
  /** Name of this index, from its configuration. */
  readonly name: string
  readonly version: string
  readonly schemaHash: string
}

/** What one operation works with: one snapshot of the database, and nothing that outlives it. */
export type Context = {
  readonly service: Service
  readonly reader: Reader
  readonly lists: Lists
  readonly load: Loaders
  readonly filter: FilterContext
  /** The wall clock, seconds: only for how far behind the index is. */
  readonly now: number
}
