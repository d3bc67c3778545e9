import type { Hex } from '../../src/domain/hex.ts'
import { createFakeChain, type FakeChain, type FakeLog } from '../../test/chain/fake-chain.ts'
import { createSyntheticMarket } from '../synthetic-market.ts'

// One seeded history for every run: what is mined is the same for each program, block by block and hash by hash.

/** The logs of a block. */
type Logs = readonly FakeLog[]

export type Story = {
  readonly chain: FakeChain
  readonly market: Hex
  readonly startBlock: number
  /** Mines the next blocks of the live tail. */
  mine(blocks: number): void
  /** Takes so many blocks back; their transactions come again, each a block later. */
  reorganise(depth: number): void
  /** A branch of its own from a few blocks below the head, with the same transactions in other blocks. */
  branchOff(): FakeChain
}

/** The chain is mined before anybody asks: events, and blocks that they lie in, among others without any. */
export const HISTORY = { events: 5_000, blocks: 3_000, eventsPerBlock: 12 } as const
/** More than any run mines live. */
const LIVE_BLOCKS_MAX = 120
const START_BLOCK = 10
/** Every so many live blocks are without events. */
const QUIET = 4

/** Makes the history, which takes seconds, and tells it anew as often as it is called. */
export const createStories = (seed: number): (() => Story) => {
  const market = createSyntheticMarket({
    seed,
    events: HISTORY.events + LIVE_BLOCKS_MAX * HISTORY.eventsPerBlock,
    contributors: 400,
    eventsPerBlock: HISTORY.eventsPerBlock,
    startTime: 1_700_000_000,
  })
  const crowded: Logs[] = []
  for (const { transactions } of market.blocks()) {
    const logs = transactions.flatMap((own, transaction) =>
      own.map(({ topics, data }): FakeLog => ({ address: market.address, topics, data, transaction })),
    )
    if (logs.length > 0) crowded.push(logs)
  }
  const history = createFakeChain(`faults ${seed}`, [], { real: true })
  const past = pastOf(crowded)
  for (let number = 1; number < HISTORY.blocks; number++) history.mine(past.get(number) ?? [])
  return () => tell(history.fork(), market.address, crowded.slice(past.size))
}

const tell = (chain: FakeChain, market: Hex, live: readonly Logs[]): Story => {
  let next = 0
  let mined = 0
  return {
    chain,
    market,
    startBlock: START_BLOCK,
    mine: (blocks) => {
      for (let i = 0; i < blocks; i++) chain.mine(mined++ % QUIET === QUIET - 1 ? [] : live[next++]!)
    },
    reorganise: (depth) => takeBack(chain, depth),
    branchOff: () => {
      const branch = chain.fork()
      takeBack(branch, 1 + (mined % 5))
      return branch
    },
  }
}

/** The blocks of the history that hold events, by number: as many as it takes, evenly spread. */
const pastOf = (crowded: readonly Logs[]): ReadonlyMap<number, Logs> => {
  const taken: Logs[] = []
  for (let events = 0; events < HISTORY.events; events += taken.at(-1)!.length) taken.push(crowded[taken.length]!)
  const apart = (HISTORY.blocks - START_BLOCK - 1) / taken.length
  return new Map(taken.map((logs, i) => [START_BLOCK + Math.floor(i * apart), logs]))
}

const takeBack = (chain: FakeChain, depth: number): void => {
  const gone = chain.blocks().slice(-depth)
  const logs = gone.map(({ logs }) =>
    logs.map(({ address, topics, data, transactionIndex }) => ({
      address,
      topics,
      data,
      transaction: Number(transactionIndex),
    })),
  )
  chain.reorg(depth, [[], ...logs])
}
