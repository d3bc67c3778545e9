/** The tokens of the demo: one with 6 decimals, one with 18. */
export type TokenName = 'dollar' | 'coin'

const DECIMALS: Readonly<Record<TokenName, number>> = { dollar: 6, coin: 18 }

/** Hundredths of a token in its base units. */
export const hundredths = (token: TokenName, count: number): bigint =>
  BigInt(count) * 10n ** BigInt(DECIMALS[token] - 2)

/** Base units of whole tokens. */
export const whole = (token: TokenName, count: number): bigint => hundredths(token, count * 100)
