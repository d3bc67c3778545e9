import type { Hex } from '../../../src/domain/hex.ts'

// What the books for reading are books of: one market with people, tasks and datasets, all told by number. A log in each place, and a
// payout for each log.

export const CHAIN = 31_337
export const START = 1_700_000_000
export const DATASETS = 1_000
export const PAYOUTS_PER_TASK = 50
export const LOGS_PER_TRANSACTION = 4
export const LOGS_PER_BLOCK = 40
export const BLOCK_SECONDS = 12
/** Payouts are of 1 to so many units of this, in two tokens. */
export const UNITS_MAX = 1_000
export const UNIT = 10n ** 16n
const PEOPLE_MAX = 300_000
const PAYOUTS_PER_PERSON = 4

export type Size = { readonly payouts: number; readonly people: number; readonly tasks: number }

export const sizeOf = (payouts: number): Size => ({
  payouts,
  people: Math.min(PEOPLE_MAX, Math.ceil(payouts / PAYOUTS_PER_PERSON)),
  tasks: Math.ceil(payouts / PAYOUTS_PER_TASK),
})

/** As hashes do, the first bytes of neighbours lie far apart: what is looked up by them is where it would be. */
const SPREAD = 2_654_435_761
const HEAD = 8

/** Bytes that stand for a number, as hex. */
const bytesOf = (n: number, length: number): Hex => {
  const head = (Math.imul(n, SPREAD) >>> 0).toString(16).padStart(HEAD, '0')
  return `0x${head}${n.toString(16).padStart(length * 2 - HEAD, '0')}`
}
/** The same in SQL, for an expression that is a number below 2^31. */
export const bytesInSql = (n: string, length: number): string =>
  `unhex(printf('%0${HEAD}x%0${length * 2 - HEAD}x', ((${n}) * ${SPREAD}) & 4294967295, ${n}))`

/** People are told by rank, from 0: the first take part most. */
export const addressOf = (rank: number): Hex => bytesOf(rank + 1, 20)
export const MARKET = bytesOf(2 ** 31, 20)
export const tokenAddress = (n: number): Hex => bytesOf(2 ** 31 + n, 20)
export const hashOf = (n: number): Hex => bytesOf(n, 32)
