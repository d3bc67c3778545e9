import type { ChainEvent, Held } from '../../src/chain/event.ts'
import type { ChainSource, EventsFrom } from '../../src/chain/source.ts'
import type { Clock } from '../../src/clock.ts'
import type { Block, BlockRef } from '../../src/domain/block.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { silentLog } from '../../src/log.ts'
import type { FakeChain } from './fake-chain.ts'

/** A stand-in for the indexer: applies events as the contract says, and complains of whatever breaks it. */
export type Consumer = {
  readonly held: Held
  apply(event: ChainEvent): void
  /** Blocks with logs, as they stand now. */
  blocks(): readonly Block[]
  /** Everything that was applied, for assertions on what was told. */
  readonly events: ChainEvent[]
  /** Applies all events of a run. */
  follow(source: ChainSource, from?: Omit<EventsFrom, 'held'>): Promise<void>
}

export const createConsumer = (): Consumer => {
  let cursor: BlockRef | null = null
  let finalized = -1
  let held: Block[] = []
  const hashes = new Map<number, Hex>()
  const events: ChainEvent[] = []

  const follows = (number: number, parentHash: Hex) => {
    if (cursor === null) return
    if (number !== cursor.number + 1) throw new Error(`block ${number} after ${cursor.number}`)
    if (parentHash !== cursor.hash) throw new Error(`block ${number} does not follow on ${cursor.number}`)
  }

  const apply = (event: ChainEvent) => {
    events.push(event)
    if (event.finalized < finalized) throw new Error('finality went back')
    if (event.type === 'history') {
      if (event.through.number > event.finalized) throw new Error('history that is not final')
      const known = new Set(held.map(({ number }) => number))
      if (event.blocks.some(({ number }) => known.has(number) || number > event.through.number))
        throw new Error('twice')
      if (cursor && event.blocks.some(({ number }) => number <= cursor!.number))
        throw new Error('history before the cursor')
      held.push(...event.blocks)
      for (const { number, hash } of [...event.blocks, event.through]) hashes.set(number, hash)
      cursor = event.through
    }
    if (event.type === 'branch') {
      if (cursor && event.ancestor < cursor.number) {
        if (event.ancestor < finalized) throw new Error('what was final is undone')
        held = held.filter(({ number }) => number <= event.ancestor)
        for (let number = event.ancestor + 1; number <= cursor.number; number += 1) hashes.delete(number)
        const hash = hashes.get(event.ancestor)
        cursor = hash ? { number: event.ancestor, hash, parentHash: '0x', timestamp: 0 } : null
      }
      for (const block of event.blocks) {
        follows(block.number, block.parentHash)
        cursor = block
        hashes.set(block.number, block.hash)
        if (block.logs.length > 0) held.push(block)
      }
    }
    finalized = event.finalized
  }

  const self: Consumer = {
    held: {
      cursor: () => cursor && { number: cursor.number, hash: cursor.hash },
      hashAt: (number) => hashes.get(number),
      finalized: () => finalized,
    },
    apply,
    blocks: () => held,
    events,
    follow: async (source, from = {}) => {
      for await (const event of source.events({ ...from, held: self.held })) apply(event)
    },
  }
  return self
}

/** What a perfect index of these contracts holds: each block with its logs, from `from` to `to`. */
export const truth = (chain: FakeChain, addresses: readonly Hex[], from = 0, to = chain.head().number) =>
  chain
    .blocks()
    .filter(({ number }) => number >= from && number <= to)
    .map(({ number, hash, logs }) => ({
      number,
      hash,
      logs: logs.filter(({ address }) => addresses.includes(address)).map((log) => [Number(log.logIndex), log.data]),
    }))
    .filter(({ logs }) => logs.length > 0)

/** The same shape, of what was indexed. */
export const indexed = (consumer: Consumer) =>
  consumer
    .blocks()
    .map(({ number, hash, logs }) => ({ number, hash, logs: logs.map((log) => [log.logIndex, log.data]) }))

/** A clock that runs as fast as it is asked to sleep: hours of waiting in a moment, with room for the network in between. */
const createFastClock = (): Clock => {
  let now = 1_000_000
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      if (signal?.aborted) return
      await new Promise((resolve) => setTimeout(resolve, 1))
      now += ms
    },
  }
}

export const fastDeps = () => ({ log: silentLog, clock: createFastClock() })
