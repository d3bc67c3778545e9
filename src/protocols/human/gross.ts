import type { Transfer } from '../../domain/settlement.ts'
import type { Meaning } from '../protocol.ts'
import { type Row, type Span, setCutsAside } from './claims.ts'
import type { Scene } from './escrow.ts'
import { charged, paid, shown, stated } from './money.ts'
import { accountsOf } from './oracles.ts'

// BulkTransferV2 of 4.x states what was asked for; workers get it less the fees, in order, and the oracles that take a fee get it
// beside them, as far as is known after them. The first build then refunds the rest, still before the log.

/** Transfers read as a bulk: one for each row, where there is one, and those that are fees. */
type Reading = { readonly ofRows: readonly (Transfer | null)[]; readonly fees: readonly Transfer[] }

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

const ORACLES = 3

/**
 * The fees among what moved beside the workers' pay: to the oracles in their order, or to any three where no event named them, and
 * no more in all than was withheld (the first build rounds each row's fee and each oracle's fee apart, so a unit a row is allowed
 * for).
 */
const feesAmong = (transfers: readonly Transfer[], scene: Scene, allowance: bigint): readonly Transfer[] => {
  const { oracles: named, poster } = scene.note()
  const oracles = accountsOf(named)
  let next = 0
  let left = allowance
  return transfers.filter(({ to, amount }) => {
    const at = named ? oracles.indexOf(to, next) : next < ORACLES && to !== poster ? next : -1
    if (at < 0 || amount > left) return false
    next = at + 1
    left -= amount
    return true
  })
}

const withheldOf = (rows: readonly Row[], transfers: readonly (Transfer | null)[]): bigint =>
  rows.reduce((total, { amount }, i) => total + amount - (transfers[i]?.amount ?? amount), 0n)

const sum = (transfers: readonly Transfer[]): bigint => transfers.reduce((total, { amount }) => total + amount, 0n)

/**
 * Reads transfers as the workers' pay and the fees after it; or, where that leaves fees missing, as the fees before the pay: then
 * an oracle who is a worker too is paid by the later transfer.
 */
const readingOf = (rows: readonly Row[], transfers: readonly Transfer[], scene: Scene): Reading => {
  const readFrom = (start: number): Reading => {
    const ofRows = inOrder(rows, transfers.slice(start))
    const last = transfers.findLastIndex((transfer) => ofRows.includes(transfer))
    const beside = start > 0 ? transfers.slice(0, start) : transfers.slice(last + 1)
    return { ofRows, fees: feesAmong(beside, scene, withheldOf(rows, ofRows) + BigInt(rows.length)) }
  }
  const found = ({ ofRows }: Reading) => ofRows.filter((transfer) => transfer !== null).length
  const missing = ({ ofRows, fees }: Reading) => withheldOf(rows, ofRows) - sum(fees)
  const isWhole = (reading: Reading) => found(reading) === rows.length && missing(reading) <= BigInt(rows.length)
  const usual = readFrom(0)
  if (isWhole(usual)) return usual
  const feesFirst = accountsOf(scene.note().oracles).map((_, i) => i + 1)
  return feesFirst.map(readFrom).find((reading) => isWhole(reading) && reading.fees.length > 0) ?? usual
}

export const translateGross = (
  scene: Scene,
  logIndex: number,
  rows: readonly Row[],
  span: Span,
  next: Span,
): Meaning[] => {
  const { address, claims, token } = scene
  // As a rule a contract pays and then says so; some end an escrow in between, and some speak first.
  const stretches = [span, { after: -1, before: span.before }, next]
  const readings = stretches.map((each) => ({ stretch: each, ...readingOf(rows, claims.free(token, each), scene) }))
  const found = readings.find(({ ofRows: each }) => each.some((transfer) => transfer !== null))
  const { stretch, ofRows, fees } = found ?? readings[0]!
  for (const transfer of ofRows) if (transfer) claims.claim(transfer)
  const net = ofRows.map((transfer, i) => ({
    row: transfer ? { to: transfer.to, amount: transfer.amount } : rows[i]!,
    transfer,
  }))
  for (const fee of fees) claims.claim(fee)
  setCutsAside(claims, token, net, stretch)
  return [
    ...fees.map((fee) => ({ logIndex: fee.logIndex, events: [charged(scene, fee.to, shown(fee))] })),
    {
      logIndex,
      events: rows.map((row, i) => {
        const transfer = ofRows[i]
        return paid(scene, row.to, row.amount, transfer ? shown(transfer) : stated(address, token, net[i]!))
      }),
    },
  ]
}
