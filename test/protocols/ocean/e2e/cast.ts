import { keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Hex } from '../../../../src/domain/hex.ts'
import { type Chain, lower } from './chain.ts'

/** Accounts that the node signs for. One person may play several parts, also in another protocol's driver. */
export type OceanCast = {
  /** Deploys the contracts, and owns the router and the factory. */
  readonly owner: Hex
  readonly alice: Hex
  readonly bob: Hex
  /** Publishes in the name of others. */
  readonly relay: Hex
  readonly carol: Hex
  readonly dave: Hex
  readonly erin: Hex
  /** Two machines that compute for money. */
  readonly node: Hex
  readonly rig: Hex
  readonly stranger: Hex
}

const parts = ['owner', 'alice', 'bob', 'relay', 'carol', 'dave', 'erin', 'node', 'rig', 'stranger'] as const

/** The node's first ten accounts, where the caller has not chosen others. */
export const castOf = async (chain: Chain, given: Partial<OceanCast>): Promise<OceanCast> => {
  const accounts = await chain.accounts()
  const cast = Object.fromEntries(parts.map((part, i) => [part, lower(given[part] ?? accounts[i]!)]))
  return cast as Record<(typeof parts)[number], Hex>
}

/** Who is only paid, and never sends anything: addresses from the seed. The provider signs its fees, and has a key. */
export const receiversOf = (seed: number) => {
  const secret = (name: string): Hex => keccak256(toHex(`ocean/${seed}/${name}`))
  const address = (name: string): Hex => `0x${secret(name).slice(-40)}`
  const key = privateKeyToAccount(secret('provider'))
  return {
    opc: address('opc'),
    publishMarket: address('publishMarket'),
    consumeMarket: address('consumeMarket'),
    swapMarket: address('swapMarket'),
    treasury: address('treasury'),
    vault: address('vault'),
    feeOwner: address('feeOwner'),
    provider: lower(key.address),
    /** Signs a fee as a provider does. */
    signAsProvider: (hash: Hex) => key.signMessage({ message: { raw: hash } }),
  }
}

export type Receivers = ReturnType<typeof receiversOf>
