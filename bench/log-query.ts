import type { Hex } from 'viem'
import type { SyntheticChain } from './synthetic-chain.ts'

/** The filter of an eth_getLogs, less its blocks. */
export type LogQuery = {
  readonly address?: Hex | readonly Hex[] | null
  readonly topics?: readonly (Hex | readonly Hex[] | null)[] | null
}

/** Runs of logs, from and up to: what lies between two runs did not match. */
export type Runs = { readonly runs: readonly (readonly [from: number, to: number])[]; readonly count: number }

const NOTHING: Runs = { runs: [], count: 0 }

/** The logs of some blocks that a filter matches. */
export const matchLogs = (chain: SyntheticChain, query: LogQuery, [from, to]: readonly [number, number]): Runs => {
  if (from >= to || !hasMarket(chain, query)) return NOTHING
  // An empty list of choices matches anything, as null does.
  const topics = (query.topics ?? []).map((choice) => (choice === null ? [] : [choice].flat().map(lower)))
  const [signatures = [], ...others] = topics
  const wanted = chain.topic0s.map((topic0) => signatures.length === 0 || signatures.includes(topic0))
  const isPlain = others.length === 0
  if (isPlain && wanted.every((each) => each)) return { runs: [[from, to]], count: to - from }
  if (!wanted.some((each) => each)) return NOTHING
  const runs: [number, number][] = []
  let count = 0
  for (let log = from; log < to; log++) {
    if (!wanted[chain.topic0Of(log)] || !(isPlain || matchesTopics(chain, log, topics))) continue
    count += 1
    const last = runs.at(-1)
    if (last?.[1] === log) last[1] = log + 1
    else runs.push([log, log + 1])
  }
  return { runs, count }
}

const lower = (hex: Hex): Hex => hex.toLowerCase() as Hex

const hasMarket = ({ market }: SyntheticChain, { address }: LogQuery): boolean => {
  const addresses = address == null ? [] : [address].flat()
  return addresses.length === 0 || addresses.map(lower).includes(market)
}

/** By the log's own text, which is slow; only filters on indexed arguments come here. */
const matchesTopics = (chain: SyntheticChain, log: number, topics: readonly (readonly Hex[])[]): boolean => {
  const text = chain.logText(log, log + 1).toString('latin1')
  const told = (JSON.parse(text.slice(0, -1)) as { topics: readonly Hex[] }).topics
  return topics.every((choices, index) => {
    const topic = told[index]
    return topic !== undefined && (choices.length === 0 || choices.includes(topic))
  })
}
