import type { Transfer } from '../../domain/settlement.ts'
import type { Meaning } from '../protocol.ts'
import { type Row, type Span, setCutsAside } from './claims.ts'
import type { Scene } from './escrow.ts'
import { charged, paid, shown, stated } from './money.ts'
import { accountsOf } from './oracles.ts'

// BulkTransferV2 of 4.x states what was asked for; workers get it less the fees, in order, and the oracles that take a fee follow.
// The first build then refunds the rest, still before the log.

/** The transfer of each row: the next one to its account that is not more than it. */
const inOrder = (rows: readonly Row[], transfers: readonly Transfer[]): readonly (Transfer | null)[] => {
  let next = 0
  return rows.map((row) => {
    const at = transfers.findIndex((each, i) => i >= next && each.to === row.to && each.amount <= row.amount)
    if (at < 0) return null
    next = at + 1
    return transfers[at]!
  })
}

/**
 * The fees among what moved after the workers' pay: to the oracles in their order, and no more in all than was withheld (the
 * first build rounds each row's fee and each oracle's fee apart, so a unit a row is allowed for).
 */
const feesAmong = (transfers: readonly Transfer[], scene: Scene, allowance: bigint): readonly Transfer[] => {
  const oracles = accountsOf(scene.note().oracles)
  let next = 0
  let left = allowance
  return transfers.filter(({ to, amount }) => {
    const at = oracles.indexOf(to, next)
    if (at < 0 || amount > left) return false
    next = at + 1
    left -= amount
    return true
  })
}

export const translateGross = (scene: Scene, logIndex: number, rows: readonly Row[], span: Span): Meaning[] => {
  const { address, claims, token } = scene
  const transfers = inOrder(rows, claims.free(token, span))
  for (const transfer of transfers) if (transfer) claims.claim(transfer)
  const net = transfers.map((transfer, i) => ({
    row: transfer ? { to: transfer.to, amount: transfer.amount } : rows[i]!,
    transfer,
  }))
  setCutsAside(claims, token, net, span)
  const withheld = rows.reduce((total, { amount }, i) => total + amount - (transfers[i]?.amount ?? amount), 0n)
  const after = transfers.findLast((transfer) => transfer !== null)?.logIndex ?? span.after
  const free = claims.free(token, { after, before: span.before })
  const fees = feesAmong(free, scene, withheld + BigInt(rows.length)).map(claims.claim)
  return [
    ...fees.map((fee) => ({ logIndex: fee.logIndex, events: [charged(scene, fee.to, shown(fee))] })),
    {
      logIndex,
      events: rows.map((row, i) => {
        const transfer = transfers[i]
        return paid(scene, row.to, row.amount, transfer ? shown(transfer) : stated(address, token, net[i]!))
      }),
    },
  ]
}
