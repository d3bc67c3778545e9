import type { Hex } from '../../domain/hex.ts'
import type { DecodedLog } from '../protocol.ts'
import type { Context, Reader } from './context.ts'
import { nftOf } from './datasets.ts'
import { holderOf } from './lots.ts'
import { derived, seenIn } from './money.ts'
import { feeEvents, netOf, partOf } from './swap.ts'

/** Orders of one transaction and datatoken: a renewal names them by the transaction alone. */
type OrderRecord = readonly { readonly purchase: string; readonly consumer: Hex }[]

const orderKey = (transaction: Hex, datatoken: Hex) => `order:${transaction}:${datatoken}`

const purchaseKey = ({ log }: DecodedLog) => `${log.transactionHash}:${log.logIndex}:0`

/** Money of an order whose datatoken was bought in the same transaction: that part of the swap. */
const boughtWith = (order: DecodedLog, { lots, swaps }: Context) => {
  const lot = lots.ofOrder.get(order.log.logIndex)
  const swap = lot && swaps.get(lot.swap)
  return lot && swap && partOf(swap, lot)
}

/**
 * Money of an order whose datatoken was bought before, dispensed or minted: the datatoken itself. It leaves in one transfer, or in
 * two, of which the smaller is the protocol's share.
 */
const spent = (order: DecodedLog, { flows }: Context, holder: Hex | undefined) => {
  const { log, args } = order
  const amount = args.amount as bigint
  const payer = args.payer as Hex
  const first = flows.after(log.logIndex, { token: log.address, from: payer })
  flows.take(first)
  const second =
    first && first.amount < amount
      ? flows.after(first.logIndex, { token: log.address, from: payer, amount: amount - first.amount })
      : undefined
  flows.take(second)
  const main = first && second && second.amount > first.amount ? second : first
  const isWhole = first !== undefined && first.amount + (second?.amount ?? 0n) === amount
  const money = seenIn(isWhole ? main : undefined, {
    token: log.address,
    amount,
    from: holder ?? null,
    to: main?.to ?? null,
  })
  return second ? derived(money) : money
}

export const orderStarted: Reader = (order, context) => {
  const { memory, ordered, transaction, view } = context
  const { address, transactionHash } = order.log
  const dataset = nftOf(memory, address)
  if (dataset === undefined) return []
  const purchase = purchaseKey(order)
  const consumer = order.args.consumer as Hex
  const holder = holderOf(order, transaction, view)
  const swap = boughtWith(order, context)
  const money = swap ? swap.money : spent(order, context, holder)
  ordered.set(address, { purchase, payer: holder ?? null })

  const key = orderKey(transactionHash, address)
  const others = memory.recall<OrderRecord>(key) ?? []
  return [
    {
      type: 'PurchaseMade',
      purchase,
      dataset,
      buyer: consumer,
      net: swap ? netOf(swap) : null,
      held: swap !== undefined,
      money,
    },
    ...(swap ? feeEvents(swap, purchase) : []),
    memory.remember(key, [...others, { purchase, consumer }]),
  ]
}

/** The transaction it names is the caller's word: one without an order of this datatoken means nothing, and so does doubt. */
export const orderReused: Reader = ({ log, args }, { memory, ordered, view }) => {
  const caller = args.caller as Hex
  const orders = memory.recall<OrderRecord>(orderKey(args.orderTxId as Hex, log.address)) ?? []
  const own = orders.length === 1 ? orders : orders.filter(({ consumer }) => consumer === caller)
  const purchase = own.length === 1 ? own[0]!.purchase : null
  ordered.set(log.address, { purchase, payer: view.roleOf(caller) === undefined ? caller : null })
  return purchase === null ? [] : [{ type: 'PurchaseRenewed', purchase }]
}
