import type { Published } from './act-publish.ts'
import {
  collectDatatokens,
  collectEnterpriseFees,
  collectMarketFee,
  collectOceanFee,
  collectRevenue,
  sellNft,
} from './collect.ts'
import { setCollector } from './datatoken.ts'
import { ONE } from './deploy.ts'
import { dispense, startOrder } from './purchase.ts'
import { buy, sell } from './swap.ts'
import type { World } from './world.ts'

/** What sales brought reaches its collectors, in part and in full, to the old collector and to a new one. */
export const collect = async (world: World, { oceanSale, dollarSale, second }: Published) => {
  const { cast, receivers } = world
  const traffic = oceanSale.exchanges[0]!
  const grain = dollarSale.exchanges[0]!
  await collectRevenue(world, cast.stranger, traffic, traffic.baseBalance / 3n)
  await collectRevenue(world, cast.stranger, grain, grain.baseBalance)
  await collectRevenue(world, cast.alice, second.exchanges[0]!, second.exchanges[0]!.baseBalance)
  await setCollector(world, oceanSale, receivers.vault)
  await collectRevenue(world, cast.alice, traffic, traffic.baseBalance / 2n)
  await setCollector(world, oceanSale, null)
  for (const exchange of [traffic, grain, oceanSale.exchanges[1]!]) {
    await collectMarketFee(world, cast.stranger, exchange)
    await collectOceanFee(world, cast.stranger, exchange)
  }
  await collectMarketFee(world, cast.stranger, traffic)
  await collectDatatokens(world, cast.stranger, traffic)
  await collectEnterpriseFees(world, cast.stranger)
}

/** NFTs change hands, once with revenue in the exchanges and a collector that is not the owner; sales go on for the new owner. */
export const changeHands = async (world: World, { plain, oceanSale, dollarSale, strange, stuck }: Published) => {
  const { cast, receivers } = world
  const { alice, bob, carol, dave, relay } = cast
  const traffic = oceanSale.exchanges[0]!
  await setCollector(world, oceanSale, receivers.vault)
  await buy(world, carol, { exchange: traffic, datatokens: 3n * ONE })
  await sell(world, carol, { exchange: traffic, datatokens: ONE })
  await refused(
    buy(world, dave, { exchange: dollarSale.exchanges[0]!, datatokens: ONE }),
    'This address is not allowed to swap',
  )
  await refused(sellNft(world, stuck.nft, alice), 'ALREADY A MINTER')
  await sellNft(world, oceanSale.nft, bob)
  await sellNft(world, strange, relay)
  await dispense(world, dave, { datatoken: plain })
  await sellNft(world, plain.nft, bob)
  await startOrder(world, dave, { datatoken: plain, consumer: dave })
  await startOrder(world, carol, { datatoken: oceanSale, consumer: carol })
  await sellNft(world, oceanSale.nft, alice)
}

/** What the contracts must refuse, for the reason that is known. */
const refused = async (attempt: Promise<unknown>, reason: string): Promise<void> => {
  const outcome = await attempt.then(
    () => 'It was done.',
    (error: unknown) => String(error),
  )
  if (!outcome.includes(reason)) throw new Error(`Not refused because of ${reason}: ${outcome}`)
}
