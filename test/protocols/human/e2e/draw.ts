import type { Random } from '../../../simulation/random.ts'
import type { Token } from './ledger.ts'

// What is drawn from the seed: amounts that are never round, since only odd numbers show how something is rounded.

/** A whole number from 0 up to, and without, `below`. */
export const drawBigint = (random: Random, below: bigint): bigint => {
  let value = 0n
  for (let bits = 0; bits < below.toString(2).length + 32; bits += 32)
    value = (value << 32n) | BigInt(random.int(2 ** 32))
  return value % below
}

/** 20 to 5,000 of the token, to the last unit: of one with 18 decimals more than 2^63. */
export const drawAmount = (random: Random, { decimals }: Pick<Token, 'decimals'>): bigint => {
  const unit = 10n ** BigInt(decimals)
  return 20n * unit + drawBigint(random, 4_980n * unit)
}

/** A total in `count` odd parts, each above 0. */
export const splitAmount = (random: Random, total: bigint, count: number): bigint[] => {
  const parts: bigint[] = []
  let rest = total
  for (let left = count; left > 1; left--) {
    const part = 1n + drawBigint(random, ((rest - BigInt(left)) * 2n) / BigInt(left) + 1n)
    parts.push(part)
    rest -= part
  }
  return [...parts, rest]
}

/** As many different entries of a list. */
export const drawSome = <T>(random: Random, list: readonly T[], count: number): T[] => {
  const rest = [...list]
  const drawn: T[] = []
  while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(random.int(rest.length), 1))
  return drawn
}
