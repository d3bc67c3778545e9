import type { LogFilter, Wanted } from '../../src/chain/rules.ts'
import { type ChainSource, createChainSource } from '../../src/chain/source.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { createConsumer, fastDeps } from './consumer.ts'
import type { FakeLog } from './fake-chain.ts'
import type { FakeNode } from './fake-node.ts'
import { options } from './world.ts'

// Contracts that announce further contracts in their logs, and what a perfect index of them holds.

const ANNOUNCED: Hex = `0x${'fa'.repeat(32)}`
const TRANSFER: Hex = `0x${'ee'.repeat(32)}`
const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`
const asTopic = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`
const asAddress = (topic: Hex): Hex => `0x${topic.slice(26)}`

/** The n-th contract of a test: 0 is the factory that is known from the start. */
export const contract = (n: number): Hex => `0x${(n + 1).toString(16).padStart(4, '0').repeat(10)}`
export const factory = contract(0)
const token: Hex = `0x${'7e'.repeat(20)}`

type More = Pick<FakeLog, 'transaction'>
export const announce = (by: Hex, child: Hex, more: More = {}): FakeLog => ({
  address: by,
  topics: [ANNOUNCED, asTopic(child)],
  ...more,
})
export const say = (by: Hex, value: number, more: More = {}): FakeLog => ({
  address: by,
  topics: [word(value)],
  data: word(value),
  ...more,
})
export const transfer = (from: Hex, to: Hex, value: number, more: More = {}): FakeLog => ({
  address: token,
  topics: [TRANSFER, asTopic(from), asTopic(to)],
  data: word(value),
  ...more,
})

const filtersOf = (address: Hex): readonly LogFilter[] => [
  { addresses: [address] },
  { topics: [[TRANSFER], [asTopic(address)]] },
  { topics: [[TRANSFER], null, [asTopic(address)]] },
]

type AnyLog = { readonly address: Hex; readonly topics: readonly Hex[] }

/** A stand-in for the indexer's memory of contracts: believes announcements of those that it knows. */
export const createRegistry = (roots: readonly Hex[] = [factory]) => {
  const known = new Set(roots)
  const learn = (logs: readonly AnyLog[]): readonly Hex[] => {
    const fresh: Hex[] = []
    for (const { address, topics } of logs) {
      if (topics[0] !== ANNOUNCED || !known.has(address) || known.has(asAddress(topics[1]!))) continue
      known.add(asAddress(topics[1]!))
      fresh.push(asAddress(topics[1]!))
    }
    return fresh
  }
  const wanted = (): Wanted => ({
    filters: [...known].flatMap(filtersOf),
    discover: (logs) => learn(logs).flatMap(filtersOf),
  })
  const wants = ({ address, topics }: AnyLog) =>
    known.has(address) || (topics[0] === TRANSFER && topics.slice(1).some((topic) => known.has(asAddress(topic))))
  return { learn, wanted, wants, known }
}

type AnyBlock = {
  readonly number: number
  readonly hash: Hex
  readonly logs: readonly (AnyLog & { readonly logIndex: Hex | number; readonly data: Hex })[]
}

/** What is wanted of these blocks, found block by block in the plainest way: the same for a chain and for a full index of it. */
export const meaning = (blocks: readonly AnyBlock[]) => {
  const registry = createRegistry()
  return blocks.flatMap(({ number, hash, logs }) => {
    while (registry.learn(logs).length > 0);
    const own = logs.filter(registry.wants).map(({ logIndex, data }) => [Number(logIndex), data])
    return own.length === 0 ? [] : [{ number, hash, logs: own }]
  })
}

/** A source that grows, its consumer, and what was asked of eth_getLogs. */
export const startGrowing = (nodes: readonly FakeNode[], more: Parameters<typeof options>[1] = {}) => {
  const consumer = createConsumer()
  let registry = createRegistry()
  const begin = (): ChainSource =>
    createChainSource(
      options(
        nodes.map(({ url }) => url),
        { ...more, ...registry.wanted() },
      ),
      fastDeps(),
    )
  let source = begin()
  return {
    consumer,
    registry: () => registry,
    omitted: () => source.nodes().reduce((sum, { omitted }) => sum + omitted, 0),
    run: (toBlock?: number) => consumer.follow(source, { once: true, ...(toBlock === undefined ? {} : { toBlock }) }),
    /** A new process: knows what the blocks that were applied announce, and no more. */
    restart: () => {
      registry = createRegistry()
      for (const { logs } of consumer.blocks()) while (registry.learn(logs).length > 0);
      source = begin()
    },
  }
}

export type LogsQuery = {
  readonly fromBlock?: Hex
  readonly blockHash?: Hex
  readonly address?: readonly Hex[]
  readonly topics?: readonly (readonly Hex[] | null)[]
}

/** Writes down what eth_getLogs is asked from now on. */
export const overhear = (node: FakeNode): readonly LogsQuery[] => {
  const queries: LogsQuery[] = []
  node.faults.before = (method, [query]) => {
    if (method === 'eth_getLogs') queries.push(query as LogsQuery)
  }
  return queries
}
