import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { type BloomBits, bloomBits, mayContain } from './bloom.ts'
import type { LogFilter } from './rules.ts'

/** A filter made ready: asked of nodes, held against their answers, and held against blooms. */
export type PreparedFilter = {
  /** What eth_getLogs is asked, less the blocks. */
  readonly criteria: Readonly<Record<string, unknown>>
  matches(log: Log): boolean
  /** Whether the block may hold a log of this filter though `logs` show none; for addresses, of any one of them. */
  mayLack(bloom: Hex, logs: readonly Log[]): boolean
}

/** Providers refuse longer lists, and each of them weighs in every request. */
const ADDRESSES_MAX = 1_000

export const prepareFilters = (filters: readonly LogFilter[]): readonly PreparedFilter[] =>
  filters.flatMap((filter) =>
    'topics' in filter ? [byTopics(filter.topics)] : inParts(filter.addresses, ADDRESSES_MAX).map(byAddresses),
  )

export const matchesAny = (filters: readonly PreparedFilter[], log: Log): boolean =>
  filters.some((filter) => filter.matches(log))

const byAddresses = (list: readonly Hex[]): PreparedFilter => {
  const addresses = new Set(list.map(lower))
  const bits = [...addresses].map((address) => [address, bloomBits(address)] as const)
  return {
    criteria: { address: [...addresses] },
    matches: (log) => addresses.has(log.address),
    mayLack: (bloom, logs) =>
      bits.some(([address, own]) => mayContain(bloom, own) && !logs.some((log) => log.address === address)),
  }
}

const byTopics = (list: readonly (readonly Hex[] | null)[]): PreparedFilter => {
  const topics = list.map((choices) => (choices === null ? null : choices.map(lower)))
  const sets = topics.map((choices) => (choices === null ? null : new Set(choices)))
  const bits: readonly (readonly BloomBits[] | null)[] = topics.map((choices) => choices?.map(bloomBits) ?? null)
  const matches = (log: Log) =>
    sets.every((set, index) => {
      const topic = log.topics[index]
      return topic !== undefined && (set === null || set.has(topic))
    })
  return {
    criteria: { topics },
    matches,
    mayLack: (bloom, logs) =>
      bits.every((choices) => choices === null || choices.some((own) => mayContain(bloom, own))) && !logs.some(matches),
  }
}

const lower = (hex: Hex) => hex.toLowerCase() as Hex

export const inParts = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size))
