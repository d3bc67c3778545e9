import type { Hex } from '../../../../src/domain/hex.ts'
import { type Move, ZERO } from './book.ts'
import { type Call, call, type Mined } from './chain.ts'
import { ONE, shares } from './deploy.ts'
import { type FeeWish, opcPart, providerMoves, signedFee } from './fee.ts'
import { placeOf } from './logs.ts'
import { collectorOf, type Datatoken } from './nft.ts'
import type { World } from './world.ts'

/** An order as somebody wants it. Fees that are left out are zero. */
export type OrderWish = {
  readonly datatoken: Datatoken
  readonly consumer: Hex
  readonly serviceIndex?: bigint
  readonly providerFee?: FeeWish
  readonly consumeFee?: FeeWish
}

const consumeFeeArgument = (world: World, fee: FeeWish | undefined) => ({
  consumeMarketFeeAddress: fee ? world.receivers.consumeMarket : ZERO,
  consumeMarketFeeToken: fee?.token.address ?? ZERO,
  consumeMarketFeeAmount: fee?.amount ?? 0n,
})

/** The four values of an order that every function takes. */
export const orderArguments = async (
  world: World,
  { consumer, serviceIndex = 0n, providerFee, consumeFee }: OrderWish,
) => [consumer, serviceIndex, await signedFee(world, providerFee), consumeFeeArgument(world, consumeFee)] as const

export const startOrderCall = async (world: World, wish: OrderWish): Promise<Call> =>
  call(wish.datatoken, 'startOrder', ...(await orderArguments(world, wish)))

/** Every transfer of an order: fees first, the datatoken last. */
export const orderMoves = (world: World, from: Hex, wish: OrderWish): Move[] => {
  const { receivers } = world
  const { datatoken, providerFee, consumeFee } = wish
  const opc = shares.consume
  const moves: Move[] = []
  if (datatoken.publishFee) {
    const { token, amount } = datatoken.publishFee
    moves.push({ token: token.address, from, to: receivers.publishMarket, amount })
  }
  if (consumeFee) {
    moves.push({ token: consumeFee.token.address, from, to: receivers.consumeMarket, amount: consumeFee.amount })
  }
  moves.push(...providerMoves(world, datatoken, from, providerFee))
  const token = datatoken.address
  if (datatoken.template === 2) return [...moves, { token, from, to: ZERO, amount: ONE }]
  return [
    ...moves,
    { token, from, to: receivers.opc, amount: opc },
    { token, from, to: collectorOf(datatoken), amount: ONE - opc },
  ]
}

/** Base tokens that an order costs beside its datatoken, by token. */
export const feesOf = ({ datatoken, providerFee, consumeFee }: OrderWish): FeeWish[] =>
  [datatoken.publishFee, consumeFee, providerFee].filter((fee) => fee != null).filter(({ amount }) => amount > 0n)

export type Ordered = {
  /** Who bore it. */
  readonly payer: Hex
  /** Who called the datatoken. */
  readonly inEvent: Hex
  readonly paid?: { readonly token: Hex; readonly amount: bigint }
  /** Which of the orders of this datatoken in the transaction. */
  readonly nth?: number
}

/** Writes down an order that was mined, with its fees. */
export const noteOrder = (world: World, mined: Mined, wish: OrderWish, who: Ordered): void => {
  const { datatoken, consumer, serviceIndex = 0n } = wish
  const place = placeOf(mined, datatoken.address, 'OrderStarted', who.nth)
  world.book.purchases.push({
    ...place,
    datatoken: datatoken.address,
    nft: datatoken.nft.address,
    consumer,
    payer: who.payer,
    payerInEvent: who.inEvent,
    sender: mined.from,
    serviceIndex,
    paid: who.paid ?? null,
    datatokenTo: datatoken.template === 1 ? collectorOf(datatoken) : null,
  })
  noteFees(world, mined, wish, place.logIndex, who.payer)
}

/** Writes down the fees of an order, or of a renewal: only the provider's is paid again. */
export const noteFees = (
  { book, receivers }: World,
  mined: Mined,
  { datatoken, providerFee, consumeFee }: OrderWish,
  orderLogIndex: number,
  payer: Hex,
  renewed = false,
): void => {
  const after = { ...mined, logs: mined.logs.filter(({ logIndex }) => logIndex! > orderLogIndex) }
  const logIndexOf = (event: string) => placeOf(after, datatoken.address, event).logIndex
  const shared = { tx: mined.tx, orderLogIndex, datatoken: datatoken.address, payer }
  const { publishFee } = datatoken
  if (publishFee && publishFee.amount > 0n && !renewed) {
    const { token, amount } = publishFee
    const logIndex = logIndexOf('PublishMarketFee')
    book.orderFees.push({
      ...shared,
      kind: 'publishMarket',
      logIndex,
      payee: receivers.publishMarket,
      token: token.address,
      amount,
    })
  }
  if (consumeFee && consumeFee.amount > 0n && !renewed) {
    const { token, amount } = consumeFee
    const logIndex = logIndexOf('ConsumeMarketFee')
    book.orderFees.push({
      ...shared,
      kind: 'consumeMarket',
      logIndex,
      payee: receivers.consumeMarket,
      token: token.address,
      amount,
    })
  }
  const token = providerFee?.token.address ?? ZERO
  const gross = providerFee?.amount ?? 0n
  const cut = opcPart(gross)
  const logIndex = logIndexOf('ProviderFee')
  book.orderFees.push({ ...shared, kind: 'provider', logIndex, payee: receivers.provider, token, amount: gross - cut })
  if (cut > 0n)
    book.orderFees.push({ ...shared, kind: 'opcOfProvider', logIndex, payee: receivers.opc, token, amount: cut })
}
