import type { Hex } from '../../../../src/domain/hex.ts'
import type { Random } from '../../../simulation/random.ts'
import type { Cast } from './cast.ts'
import type { Ledger, Token } from './ledger.ts'
import type { ScriptNode } from './node.ts'
import { type Build, type Generation, generations } from './truth.ts'

/** The contracts that are there from the beginning; the factory's code changes, its address does not. */
export type Platform = {
  readonly startBlock: number
  readonly hmt: Token
  readonly dollar: Token
  readonly factory: Hex
  /** By token: a legacy factory pays in one only. */
  readonly legacyFactories: ReadonlyMap<Hex, Hex>
  readonly oldStaking: Hex
  readonly rewardPool: Hex
  readonly staking: Hex
  readonly kvStore: Hex
  /** A wallet that is a contract: requester, oracle, and means to act on several escrows at once. */
  readonly batch: Hex
  readonly impostor: Hex
}

/** What the factory launches just now. */
export type Stage = { readonly generation: Generation; readonly build: Build | null; readonly indexedLaunch?: boolean }

/** All that a case needs: the chain, the dice, the people, and the books of what it meant to do. */
export type World = {
  readonly node: ScriptNode
  readonly random: Random
  readonly cast: Cast
  readonly ledger: Ledger
  readonly platform: Platform
  stage: Stage
  /** For ids that no contract has seen before. */
  count: number
  /** What KVStore holds by the script's reckoning, by `account key`. */
  readonly keys: Map<string, { readonly account: Hex; readonly key: string; readonly value: string }>
  /** Stakes by the script's reckoning, by `staking staker`. */
  readonly stakes: Map<string, bigint>
  /** Bulks so far, by transaction. */
  readonly bulks: Map<Hex, number>
  /** Escrows that outlive the upgrade of their factory: what is still to come for them. */
  readonly afterUpgrades: (() => Promise<void>)[]
  /** What is to come when all escrows of today have expired. */
  readonly afterExpiry: (() => Promise<void>)[]
}

const since =
  (first: Generation) =>
  ({ generation }: { readonly generation: Generation }): boolean =>
    generations.indexOf(generation) >= generations.indexOf(first)

/** What came with which generation. */
export const has = {
  exchangeOracle: since('3'),
  /** Money counts from `setup` on; before, the balance was the budget. */
  budget: since('4'),
  /** Payouts only from what the recording oracle has set aside; cancelling takes two steps. */
  reserve: since('5'),
  /** The oracles name their fees themselves, in KVStore. */
  statedFees: since('6'),
}

export const nextId = (world: World): number => ++world.count

export const pickToken = ({ random, platform }: World): Token => (random.chance(0.6) ? platform.hmt : platform.dollar)
export const otherToken = ({ platform }: World, token: Token): Token =>
  token === platform.hmt ? platform.dollar : platform.hmt
