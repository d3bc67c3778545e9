import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { type BloomBits, bloomBits, indexBits, mayContainSome } from './bloom.ts'
import type { LogFilter } from './rules.ts'

/** A filter made ready: asked of nodes, held against their answers, and held against blooms. */
export type PreparedFilter = {
  /** What eth_getLogs is asked, less the blocks. */
  readonly criteria: Readonly<Record<string, unknown>>
  matches(log: Log): boolean
  /** Whether the block may hold a log of this filter though `logs` show none; for addresses, of any one of them. */
  mayLack(bloom: Hex, logs: readonly Log[]): boolean
}

/** One value of a list that is asked for, with its bits: hashed once, however often lists are put together anew. */
export type Choice = readonly [value: Hex, bits: BloomBits]

/** Filters that are alike but for one list. Those lists put together are one filter that wants neither more nor less. */
export type Family = {
  /** The same for filters of one family. */
  readonly key: string
  /** The list of the filter at hand. */
  readonly values: readonly Hex[]
  /** The filter of the family with this list. */
  prepare(choices: readonly Choice[]): PreparedFilter
}

/** Providers refuse longer lists, and each of them weighs in every request. */
const LIST_MAX = 1_000

export const prepareFilters = (filters: readonly LogFilter[]): readonly PreparedFilter[] =>
  filters.flatMap(familiesOf).flatMap(({ values, prepare }) => inLists(values.map(choiceOf)).map(prepare))

export const matchesAny = (filters: readonly PreparedFilter[], log: Log): boolean =>
  filters.some((filter) => filter.matches(log))

export const choiceOf = (value: Hex): Choice => [value, bloomBits(value)]

/** Lists short enough to be asked for. */
export const inLists = (choices: readonly Choice[]) => inParts(choices, LIST_MAX)

/** The family of a filter; several where a list that is not the family's own is too long to be asked for. */
export const familiesOf = (filter: LogFilter): readonly Family[] => {
  if ('addresses' in filter) {
    return [{ key: 'addresses', values: filter.addresses.map(lower), prepare: byAddresses }]
  }
  const topics = filter.topics.map((choices) => choices?.map(lower) ?? null)
  // Events come first and what they are about after them, so the last list is the one that grows.
  const at = topics.findLastIndex((choices) => choices !== null)
  return withShortLists(topics, at).map((short) => ({
    key: JSON.stringify(short.map((choices, index) => (index === at ? '*' : choices))),
    // A filter without any list wants one thing, which has no value.
    values: short[at] ?? ['0x'],
    prepare: (choices) => byTopics(short, at, choices),
  }))
}

type Topics = readonly (readonly Hex[] | null)[]

const withShortLists = (topics: Topics, except: number): readonly Topics[] => {
  const at = topics.findIndex((choices, index) => index !== except && choices !== null && choices.length > LIST_MAX)
  if (at < 0) return [topics]
  return inParts(topics[at]!, LIST_MAX).flatMap((part) => withShortLists(topics.with(at, part), except))
}

const byAddresses = (choices: readonly Choice[]): PreparedFilter => {
  const addresses = new Set(choices.map(([address]) => address))
  const index = indexBits(choices)
  return {
    criteria: { address: [...addresses] },
    matches: (log) => addresses.has(log.address),
    mayLack: (bloom, logs) => {
      let shown: ReadonlySet<Hex> | undefined
      const isShown = (address: Hex) => {
        shown ??= new Set(logs.map((log) => log.address))
        return shown.has(address)
      }
      return mayContainSome(bloom, index, (address) => !isShown(address))
    },
  }
}

const byTopics = (alike: Topics, at: number, own: readonly Choice[]): PreparedFilter => {
  const topics = alike.map((choices, index) => (index === at ? own.map(([topic]) => topic) : choices))
  const sets = topics.map((choices) => (choices === null ? null : new Set(choices)))
  const indexes = alike
    .map((choices, index) => (index === at ? own : choices?.map(choiceOf)))
    .map((choices) => choices && indexBits(choices))
  const matches = (log: Log) =>
    sets.every((set, index) => {
      const topic = log.topics[index]
      return topic !== undefined && (set === null || set.has(topic))
    })
  return {
    criteria: { topics },
    matches,
    mayLack: (bloom, logs) =>
      indexes.every((index) => !index || mayContainSome(bloom, index, () => true)) && !logs.some(matches),
  }
}

const lower = (hex: Hex) => hex.toLowerCase() as Hex

export const inParts = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size))
