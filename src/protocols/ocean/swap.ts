import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import { derived, type Lot, shareOf } from './money.ts'

type FeeCharged = Extract<DomainEvent, { type: 'FeeCharged' }>

/** A fee of a swap. */
export type SwapFee = Pick<FeeCharged, 'kind' | 'payee' | 'held' | 'money'>

/** A swap on an exchange, with its fees. The base money of a purchase includes them; that of a sale does not. */
export type Swap = {
  readonly dataset: Hex
  readonly money: Money
  readonly fees: readonly SwapFee[]
  /** Fees that have no row yet. */
  readonly unnamed: bigint
}

/** The part of a swap that a lot of its datatokens cost. */
export const partOf = ({ dataset, money, fees, unnamed }: Swap, lot: Lot): Swap => {
  const share = (whole: Money): Money => {
    const amount = shareOf(whole.amount, lot)
    return amount === whole.amount ? whole : derived({ ...whole, amount })
  }
  return {
    dataset,
    money: share(money),
    fees: fees.map((fee) => ({ ...fee, money: share(fee.money) })),
    unnamed: shareOf(unnamed, lot),
  }
}

/** What is left of a purchase after all its fees; null when that makes no sense. */
export const netOf = ({ money, fees, unnamed }: Swap): bigint | null => {
  const net = fees.reduce((left, fee) => left - fee.money.amount, money.amount - unnamed)
  return net < 0n ? null : net
}

export const feeEvents = ({ dataset, fees }: Swap, purchase: string | null): FeeCharged[] =>
  fees.map((fee) => ({ type: 'FeeCharged', ...fee, task: null, dataset, ofLog: null, purchase }))
