import type { Hex } from '../../domain/hex.ts'

/** A market that is deployed, as a configuration would describe it. Addresses with their checksum. */
export type Preset = {
  readonly protocol: string
  readonly chainId: number
  readonly address: Hex
  readonly startBlock: number
  readonly contracts: Readonly<Record<string, readonly Hex[]>>
}
