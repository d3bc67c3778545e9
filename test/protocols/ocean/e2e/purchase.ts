import type { Hex } from '../../../../src/domain/hex.ts'
import { type Move, ZERO } from './book.ts'
import { call } from './chain.ts'
import { noteRevenue } from './collect.ts'
import { ONE } from './deploy.ts'
import type { Exchange } from './exchange.ts'
import { readyForFees } from './fee.ts'
import { collectorOf } from './nft.ts'
import { feesOf, noteOrder, type OrderWish, orderArguments, orderMoves, startOrderCall } from './order.ts'
import { noteSwap, planBuy } from './swap.ts'
import type { World } from './world.ts'

/** An order with a datatoken that the payer holds already. */
export const startOrder = async (world: World, payer: Hex, wish: OrderWish): Promise<Hex> => {
  await readyForFees(world, payer, wish.datatoken.address, feesOf(wish))
  const kind = `startOrder, template ${wish.datatoken.template}${feesOf(wish).length === 0 ? ', no fees' : ''}`
  const mined = await world.act(kind, payer, await startOrderCall(world, wish), orderMoves(world, payer, wish))
  noteOrder(world, mined, wish, { payer, inEvent: payer })
  return mined.tx
}

/** Several orders through the factory, which takes the datatokens and the fees, and orders itself. */
export const startMultipleOrders = async (world: World, payer: Hex, wishes: readonly OrderWish[]): Promise<Hex> => {
  const { factory } = world
  const orders = []
  const moves = []
  for (const wish of wishes) {
    const { datatoken } = wish
    await readyForFees(world, payer, factory.address, feesOf(wish))
    await world.allow(payer, datatoken, factory.address)
    const [consumer, serviceIndex, _providerFee, _consumeMarketFee] = await orderArguments(world, wish)
    orders.push({ tokenAddress: datatoken.address, consumer, serviceIndex, _providerFee, _consumeMarketFee })
    for (const { token, amount } of feesOf(wish)) {
      moves.push({ token: token.address, from: payer, to: factory.address, amount })
    }
    moves.push({ token: datatoken.address, from: payer, to: factory.address, amount: ONE })
    moves.push(...orderMoves(world, factory.address, wish))
  }
  const mined = await world.act(
    'startMultipleTokenOrder',
    payer,
    call(factory, 'startMultipleTokenOrder', orders),
    moves,
  )
  const seen = new Map<Hex, number>()
  for (const wish of wishes) {
    const nth = seen.get(wish.datatoken.address) ?? 0
    seen.set(wish.datatoken.address, nth + 1)
    noteOrder(world, mined, wish, { payer, inEvent: factory.address, nth })
  }
  return mined.tx
}

/** Template 2: the datatoken contract takes base tokens, buys for itself, hands the datatoken to the payer, and burns it. */
export const buyFromExchangeAndOrder = async (
  world: World,
  payer: Hex,
  exchange: Exchange,
  wish: OrderWish,
  consumeShare = 0n,
): Promise<Hex> => {
  const { datatoken } = wish
  const { receivers } = world
  const swap = planBuy(world, datatoken.address, { exchange, datatokens: ONE, consumeShare })
  // The collector gets it in the same transaction, with all that the exchange may hold from before.
  const collected = exchange.baseBalance + swap.parts.bare
  const cost = { token: exchange.base, amount: swap.amount }
  await readyForFees(world, payer, datatoken.address, [cost, ...feesOf(wish)])
  const [consumer, serviceIndex, _providerFee, _consumeMarketFee] = await orderArguments(world, wish)
  const mined = await world.act(
    'buyFromFreAndOrder',
    payer,
    call(
      datatoken,
      'buyFromFreAndOrder',
      { consumer, serviceIndex, _providerFee, _consumeMarketFee },
      {
        exchangeContract: exchange.contract.address,
        exchangeId: exchange.id,
        maxBaseTokenAmount: swap.amount,
        swapMarketFee: consumeShare,
        marketFeeAddress: receivers.consumeMarket,
      },
    ),
    [
      { token: exchange.base.address, from: payer, to: datatoken.address, amount: swap.amount },
      ...swap.moves,
      { token: datatoken.address, from: datatoken.address, to: payer, amount: ONE },
      ...orderMoves(world, payer, wish),
      { token: exchange.base.address, from: exchange.contract.address, to: collectorOf(datatoken), amount: collected },
    ],
  )
  noteSwap(world, mined, swap, { account: payer, inEvent: datatoken.address })
  exchange.baseBalance -= collected
  noteRevenue(world, mined, exchange, collectorOf(datatoken), collected, 'order')
  const paid = { token: exchange.base.address, amount: swap.amount }
  noteOrder(world, mined, wish, { payer, inEvent: payer, paid })
  return mined.tx
}

/** Template 2: a datatoken for nothing, and the order, in one transaction. */
export const buyFromDispenserAndOrder = async (world: World, payer: Hex, wish: OrderWish): Promise<Hex> => {
  const { datatoken } = wish
  await readyForFees(world, payer, datatoken.address, feesOf(wish))
  const [consumer, serviceIndex, _providerFee, _consumeMarketFee] = await orderArguments(world, wish)
  const mined = await world.act(
    'buyFromDispenserAndOrder',
    payer,
    call(
      datatoken,
      'buyFromDispenserAndOrder',
      { consumer, serviceIndex, _providerFee, _consumeMarketFee },
      world.dispenser.address,
    ),
    [...dispenseMoves(world, datatoken.address, payer), ...orderMoves(world, payer, wish)],
  )
  noteOrder(world, mined, wish, { payer, inEvent: payer })
  return mined.tx
}

/** A datatoken for nothing, to order with later. */
export const dispense = async (world: World, to: Hex, { datatoken }: Pick<OrderWish, 'datatoken'>): Promise<void> => {
  const what = call(world.dispenser, 'dispense', datatoken.address, ONE, to)
  await world.act('dispense', to, what, dispenseMoves(world, datatoken.address, to))
}

/** A dispenser mints to itself first. */
const dispenseMoves = ({ dispenser }: World, token: Hex, to: Hex): Move[] => [
  { token, from: ZERO, to: dispenser.address, amount: ONE },
  { token, from: dispenser.address, to, amount: ONE },
]
