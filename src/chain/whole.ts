import type { Context } from './context.ts'
import { matchesAny, type PreparedFilter } from './filter.ts'
import { isSameLog, type PlacedLog } from './logs.ts'
import type { Node } from './node.ts'
import type { Settled } from './settle.ts'

// Receipts that add up tell all logs of a block, also those that nobody asked for yet. What becomes wanted later is taken from
// them: asked for anew, the node could leave it out, and the bloom, explained by other logs by then, would say nothing.

/** Logs kept of one stretch until it is told; those of the blocks after that are asked for again. */
const KEPT_LOGS_MAX = 10_000

/**
 * What is wanted by now of a block all of whose logs are known; null where they are not, or where the node tells others. What it
 * leaves out of what it is asked for is counted against it.
 */
export const takeFromWhole = (
  { wanted }: Context,
  node: Node,
  { all, ...old }: Settled,
  told: readonly PlacedLog[],
  filters: readonly PreparedFilter[],
): Settled | null => {
  if (all === undefined) return null
  const byIndex = new Map(all.map((each) => [each.log.logIndex, each.log]))
  const isKnown = ({ log }: PlacedLog) => {
    const own = byIndex.get(log.logIndex)
    return own !== undefined && isSameLog(own, log)
  }
  if (!told.every(isKnown)) return null
  const toldIndexes = new Set([...old.logs, ...told].map(({ log }) => log.logIndex))
  const omitted = all.filter(({ log }) => !toldIndexes.has(log.logIndex) && matchesAny(filters, log)).length
  if (omitted > 0) node.omitted(omitted)
  const everything = wanted.all()
  return { ...old, all, logs: all.filter(({ log }) => matchesAny(everything, log)) }
}

/** Keeps all logs of blocks only where they may be looked at again, and no more of them than fit in memory. */
export const boundWhole = ({ wanted, demand }: Context, found: readonly Settled[]): readonly Settled[] => {
  let room = wanted.learn === undefined && demand.check === 'receipts' ? 0 : KEPT_LOGS_MAX
  return found.map((each) => {
    if (each.all === undefined) return each
    room -= each.all.length
    if (room >= 0) return each
    const { all: _, ...rest } = each
    return rest
  })
}
