import { type Published, whole } from './act-publish.ts'
import { type Bundle, runBundle } from './bundle.ts'
import { mintDatatokens } from './datatoken.ts'
import { ONE } from './deploy.ts'
import { setRate, toggle } from './exchange.ts'
import type { OrderWish } from './order.ts'
import {
  buyFromDispenserAndOrder,
  buyFromExchangeAndOrder,
  dispense,
  startMultipleOrders,
  startOrder,
} from './purchase.ts'
import { reuseMultipleOrders, reuseOrder } from './renew.ts'
import { buy, buyThroughRouter, sell } from './swap.ts'
import type { World } from './world.ts'

/** A share of a swap for the market where it was bought. */
export const CONSUME_SHARE = ONE / 40n

/** Swaps without orders, rates that change, exchanges that close and open, and datatokens sold back. */
export const trade = async (world: World, { plain, oceanSale, third: dollars, stuck }: Published) => {
  const { cast, random } = world
  const first = oceanSale.exchanges[0]!
  const second = oceanSale.exchanges[1]!
  const third = dollars.exchanges[0]!
  await buy(world, cast.carol, { exchange: first, datatokens: whole(3) })
  await buy(world, cast.dave, { exchange: first, datatokens: whole(2), consumeShare: CONSUME_SHARE })
  await setRate(world, first, (first.rate * 3n) / 2n)
  await buy(world, cast.carol, { exchange: first, datatokens: ONE / 2n + BigInt(random.int(1_000_000)) })
  await buy(world, cast.erin, { exchange: second, datatokens: whole(2), consumeShare: CONSUME_SHARE })
  await buy(world, cast.dave, { exchange: third, datatokens: whole(2), consumeShare: CONSUME_SHARE })
  await buy(world, cast.erin, { exchange: plain.exchanges[0]!, datatokens: whole(1) })
  await buyThroughRouter(world, cast.erin, { exchange: first, datatokens: whole(2), consumeShare: CONSUME_SHARE })
  await sell(world, cast.carol, { exchange: first, datatokens: ONE / 4n + BigInt(random.int(1_000_000)) })
  await sell(world, cast.dave, { exchange: third, datatokens: ONE })
  // The exchange holds datatokens now, and gives these before it mints.
  await buy(world, cast.dave, { exchange: third, datatokens: ONE })
  for (const exchange of stuck.exchanges) await buy(world, cast.erin, { exchange, datatokens: whole(1) })
  await toggle(world, third)
  await toggle(world, third)
  await toggle(world, second)
}

/** Orders of every kind. */
export const order = async (world: World, { plain, oceanSale, second, dollarSale, gift }: Published) => {
  const { cast, tokens } = world
  const { carol, dave, erin, stranger, alice } = cast
  const fee = (token: keyof typeof tokens, from: number, to: number) => ({
    token: tokens[token],
    amount: world.amountOf(tokens[token], from, to),
  })
  const of = (wish: OrderWish): OrderWish => wish

  await dispense(world, carol, { datatoken: plain })
  const simple = await startOrder(world, carol, of({ datatoken: plain, consumer: carol }))
  await mintDatatokens(world, plain, dave, whole(4))
  await startOrder(
    world,
    dave,
    of({ datatoken: plain, consumer: erin, serviceIndex: 2n, providerFee: { token: tokens.dollar, amount: 0n } }),
  )
  const full = await startOrder(
    world,
    carol,
    of({ datatoken: oceanSale, consumer: dave, providerFee: fee('ocean', 1, 4), consumeFee: fee('dollar', 1, 3) }),
  )
  await startOrder(world, dave, of({ datatoken: oceanSale, consumer: dave, providerFee: fee('dollar', 1, 4) }))

  const grain = dollarSale.exchanges[0]!
  const bought = await buyFromExchangeAndOrder(
    world,
    carol,
    grain,
    of({ datatoken: dollarSale, consumer: carol, providerFee: fee('dollar', 1, 4), consumeFee: fee('ocean', 1, 3) }),
    CONSUME_SHARE,
  )
  await buyFromExchangeAndOrder(world, erin, grain, of({ datatoken: dollarSale, consumer: stranger }))
  await buyFromExchangeAndOrder(
    world,
    dave,
    second.exchanges[0]!,
    of({ datatoken: second, consumer: dave, providerFee: fee('ocean', 1, 2) }),
  )
  await buyFromDispenserAndOrder(world, erin, of({ datatoken: gift, consumer: erin }))
  await buyFromDispenserAndOrder(world, dave, of({ datatoken: gift, consumer: dave, providerFee: fee('ocean', 1, 4) }))
  await mintDatatokens(world, gift, erin, whole(2))
  await startOrder(world, erin, of({ datatoken: gift, consumer: erin, consumeFee: fee('dollar', 1, 2) }))
  await mintDatatokens(world, dollarSale, dave, whole(1))
  await startOrder(world, dave, of({ datatoken: dollarSale, consumer: dave, providerFee: fee('ocean', 1, 4) }))
  // A publisher may buy its own.
  await mintDatatokens(world, plain, alice, whole(1))
  await startOrder(world, alice, of({ datatoken: plain, consumer: alice }))

  await startMultipleOrders(world, dave, [
    of({ datatoken: plain, consumer: dave }),
    of({ datatoken: plain, consumer: erin, serviceIndex: 1n, providerFee: fee('ocean', 1, 4) }),
    of({ datatoken: oceanSale, consumer: dave, consumeFee: fee('ocean', 1, 2) }),
  ])
  await startMultipleOrders(world, erin, [
    of({ datatoken: oceanSale, consumer: erin, providerFee: fee('dollar', 1, 4) }),
  ])

  await reuseOrder(world, carol, { datatoken: plain }, simple)
  await reuseOrder(world, dave, { datatoken: oceanSale, providerFee: fee('dollar', 1, 4) }, full)
  await reuseOrder(world, carol, { datatoken: dollarSale, providerFee: fee('ocean', 1, 4) }, bought)
  await reuseOrder(
    world,
    stranger,
    { datatoken: plain, providerFee: { token: tokens.ocean, amount: 0n } },
    `0x${'ab'.repeat(32)}`,
  )
  await reuseMultipleOrders(world, dave, [
    { datatoken: plain, orderTxId: simple, providerFee: fee('dollar', 1, 4) },
    { datatoken: oceanSale, orderTxId: full },
  ])
  return { simple }
}

/** Contracts that buy and order in one transaction. */
export const bundle = async (world: World, { plain, oceanSale, third }: Published) => {
  const { cast, tokens, wallet, broker } = world
  const first = oceanSale.exchanges[0]!
  const wish = (consumer = cast.carol): OrderWish => ({ datatoken: oceanSale, consumer })
  const providerFee = { token: tokens.ocean, amount: world.amountOf(tokens.ocean, 1, 3) }
  const own: Pick<Bundle, 'sender' | 'through'> = { sender: cast.carol, through: wallet }
  const one = (consumeShare = 0n) => ({ buy: { exchange: first, datatokens: ONE, consumeShare } })

  await runBundle(world, {
    ...own,
    kind: 'wallet: swap, order',
    steps: [one(CONSUME_SHARE), { order: wish(), paidBy: 0 }],
  })
  await runBundle(world, {
    ...own,
    kind: 'wallet: swap, order, swap, order',
    steps: [
      one(),
      { order: wish(), paidBy: 0 },
      one(CONSUME_SHARE),
      { order: { ...wish(cast.erin), providerFee }, paidBy: 1 },
    ],
  })
  await runBundle(world, {
    ...own,
    kind: 'wallet: swap of two, order, order',
    steps: [
      { buy: { exchange: third.exchanges[0]!, datatokens: whole(2) } },
      { order: { datatoken: third, consumer: cast.carol }, paidBy: 0 },
      { order: { datatoken: third, consumer: cast.dave, providerFee }, paidBy: 0 },
    ],
  })
  await runBundle(world, {
    kind: 'broker: takes the base tokens, swaps, orders',
    sender: cast.dave,
    through: broker,
    funder: cast.dave,
    steps: [one(), { order: wish(cast.dave), paidBy: 0 }],
  })
  await mintDatatokens(world, plain, wallet.address, ONE)
  await runBundle(world, {
    ...own,
    kind: 'wallet: swap of one datatoken, order of another',
    steps: [one(), { order: { datatoken: plain, consumer: cast.carol }, paidBy: null }],
  })
}
