import type { LogFilter } from '../chain/rules.ts'
import type { Hex } from '../domain/hex.ts'
import { TRANSFER_TOPIC } from '../protocols/erc20.ts'

const asTopic = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`

/** What to ask nodes for: all that the markets' contracts emit, and every token transfer out of and into them. */
export const filtersFor = (addresses: readonly Hex[]): LogFilter[] => {
  const holders = addresses.map(asTopic)
  return [{ addresses }, { topics: [[TRANSFER_TOPIC], holders] }, { topics: [[TRANSFER_TOPIC], null, holders] }]
}
