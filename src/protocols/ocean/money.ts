import type { Money } from '../../domain/event.ts'
import type { Transfer } from '../../domain/settlement.ts'

/** What an event says about money. */
export type Statement = Pick<Money, 'token' | 'amount' | 'from' | 'to'>

/** Money of which only an event speaks: no token moved, or not between contracts that are followed. */
export const stated = ({ token, amount, from, to }: Statement): Money => ({
  token,
  amount,
  from,
  to,
  settlement: 'UNMATCHED',
  transferLog: null,
  confidence: 'ONCHAIN',
})

/** The same money, seen in a transfer. */
export const seenIn = (transfer: Transfer | undefined, statement: Statement): Money =>
  transfer ? { ...stated(statement), settlement: 'MATCHED', transferLog: transfer.logIndex } : stated(statement)

/** Money that follows from a rule over several facts, not from one event alone. */
export const derived = (money: Money): Money => ({ ...money, confidence: 'DERIVED' })

/** The share of an amount that the part [from, to) of `whole` has. Shares of all parts sum to the amount. */
export const shareOf = (amount: bigint, { from, to, whole }: Lot): bigint =>
  (amount * to) / whole - (amount * from) / whole

/** A part of a quantity. */
export type Lot = { readonly from: bigint; readonly to: bigint; readonly whole: bigint }
