/** The largest amount a chain can state. */
export const UINT256_MAX = 2n ** 256n - 1n

/** raw / 10^decimals, exact and without an exponent: (12500000n, 6) is "12.500000". Raw itself when decimals are unknown. */
export const formatAmount = (raw: bigint, decimals: number | null): string => {
  if (decimals === null || decimals === 0) return raw.toString()
  const digits = (raw < 0n ? -raw : raw).toString().padStart(decimals + 1, '0')
  return `${raw < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
