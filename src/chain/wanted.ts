import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { type Choice, choiceOf, type Family, familiesOf, inLists, type PreparedFilter } from './filter.ts'
import type { LogFilter, Wanted } from './rules.ts'

/** All filters of a source, put together so that few questions ask for them. It only grows, and counts how much. */
export type WantedLogs = {
  /** How much is wanted by now; another number later means that more is. */
  version(): number
  all(): readonly PreparedFilter[]
  /** Only what was not wanted yet at this version. */
  since(version: number): readonly PreparedFilter[]
  /**
   * Takes in what these logs make wanted besides; returns what is wanted of these very blocks alone. Where no log ever makes
   * anything wanted, there is no such function.
   */
  readonly learn?: (logs: readonly Log[]) => readonly LogFilter[]
}

export const createWanted = ({ filters, discover }: Wanted): WantedLogs => {
  const groups = new Map<string, Group>()
  let version = 0

  const groupOf = (family: Family): Group => {
    const known = groups.get(family.key)
    if (known) return known
    const group = createGroup(family)
    groups.set(family.key, group)
    return group
  }

  const add = (more: readonly LogFilter[]) => {
    for (const family of more.flatMap(familiesOf)) {
      const group = groupOf(family)
      for (const value of family.values) if (group.add(value, version + 1)) version += 1
    }
  }
  add(filters)

  const wanted = {
    version: () => version,
    all: () => [...groups.values()].flatMap((group) => group.all()),
    since: (before: number) => (before === version ? [] : [...groups.values()].flatMap((group) => group.since(before))),
  }
  if (!discover) return wanted
  const learn = (logs: readonly Log[]) => {
    const found = discover(logs)
    add(found.filter((filter) => !isOnce(filter)))
    return found.filter(isOnce)
  }
  return { ...wanted, learn }
}

const isOnce = (filter: LogFilter): boolean => 'once' in filter && filter.once === true

/** All that is wanted of one family. */
type Group = {
  /** False when it was wanted before. */
  add(value: Hex, version: number): boolean
  all(): readonly PreparedFilter[]
  since(version: number): readonly PreparedFilter[]
}

const createGroup = ({ prepare }: Family): Group => {
  const choices: Choice[] = []
  const seen = new Set<Hex>()
  /** The version that each choice came with. */
  const versions: number[] = []
  /** Lists that are full stay as they are. */
  let lists: readonly { readonly length: number; readonly filter: PreparedFilter }[] = []

  return {
    add: (value, version) => {
      if (seen.has(value)) return false
      seen.add(value)
      choices.push(choiceOf(value))
      versions.push(version)
      return true
    },
    all: () => {
      lists = inLists(choices).map((list, index) => {
        const before = lists[index]
        return before?.length === list.length ? before : { length: list.length, filter: prepare(list) }
      })
      return lists.map(({ filter }) => filter)
    },
    since: (version) => {
      const from = versions.findLastIndex((own) => own <= version) + 1
      return inLists(choices.slice(from)).map(prepare)
    },
  }
}
