import type { Hex } from '../../../../src/domain/hex.ts'
import { call } from './chain.ts'
import { providerMoves, readyForFees, signedFee } from './fee.ts'
import { placeOf } from './logs.ts'
import { noteFees, type OrderWish } from './order.ts'
import type { World } from './world.ts'

/** Access again for an order that exists, or for a transaction that is none: the contract does not ask. */
export const reuseOrder = async (
  world: World,
  payer: Hex,
  wish: Pick<OrderWish, 'datatoken' | 'providerFee'>,
  orderTxId: Hex,
): Promise<void> => {
  const { datatoken, providerFee } = wish
  const fees = providerFee && providerFee.amount > 0n ? [providerFee] : []
  await readyForFees(world, payer, datatoken.address, fees)
  const kind = `reuseOrder, ${fees.length === 0 ? 'no fee' : 'provider fee'}`
  const what = call(datatoken, 'reuseOrder', orderTxId, await signedFee(world, providerFee))
  const mined = await world.act(kind, payer, what, providerMoves(world, datatoken, payer, providerFee))
  const place = placeOf(mined, datatoken.address, 'OrderReused')
  noteRenewal(world, datatoken.address, place, payer, payer, orderTxId)
  noteFees(world, mined, { ...wish, consumer: payer }, place.logIndex, payer, true)
}

/** Renewals through the factory, which is then the caller. */
export const reuseMultipleOrders = async (
  world: World,
  payer: Hex,
  wishes: readonly (Pick<OrderWish, 'datatoken' | 'providerFee'> & { readonly orderTxId: Hex })[],
): Promise<void> => {
  const { factory } = world
  const orders = []
  const moves = []
  for (const { datatoken, providerFee, orderTxId } of wishes) {
    const fees = providerFee && providerFee.amount > 0n ? [providerFee] : []
    await readyForFees(world, payer, factory.address, fees)
    orders.push({ tokenAddress: datatoken.address, orderTxId, _providerFee: await signedFee(world, providerFee) })
    for (const { token, amount } of fees) moves.push({ token: token.address, from: payer, to: factory.address, amount })
    moves.push(...providerMoves(world, datatoken, factory.address, providerFee))
  }
  const mined = await world.act(
    'reuseMultipleTokenOrder',
    payer,
    call(factory, 'reuseMultipleTokenOrder', orders),
    moves,
  )
  for (const { datatoken, providerFee, orderTxId } of wishes) {
    const place = placeOf(mined, datatoken.address, 'OrderReused')
    noteRenewal(world, datatoken.address, place, payer, factory.address, orderTxId)
    const wish = { datatoken, consumer: payer, ...(providerFee ? { providerFee } : {}) }
    noteFees(world, mined, wish, place.logIndex, payer, true)
  }
}

const noteRenewal = (
  { book }: World,
  datatoken: Hex,
  place: { readonly tx: Hex; readonly logIndex: number },
  payer: Hex,
  payerInEvent: Hex,
  orderTxId: Hex,
): void => {
  const orderExists = book.purchases.some((order) => order.tx === orderTxId && order.datatoken === datatoken)
  book.renewals.push({ ...place, datatoken, payer, payerInEvent, orderTxId, orderExists })
}
