import { lookup } from 'node:dns/promises'
import type { MetadataConfig } from '../config/config.ts'
import { isPublicAddress } from './public-address.ts'

export type Address = { readonly address: string; readonly family: number }

/** The world outside; tests bring their own. */
export type Network = {
  /** All addresses of a name. */
  resolve(hostname: string): Promise<readonly Address[]>
  /** Whether documents may be fetched from an address. */
  isPublic(address: string): boolean
  /** Certificates to trust beside those that Node.js does. */
  readonly ca?: string
}

export const systemNetwork: Network = {
  resolve: (hostname) => lookup(hostname, { all: true, verbatim: true }),
  isPublic: isPublicAddress,
}

/** What one document may take. */
export type Reach = {
  readonly rules: MetadataConfig
  readonly network: Network
  /** Aborted when the program stops: what is under way then counts as never begun. */
  readonly signal: AbortSignal
}
