import type { Term } from './keyset.ts'
import type { Source } from './page.ts'
import { columnsAmong } from './pick.ts'

type Columns = ReadonlySet<string>
/** By the columns wanted, which live as long as the plan that shows them, and then by the order's. */
const known = new WeakMap<Source, WeakMap<Columns, Map<string, Source>>>()

/** A source of which only some columns are read, and those that its rows are put in order by. The same for the same. */
export const narrowed = (source: Source, only: Columns, terms: readonly Term[]): Source => {
  const ofSource = known.get(source) ?? new WeakMap<Columns, Map<string, Source>>()
  known.set(source, ofSource)
  const made = ofSource.get(only) ?? new Map<string, Source>()
  ofSource.set(only, made)
  const keys = terms.map(({ key }) => key)
  const name = keys.join()
  const narrow = made.get(name) ?? { ...source, columns: columnsAmong(source.columns, new Set([...only, ...keys])) }
  made.set(name, narrow)
  return narrow
}
