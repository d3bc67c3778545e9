import type { Hex } from '../../../../src/domain/hex.ts'
import { createRandom } from '../../../simulation/random.ts'
import { allCases, allows, plainestCase } from './cases/all.ts'
import { castOf } from './cast.ts'
import { conclude } from './conclude.ts'
import { deployPlatform } from './deploy.ts'
import { drawSome } from './draw.ts'
import { enrichSenders, furnish } from './furnish.ts'
import { createLedger } from './ledger.ts'
import { openNode } from './node.ts'
import { enterStage, stagesOf } from './stages.ts'
import type { Generation, HumanTruth } from './truth.ts'
import type { World } from './world.ts'

export type PlayOptions = {
  /**
   * An anvil that mines each transaction at once. Others may use it before and after, on their own contracts: accounts stay
   * impersonated, and the clock stays where `travel` has put it. Twice as fast with `--prune-history`.
   */
  readonly rpcUrl: string
  /** The same seed, the same script. */
  readonly seed: number
  /** Those who are paid, ten or more; drawn from the seed when not given. They send nothing, so they may also work elsewhere. */
  readonly workers?: readonly Hex[]
  /** Only these generations, still with all upgrades in between. */
  readonly generations?: readonly Generation[]
  /** Only cases whose name holds this. */
  readonly only?: string
  /** Also the last build of generation 4, whose BulkTransferV2 is net and has rows for fees. */
  readonly feeRows?: boolean
  /** Turns the chain's clock by 101 days, for what happens when time is up; yes when not given. */
  readonly travel?: boolean
}

/** An escrow of any generation lives for 100 days. */
const TRAVEL_SECONDS = 101 * 86_400

/** Plays every case in every generation that allows it, in an order of the seed, and says what is then true. */
export const playHuman = async (options: PlayOptions): Promise<HumanTruth> => {
  const world = await openWorld(options)
  for (const stage of stagesOf(options)) {
    await enterStage(world, stage)
    if (options.generations && !options.generations.includes(stage.generation)) continue
    for (const each of drawSome(world.random, allCases, allCases.length)) {
      if (!allows(each, stage.generation) || !each.name.includes(options.only ?? '')) continue
      // The build of four days differs in how it announces: one case shows it.
      if (stage.indexedLaunch && each !== plainestCase) continue
      await each.play(world, `${stage.generation}: ${each.name}`)
    }
  }
  await runAll(world, world.afterUpgrades)
  if (options.travel !== false) {
    await world.node.travel(TRAVEL_SECONDS)
    await runAll(world, world.afterExpiry)
  }
  return conclude(world, options.seed)
}

const openWorld = async ({ rpcUrl, seed, workers }: PlayOptions): Promise<World> => {
  const node = await openNode(rpcUrl)
  const cast = castOf(seed, workers)
  await enrichSenders({ cast, node })
  const world: World = {
    node,
    random: createRandom(seed),
    cast,
    ledger: createLedger(),
    platform: await deployPlatform(node, cast),
    stage: { generation: 'legacy', build: null },
    count: 0,
    keys: new Map(),
    stakes: new Map(),
    bulks: new Map(),
    afterUpgrades: [],
    afterExpiry: [],
  }
  await furnish(world)
  return world
}

const runAll = async (world: World, steps: readonly (() => Promise<void>)[]): Promise<void> => {
  for (const step of drawSome(world.random, steps, steps.length)) await step()
}
