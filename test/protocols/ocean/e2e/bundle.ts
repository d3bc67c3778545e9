import type { Hex } from '../../../../src/domain/hex.ts'
import type { Move } from './book.ts'
import { type Call, type Contract, call, type Mined } from './chain.ts'
import { ONE } from './deploy.ts'
import { readyForFees } from './fee.ts'
import { feesOf, noteOrder, type OrderWish, orderMoves, startOrderCall } from './order.ts'
import { noteSwap, type PlannedSwap, planBuy, type SwapWish } from './swap.ts'
import type { World } from './world.ts'

/** A step of a transaction in which a contract both buys and orders. */
export type Step = { readonly buy: SwapWish } | { readonly order: OrderWish; readonly paidBy: number | null }

/** Who sends it, whose money it is, and the contract that does it. */
export type Bundle = {
  readonly kind: string
  readonly sender: Hex
  readonly through: Contract
  /** When given, the contract takes the base tokens from there first: it is a broker. Else it spends its own. */
  readonly funder?: Hex
  readonly steps: readonly Step[]
}

/**
 * Swaps and orders in one transaction. An order names the swap (by its position among the swaps) that its datatoken came of; a swap
 * of two datatokens may serve two orders, each of which costs half.
 */
export const runBundle = async (world: World, { kind, sender, through, funder, steps }: Bundle): Promise<Mined> => {
  const wallet = through.address
  const calls: Call[] = []
  const moves: Move[] = []
  const swaps: PlannedSwap[] = []
  const orders: { readonly wish: OrderWish; readonly paidBy: number | null }[] = []
  for (const step of steps) {
    if ('buy' in step) {
      const swap = planBuy(world, wallet, step.buy)
      const { base, contract } = step.buy.exchange
      await world.supply(funder ?? wallet, base, swap.amount)
      if (funder) {
        await world.allow(funder, base.contract, wallet)
        calls.push(call(base.contract, 'transferFrom', funder, wallet, swap.amount))
        moves.push({ token: base.address, from: funder, to: wallet, amount: swap.amount })
      }
      await world.allow(wallet, base.contract, contract.address)
      calls.push(swap.call)
      moves.push(...swap.moves)
      swaps.push(swap)
    } else {
      await readyForFees(world, wallet, step.order.datatoken.address, feesOf(step.order))
      calls.push(await startOrderCall(world, step.order))
      moves.push(...orderMoves(world, wallet, step.order))
      orders.push({ wish: step.order, paidBy: step.paidBy })
    }
  }
  const mined = await world.actThrough(kind, sender, through, calls, moves)
  const payer = funder ?? wallet
  const nth = counter()
  for (const swap of swaps)
    noteSwap(world, mined, swap, { account: payer, inEvent: wallet, nth: nth(swap.exchange.contract.address) })
  for (const { wish, paidBy } of orders) {
    const swap = paidBy === null ? undefined : swaps[paidBy]!
    const paid = swap && {
      token: swap.exchange.base.address,
      amount: (swap.amount * ONE) / swap.datatokens,
    }
    const who = { payer, inEvent: wallet, nth: nth(wish.datatoken.address) }
    noteOrder(world, mined, wish, paid ? { ...who, paid } : who)
  }
  return mined
}

/** How often each key was asked for before. */
const counter = () => {
  const seen = new Map<string, number>()
  return (key: string): number => {
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return count
  }
}
