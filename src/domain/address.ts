import type { Hex } from './hex.ts'

/** The zero address: where tokens are minted from and burnt to, and what contracts say for "nobody". */
export const NOBODY: Hex = '0x0000000000000000000000000000000000000000'

/** The address in a contract's 32-byte answer; null when there is none, or nobody's. */
export const addressIn = (answer: Hex | null): Hex | null => {
  const digits = /^0x0{24}([0-9a-f]{40})$/.exec(answer ?? '')?.[1]
  const address: Hex | null = digits === undefined ? null : `0x${digits}`
  return address === NOBODY ? null : address
}
