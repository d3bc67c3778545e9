import type { Oracle } from './ledger.ts'
import type { Build, Generation } from './truth.ts'

/** What a bulk of requested amounts becomes: a net amount per row and a fee per oracle. */
export type Shares = { readonly nets: readonly bigint[]; readonly fees: readonly bigint[] }

const percentOf = (percentage: number, amount: bigint): bigint => (BigInt(percentage) * amount) / 100n
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

/** Three rules in seven generations; they differ by what is rounded down, and when. */
export const shareOut = (
  generation: Generation,
  build: Build | null,
  oracles: readonly Oracle[],
  amounts: readonly bigint[],
): Shares => {
  if (generation === '7') return { nets: amounts, fees: oracles.map(() => 0n) }
  if (build === 'summed') {
    const all = oracles.reduce((total, { percentage }) => total + percentage, 0)
    return {
      nets: amounts.map((amount) => amount - percentOf(all, amount)),
      fees: oracles.map(({ percentage }) => percentOf(percentage, sum(amounts))),
    }
  }
  const feesOf = (amount: bigint) => oracles.map(({ percentage }) => percentOf(percentage, amount))
  return {
    nets: amounts.map((amount) => amount - sum(feesOf(amount))),
    fees: oracles.map((_, o) => sum(amounts.map((amount) => feesOf(amount)[o]!))),
  }
}

/** Generation 7: each oracle's part of the whole fund, fixed at setup. */
export const oracleSharesOf = (oracles: readonly Oracle[], fund: bigint): readonly bigint[] =>
  oracles.map(({ percentage }) => percentOf(percentage, fund))
