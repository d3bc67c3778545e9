import { changeHands, collect } from './act-collect.ts'
import { compute } from './act-compute.ts'
import { describeAll, publishAll } from './act-publish.ts'
import { playAtRandom } from './act-random.ts'
import { bundle, order, trade } from './act-trade.ts'
import { truthOf } from './end.ts'
import { forgeAll } from './forge.ts'
import type { OceanTruth } from './truth.ts'
import { openWorld, type PlayOptions } from './world.ts'

/** After every case has been played once. */
const RANDOM_STEPS = 40

/**
 * Deploys Ocean to the chain and drives every case; returns what is then true. The same seed gives the same play on a chain of the
 * same beginning.
 */
export const playOcean = async (options: PlayOptions): Promise<OceanTruth> => {
  const world = await openWorld(options)
  const published = await publishAll(world)
  await describeAll(world, published)
  await trade(world, published)
  await order(world, published)
  await bundle(world, published)
  await collect(world, published)
  const { oceanSale } = published
  await forgeAll(world, {
    exchangeId: oceanSale.exchanges[0]!.id,
    datatoken: oceanSale.address,
    nft: oceanSale.nft.address,
  })
  await changeHands(world, published)
  const escrows = await compute(world)
  await playAtRandom(world, published, escrows[0]!, RANDOM_STEPS)
  return truthOf(world, published.nfts, escrows)
}
