import type { OpenBlock, ProofLevel } from '../domain/block.ts'
import type { Node } from './node.ts'
import type { Range } from './range.ts'

/** A stretch as it was told; `found` is by header. */
type Told = {
  readonly node: Node
  /** How often the node had been caught by then. */
  readonly lapses: number
  readonly range: Range
  readonly headers: readonly { readonly number: number }[]
  readonly found: readonly {
    readonly logs: readonly unknown[]
    readonly level: ProofLevel
  }[]
}

/** Blocks that were told on the word of one node, as far as they agreed with their blooms. */
export type Believed = {
  /** Remembers those of a stretch that was told, and reports which of all of them are in doubt because their node was caught since. */
  told(stretch: Told): Promise<void>
}

/** Told of blocks that are on record already and in doubt now, ascending. */
export type Doubted = (open: readonly OpenBlock[]) => Promise<void>

/** Older ones are let be: mending reads whole stretches again, and what is far back is for `verify`. */
const BLOCKS_MAX = 1_000

type Entry = { readonly number: number; readonly node: Node; readonly lapses: number }

export const createBelieved = (doubted: Doubted): Believed => {
  let entries: readonly Entry[] = []
  return {
    told: async ({ node, lapses, range, headers, found }) => {
      const fresh = headers.flatMap(({ number }, index): readonly Entry[] => {
        const { logs, level } = found[index]!
        return logs.length > 0 && level === 'BLOOM_CONSISTENT' ? [{ number, node, lapses }] : []
      })
      // What lies above the stretch was undone by it.
      const recent = entries.filter(({ number }) => number < range.from && number > range.to - BLOCKS_MAX)
      const known = [...recent, ...fresh.filter(({ number }) => number > range.to - BLOCKS_MAX)]
      const isDoubted = (entry: Entry) => entry.node.lapses() > entry.lapses
      entries = known.filter((entry) => !isDoubted(entry))
      const open = known.filter(isDoubted).map(({ number, node: { name } }) => ({ number, doubt: sentence(name) }))
      if (open.length > 0) await doubted(open)
    },
  }
}

const sentence = (name: string): string => `${name} was caught leaving logs out after it had told this block.`
