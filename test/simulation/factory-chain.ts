import type { Config } from '../../src/config/config.ts'
import type { FakeBlock, FakeChain, FakeLog } from '../chain/fake-chain.ts'
import type { BareLog } from '../protocols/helpers/encode.ts'
import { CHAIN_ID, config } from './books-of.ts'
import type { Act, Stage } from './factory-cast.ts'
import { FACTORY as HUMAN, humanActs, LEGACY_FACTORY } from './factory-human.ts'
import { ESCROW, exchangeAt, FACTORY as OCEAN, oceanActs, ROUTER } from './factory-ocean.ts'
import type { Random } from './random.ts'

// Chains of both markets of factories, and branches that play the same transactions in another order, in other blocks, or without some.

/** Both markets in one configuration. */
export const factoryConfig = (chain: Partial<Config['chains'][number]>): Config => ({
  ...config('', chain),
  markets: [
    {
      protocol: 'human',
      chainId: CHAIN_ID,
      address: HUMAN,
      startBlock: 1,
      name: null,
      contracts: { legacyFactory: [LEGACY_FACTORY] },
    },
    {
      protocol: 'ocean',
      chainId: CHAIN_ID,
      address: OCEAN,
      startBlock: 1,
      name: null,
      contracts: { router: [ROUTER], fixedRateExchange: [exchangeAt(0)], escrow: [ESCROW] },
    },
  ],
})

type Transaction = readonly BareLog[]

const acts: readonly Act[] = [...humanActs, ...oceanActs]

/** One transaction: an act, or some acts that one contract does together. */
const play = (stage: Stage): Transaction => {
  const { random } = stage
  return Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => random.pick(acts)(stage)).flat()
}

const inBlock = (transactions: readonly Transaction[]): FakeLog[] =>
  transactions.flatMap((logs, transaction) => logs.map((log) => ({ ...log, transaction })))

const stageAt = (chain: FakeChain, random: Random, height: number): Stage => ({
  random,
  height,
  earlier: chain
    .blocks()
    .slice(-8)
    .flatMap(({ transactions }) => transactions),
})

const transactionsAt = (chain: FakeChain, random: Random, height: number): Transaction[] =>
  Array.from({ length: random.chance(0.2) ? 0 : 1 + random.int(6) }, () => play(stageAt(chain, random, height)))

/** Mines so many blocks after the head. */
export const mineFactories = (chain: FakeChain, random: Random, blocks: number): void => {
  for (let i = 0; i < blocks; i++) chain.mine(inBlock(transactionsAt(chain, random, chain.head().number + 1)))
}

const transactionsOf = ({ logs }: FakeBlock): Transaction[] => {
  const byHash = Map.groupBy(logs, ({ transactionHash }) => transactionHash)
  return [...byHash.values()].map((own) => own.map(({ address, topics, data }) => ({ address, topics, data })))
}

/** Takes blocks back, and mines a branch of most of their transactions, each about where it was, and some new ones. */
export const reorganise = (chain: FakeChain, random: Random, depth: number): void => {
  const undone = chain.blocks().slice(-depth)
  const first = undone[0]!.number
  const length = depth + 1 + random.int(3)
  const branch: Transaction[][] = Array.from({ length }, () => [])
  for (const [i, block] of undone.entries()) {
    for (const transaction of transactionsOf(block)) {
      if (random.chance(0.25)) continue
      const at = Math.min(length - 1, Math.max(0, i + (random.chance(0.5) ? 0 : random.int(7) - 3)))
      branch[at]!.splice(random.int(branch[at]!.length + 1), 0, transaction)
    }
  }
  for (const [i, transactions] of branch.entries())
    if (random.chance(0.3)) transactions.push(...transactionsAt(chain, random, first + i).slice(0, 2))
  chain.reorg(depth, branch.map(inBlock))
}
