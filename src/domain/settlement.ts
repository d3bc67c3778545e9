import { type DomainEvent, type Money, type MoneyEvent, statesMoney } from './event.ts'
import type { Hex } from './hex.ts'

/** A token's own Transfer log. */
export type Transfer = {
  readonly logIndex: number
  readonly token: Hex
  readonly from: Hex
  readonly to: Hex
  readonly amount: bigint
}

const agrees = (money: Money, transfer: Transfer): boolean =>
  transfer.token === money.token &&
  transfer.amount === money.amount &&
  (money.from === null || transfer.from === money.from) &&
  (money.to === null || transfer.to === money.to)

/** Statements whose tokens are looked for: not those found already, nor of money that moves elsewhere or stays where it is. */
const isOpen = (event: DomainEvent): event is MoneyEvent =>
  statesMoney(event) &&
  event.money.settlement === 'UNMATCHED' &&
  !('wallet' in event && event.wallet) &&
  !(event.type === 'FeeCharged' && event.held)

/**
 * Compares what the events of one transaction say with what its tokens did. A transfer stands for one statement only, so two
 * equal payouts need two transfers. Statements keep their order and take the earliest transfer that agrees; what no statement
 * takes is left over.
 */
export const settle = (
  events: readonly DomainEvent[],
  transfers: readonly Transfer[],
): { events: DomainEvent[]; unexplained: Transfer[] } => {
  const left = [...transfers]
  const settled = events.map((event): DomainEvent => {
    if (!isOpen(event)) return event
    const at = left.findIndex((transfer) => agrees(event.money, transfer))
    if (at < 0) return event
    const [transfer] = left.splice(at, 1)
    return {
      ...event,
      money: {
        ...event.money,
        from: transfer!.from,
        to: transfer!.to,
        settlement: 'MATCHED',
        transferLog: transfer!.logIndex,
      },
    }
  })
  return { events: settled, unexplained: left }
}
