import { type Assembled, absorb, recheck } from './assemble.ts'
import { aside, type Context } from './context.ts'
import { type PreparedFilter, prepareFilters } from './filter.ts'

/**
 * Brings a stretch up to date: asks for what became wanted since it was read, by stretches before it or by its own logs, until
 * its logs announce nothing more. For stretches in their order, so that each holds all that those before it made wanted.
 */
export const extend = async (context: Context, assembled: Assembled): Promise<Assembled> => {
  const { wanted } = context
  const askedOnce = new Set<string>()
  const passing: PreparedFilter[] = []
  /** Wanted of this stretch, for whoever reads all of a block. */
  const here: Context = { ...context, wanted: { ...wanted, all: () => [...wanted.all(), ...passing] } }
  for (let current = assembled; ; ) {
    const once = (wanted.learn?.(current.found.flatMap(({ logs }) => logs.map(({ log }) => log))) ?? []).filter(
      (filter) => !askedOnce.has(JSON.stringify(filter)),
    )
    for (const filter of once) askedOnce.add(JSON.stringify(filter))
    const prepared = prepareFilters(once)
    passing.push(...prepared)
    const version = wanted.version()
    const filters = [...wanted.since(current.version), ...prepared]
    if (filters.length === 0) {
      if (!isOutdated(context, current)) return current
      current = await recheck(here, current)
      continue
    }
    const read = await current.ask(aside(context), filters)
    current = await absorb(here, current, { filters, version, read })
  }
}

/** Whether blocks were believed on the word of a node that was caught since. */
const isOutdated = ({ demand }: Context, { node, lapses }: Assembled): boolean =>
  demand.check === 'bloom' && node.lapses() > lapses
