import { NOBODY } from '../../domain/address.ts'
import type { Row } from './claims.ts'
import type { EscrowNote, Oracle, RowsMeaning } from './escrow.ts'

// 5.x and 6.x append three rows to those of the workers: the fees of the oracles that take one, then padding. 7.x, under the same
// signature, appends nothing. One late build of 4.x does it under the signature of BulkTransferV2, each oracle in a place of its own.

const FEE_ROWS = 3

export const isPadding = ({ to, amount }: Row): boolean => to === NOBODY && amount === 0n

/** Whether rows are oracles in their order, some left out, then padding. */
const packed = (rows: readonly Row[], oracles: readonly Oracle[]): boolean => {
  let next = 0
  let padded = false
  return rows.every((row) => {
    if (isPadding(row)) {
      padded = true
      return true
    }
    while (next < oracles.length && oracles[next]!.account !== row.to) next++
    return !padded && next++ < oracles.length
  })
}

const sum = (rows: readonly Row[]): bigint => rows.reduce((total, { amount }) => total + amount, 0n)

/**
 * Whether fees can be what is withheld from net amounts, each floor(percent × gross / 100) of its row. Every floor loses less than
 * one unit, so each sum is known but for as many units as there are rows.
 */
const feesFit = (workers: readonly Row[], fees: readonly Row[], taking: readonly Oracle[]): boolean => {
  const kept = 100n - BigInt(taking.reduce((total, { percent }) => total + (percent ?? 0), 0))
  if (kept <= 0n) return true
  const net = sum(workers)
  const count = BigInt(workers.length)
  return fees.every(({ amount }, i) => {
    const percent = BigInt(taking[i]!.percent ?? 0)
    return amount * kept <= percent * net && amount * kept >= percent * (net - 3n * count) - kept * count
  })
}

/** Whether the last three rows of a BulkTransferV3 can be fees. */
const canEndInFees = (rows: readonly Row[], { pending, oracles = [] }: EscrowNote): boolean => {
  if (rows.length <= FEE_ROWS) return false
  const [workers, tail] = [rows.slice(0, -FEE_ROWS), rows.slice(-FEE_ROWS)]
  if (!packed(tail, oracles)) return false
  if (pending !== 'PendingV3') return true
  const taking = oracles.filter(({ percent }) => percent !== 0)
  const fees = tail.filter((row) => !isPadding(row))
  return (
    fees.length === taking.length &&
    fees.every(({ to }, i) => to === taking[i]!.account) &&
    feesFit(workers, fees, taking)
  )
}

/** What the rows of a BulkTransferV3 are, and whether they show it beyond doubt; undefined when they may be either. */
export const meaningOfRows = (
  rows: readonly Row[],
  note: EscrowNote,
): { meaning: RowsMeaning; certain: boolean } | undefined => {
  // 7.x pays nobody nothing, and sets up with PendingV3 alone.
  if (note.pending === 'PendingV2' || rows.some(isPadding)) return { meaning: 'fees', certain: true }
  if (!canEndInFees(rows, note)) return { meaning: 'workers', certain: note.pending === 'PendingV3' }
  return undefined
}

/**
 * Whether a BulkTransferV2 states net amounts and then fees, each oracle in its own place, and not gross amounts of workers alone.
 * Workers get more than nothing there, so padding tells; without it, the last three are the oracles and all amounts whole percents.
 */
export const isNetV2 = (rows: readonly Row[], { oracles = [] }: EscrowNote): boolean => {
  const tail = rows.slice(-FEE_ROWS)
  if (rows.length <= FEE_ROWS || !tail.every((row, i) => isPadding(row) || row.to === oracles[i]?.account)) return false
  if (tail.some(isPadding)) return true
  const gross = sum(rows)
  const lost = BigInt(rows.length - FEE_ROWS) * 100n
  if (gross === 0n) return true
  return tail.every(({ amount }) => {
    const percent = (amount * 100n + gross - 1n) / gross
    return percent * gross - lost <= amount * 100n
  })
}

/** Rows that end in fees, taken apart. */
export const partsOf = (rows: readonly Row[]): { workers: readonly Row[]; fees: readonly Row[] } => {
  const at = Math.max(0, rows.length - FEE_ROWS)
  return { workers: rows.slice(0, at), fees: rows.slice(at).filter((row) => !isPadding(row)) }
}
