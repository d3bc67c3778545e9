import type { Config } from '../../../src/config/config.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import { createFakeChain, type FakeBlock, type FakeChain } from '../../chain/fake-chain.ts'
import { config } from '../books-of.ts'
import { chaosLogs } from '../chaos-market.ts'
import { factoryConfig, mineFactories, reorganise as replayElsewhere } from '../factory-chain.ts'
import type { Random } from '../random.ts'

/** What happens on the chain: a market without rules, or markets whose contracts announce contracts. */
export type Story = 'chaos' | 'factories'

/** The simulated chain, and all that it ever was. */
export type World = {
  readonly chain: FakeChain
  readonly story: Story
  /** Blocks below the head that are never taken back, but by `breakFinality`. */
  readonly finalityDepth: number
  mine(blocks: number): void
  /** Takes back so many blocks, never a final one, and mines others in their place; tells how many went. */
  reorganise(depth: number): number
  /** Takes back `depth` final blocks too: what must never happen. The returned function puts the first chain back, and it goes on. */
  breakFinality(depth: number): () => void
  /** Another branch from somewhere above what is final, as long as the chain, more or less. */
  branchOff(): FakeChain
  /** A block that the chain, or one of its branches, really had at some time. */
  everHad(hash: Hex): FakeBlock | undefined
  settings(urls: readonly string[], chain: Partial<Config['chains'][number]>): Config
}

export type WorldOptions = {
  readonly random: Random
  readonly story: Story
  readonly length: number
  readonly finalityDepth: number
  /** Blocks without any log before the market's first. */
  readonly before: number
  /** Whether headers and receipts can be proved; it takes longer. */
  readonly real: boolean
}

/** A block of so many logs that a node's silent limit shows. */
const CROWDED = 200

export const createWorld = ({ random, story, length, finalityDepth, before, real }: WorldOptions): World => {
  const chain = createFakeChain(`hostile ${random.int(2 ** 30)}`, [], { real })
  const branches: FakeChain[] = []
  for (let i = 0; i < before; i++) chain.mine()

  const settle = () =>
    chain.finalize(Math.max(chain.finalized(), Math.min(chain.head().number - finalityDepth, chain.head().number)))
  const logsOf = () => {
    if (!random.chance(0.006)) return chaosLogs(random, 5)
    return Array.from({ length: CROWDED }, (_, i) =>
      chaosLogs(random, 2).map((log) => ({ ...log, transaction: log.transaction + 2 * i })),
    ).flat()
  }
  const mineOn = (on: FakeChain, blocks: number) => {
    if (story === 'factories') mineFactories(on, random, blocks)
    else for (let i = 0; i < blocks; i++) on.mine(logsOf())
  }
  const takeBack = (on: FakeChain, depth: number) => {
    if (story === 'factories') replayElsewhere(on, random, depth)
    else
      on.reorg(
        depth,
        Array.from({ length: depth + random.int(4) }, () => logsOf()),
      )
  }
  const mine = (blocks: number) => {
    mineOn(chain, blocks)
    settle()
  }
  chain.finalize(before)
  mine(length)

  return {
    chain,
    story,
    finalityDepth,
    mine,
    reorganise: (wanted) => {
      const depth = Math.min(wanted, chain.head().number - chain.finalized())
      if (depth < 1) return 0
      takeBack(chain, depth)
      settle()
      return depth
    },
    breakFinality: (depth) => {
      const [first, final] = [chain.fork(), chain.finalized()]
      const taken = Math.min(chain.head().number - chain.finalized() + depth, chain.head().number - before - 1)
      takeBack(chain, taken)
      mineOn(chain, 2)
      branches.push(first)
      return () => {
        chain.restore(first.blocks())
        chain.finalize(final)
        mine(2)
      }
    },
    branchOff: () => {
      const branch = chain.fork()
      const depth = 1 + random.int(Math.max(1, chain.head().number - chain.finalized()))
      // It is no older than what is final, and knows of nothing final above where it began.
      branch.finalize(Math.min(chain.finalized(), chain.head().number - depth))
      takeBack(branch, Math.max(1, Math.min(depth, chain.head().number - chain.finalized())))
      branches.push(branch)
      return branch
    },
    everHad: (hash) => chain.byHash(hash) ?? branches.find((branch) => branch.byHash(hash))?.byHash(hash),
    settings: (urls, more) => {
      const given = { rpc: [...urls], ...more }
      const made = story === 'factories' ? factoryConfig(given) : config('', given)
      return { ...made, markets: made.markets.map((market) => ({ ...market, startBlock: before + 1 })) }
    },
  }
}
