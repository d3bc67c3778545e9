import { maxUint256 } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { type Move, ZERO } from './book.ts'
import { type Call, call, type Mined } from './chain.ts'
import { type Exchange, type Quote, quote } from './exchange.ts'
import { placeOf } from './logs.ts'
import type { World } from './world.ts'

/** A swap that is meant: what it calls, what it moves, and how to write it down once it is mined. */
export type PlannedSwap = {
  readonly exchange: Exchange
  readonly direction: 'buy' | 'sell'
  readonly datatokens: bigint
  readonly parts: Quote
  /** Paid by the buyer, or got by the seller. */
  readonly amount: bigint
  readonly moves: readonly Move[]
  readonly call: Call
}

export type SwapWish = {
  readonly exchange: Exchange
  readonly datatokens: bigint
  readonly consumeShare?: bigint
}

/** Buys from an exchange that mints what it does not hold. */
export const planBuy = (
  world: World,
  buyer: Hex,
  { exchange, datatokens, consumeShare = 0n }: SwapWish,
): PlannedSwap => {
  const { receivers } = world
  const parts = quote(world, exchange, datatokens, consumeShare)
  const amount = parts.bare + parts.market + parts.ocean + parts.consume
  const { base, contract } = exchange
  const mints = datatokens > exchange.datatokenBalance
  if (!mints) exchange.datatokenBalance -= datatokens
  return {
    exchange,
    direction: 'buy',
    datatokens,
    parts,
    amount,
    moves: [
      { token: base.address, from: buyer, to: contract.address, amount },
      ...mintMoves(world, exchange, mints, buyer, datatokens),
      { token: base.address, from: contract.address, to: receivers.consumeMarket, amount: parts.consume },
      ...oceanMoves(world, exchange, parts),
    ],
    call: call(contract, 'buyDT', exchange.id, datatokens, maxUint256, receivers.consumeMarket, consumeShare),
  }
}

/** Gives datatokens back for what the exchange has got. The enterprise exchange refuses it. */
const planSell = (world: World, seller: Hex, { exchange, datatokens, consumeShare = 0n }: SwapWish): PlannedSwap => {
  const { receivers } = world
  const parts = quote(world, exchange, datatokens, consumeShare)
  const amount = parts.bare - parts.market - parts.ocean - parts.consume
  const { base, contract, datatoken } = exchange
  exchange.datatokenBalance += datatokens
  return {
    exchange,
    direction: 'sell',
    datatokens,
    parts,
    amount,
    moves: [
      { token: datatoken.address, from: seller, to: contract.address, amount: datatokens },
      { token: base.address, from: contract.address, to: seller, amount },
      { token: base.address, from: contract.address, to: receivers.consumeMarket, amount: parts.consume },
    ],
    call: call(contract, 'sellDT', exchange.id, datatokens, 0n, receivers.consumeMarket, consumeShare),
  }
}

const isEnterprise = ({ enterpriseExchange }: World, { contract }: Exchange) =>
  contract.address === enterpriseExchange.address

/** One exchange mints to the buyer, the enterprise exchange to itself first. */
const mintMoves = (world: World, exchange: Exchange, mints: boolean, to: Hex, amount: bigint): Move[] => {
  const token = exchange.datatoken.address
  const own = exchange.contract.address
  if (!mints) return [{ token, from: own, to, amount }]
  if (!isEnterprise(world, exchange)) return [{ token, from: ZERO, to, amount }]
  return [
    { token, from: ZERO, to: own, amount },
    { token, from: own, to, amount },
  ]
}

/** The enterprise exchange pays the protocol at once; the other keeps it until it is collected. */
const oceanMoves = (world: World, exchange: Exchange, { ocean }: Quote): Move[] =>
  isEnterprise(world, exchange)
    ? [{ token: exchange.base.address, from: exchange.contract.address, to: world.feeCollector.address, amount: ocean }]
    : []

/** Writes down a mined swap; `nth` where one transaction has several on the same contract. */
export const noteSwap = (
  world: World,
  mined: Mined,
  swap: PlannedSwap,
  who: { readonly account: Hex; readonly inEvent: Hex; readonly nth?: number },
): void => {
  const { exchange, direction, parts, datatokens, amount } = swap
  const { book, receivers } = world
  const place = placeOf(mined, exchange.contract.address, 'Swapped', who.nth)
  const shared = { ...place, exchangeId: exchange.id, contract: exchange.contract.address }
  book.swaps.push({
    ...shared,
    datatoken: exchange.datatoken.address,
    direction,
    account: who.account,
    accountInEvent: who.inEvent,
    baseToken: exchange.base.address,
    baseAmount: amount,
    datatokenAmount: datatokens,
    marketFee: parts.market,
    oceanFee: parts.ocean,
    consumeMarketFee: parts.consume,
  })
  const enterprise = isEnterprise(world, exchange)
  const fee = (kind: 'swapMarket' | 'ocean' | 'consumeMarket', payee: Hex, share: bigint, paidAtOnce: boolean) => {
    if (share > 0n)
      book.swapFees.push({ ...shared, kind, payee, paidAtOnce, token: exchange.base.address, amount: share })
  }
  fee('swapMarket', receivers.swapMarket, parts.market, false)
  fee('ocean', enterprise ? world.feeCollector.address : receivers.opc, parts.ocean, enterprise)
  fee('consumeMarket', receivers.consumeMarket, parts.consume, true)

  const sign = direction === 'buy' ? 1n : -1n
  const withFees = parts.bare
  exchange.baseBalance += sign * withFees
  exchange.marketFeeAvailable += parts.market
  if (!enterprise) exchange.oceanFeeAvailable += parts.ocean
}

/** Somebody buys, in a transaction of its own. */
export const buy = async (world: World, buyer: Hex, wish: SwapWish): Promise<void> => {
  const swap = planBuy(world, buyer, wish)
  await world.supply(buyer, wish.exchange.base, swap.amount)
  await world.allow(buyer, wish.exchange.base.contract, wish.exchange.contract.address)
  const kind = isEnterprise(world, wish.exchange) ? 'buyDT, enterprise exchange' : 'buyDT'
  const mined = await world.act(kind, buyer, swap.call, swap.moves)
  noteSwap(world, mined, swap, { account: buyer, inEvent: buyer })
}

export const sell = async (world: World, seller: Hex, wish: SwapWish): Promise<void> => {
  await world.allow(seller, wish.exchange.datatoken, wish.exchange.contract.address)
  const swap = planSell(world, seller, wish)
  const mined = await world.act('sellDT', seller, swap.call, swap.moves)
  noteSwap(world, mined, swap, { account: seller, inEvent: seller })
}

/** Buys by the router's batch: it takes the buyer's tokens, and is the one who swaps. */
export const buyThroughRouter = async (world: World, buyer: Hex, wish: SwapWish): Promise<void> => {
  const { router, receivers } = world
  const { exchange, datatokens, consumeShare = 0n } = wish
  const swap = planBuy(world, router.address, wish)
  await world.supply(buyer, exchange.base, swap.amount)
  await world.allow(buyer, exchange.base.contract, router.address)
  const operation = {
    exchangeIds: exchange.id,
    source: exchange.contract.address,
    operation: 2,
    tokenIn: exchange.base.address,
    amountsIn: swap.amount,
    tokenOut: exchange.datatoken.address,
    amountsOut: datatokens,
    maxPrice: swap.amount,
    swapMarketFee: consumeShare,
    marketFeeAddress: receivers.consumeMarket,
  }
  const mined = await world.act('buyDTBatch', buyer, call(router, 'buyDTBatch', [operation]), [
    { token: exchange.base.address, from: buyer, to: router.address, amount: swap.amount },
    ...swap.moves,
    { token: exchange.datatoken.address, from: router.address, to: buyer, amount: datatokens },
  ])
  noteSwap(world, mined, swap, { account: buyer, inEvent: router.address })
}
