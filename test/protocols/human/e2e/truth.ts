import type { Hex } from '../../../../src/domain/hex.ts'

// What is true after a run, as plain data: amounts in base units, addresses and hashes in lower case, lists in chain order.

/** Of the contract's code, not of its address: children keep the generation they were launched by. */
export const generations = ['legacy', '1', '3', '4', '5', '6', '7'] as const
export type Generation = (typeof generations)[number]

/** The builds of generation 4 differ in how they share out fees, and the last in what its event says. */
export type Build = 'summed' | 'per row' | 'fee rows'

/** The contract's `status()` by Daybook's names. */
export type EscrowStatus = 'CREATED' | 'OPEN' | 'PARTIAL' | 'PAID' | 'COMPLETED' | 'CANCELLED' | 'CANCELLING'

export const roles = ['reputation', 'recording', 'exchange'] as const
export type Role = (typeof roles)[number]

export type TokenTruth = { readonly token: Hex; readonly symbol: string; readonly decimals: number }

/** Where in the chain: the index of a log is not said, because not everything has one. */
export type Place = { readonly tx: Hex; readonly block: number; readonly timestamp: number }

/** A token that is not the escrow's own, and came nevertheless. */
export type StrayTruth = {
  readonly token: Hex
  readonly deposited: bigint
  readonly withdrawn: bigint
  readonly balance: bigint
}

export type EscrowTruth = {
  readonly escrow: Hex
  /** Which case of the script it was made for. */
  readonly story: string
  readonly generation: Generation
  readonly build: Build | null
  readonly factory: Hex
  readonly token: Hex
  /** Who asked the factory for it. */
  readonly launcher: Hex
  /** What the contract's own `launcher()` says: the factory in generations legacy and 1. */
  readonly launcherStated: Hex
  readonly requesterId: string | null
  readonly launched: Place
  readonly status: EscrowStatus
  /** No log of the escrow said so: the status came by a silent call, or follows from the balance alone. */
  readonly silent: boolean
  /** Bytes as they are on chain; null before `setup`. */
  readonly manifest: Hex | null
  readonly manifestHash: string | null
  readonly oracles: readonly { readonly role: Role; readonly oracle: Hex; readonly percentage: number }[]
  /** The amount of its one Fund event; null where it has none. */
  readonly budget: bigint | null
  /** Everything below is in the escrow's own token; deposited = paid + fees + refunded + withdrawn + balance. */
  readonly deposited: bigint
  readonly paid: bigint
  readonly fees: bigint
  readonly refunded: bigint
  readonly withdrawn: bigint
  readonly balance: bigint
  readonly strays: readonly StrayTruth[]
}

export type PayoutTruth = Place & {
  readonly escrow: Hex
  readonly worker: Hex
  readonly token: Hex
  /** What arrived; 0 where the fees ate all, or where the legacy contract was asked for 0. */
  readonly net: bigint
  /** Only where the event states it: generation 4 but for its last build. */
  readonly gross: bigint | null
  /** The row's place in its bulk. */
  readonly position: number
  /** The bulk's place among the bulks of its transaction. */
  readonly bulk: number
}

/** Only amounts above 0. */
export type FeeTruth = Place & {
  readonly escrow: Hex
  readonly payee: Hex
  readonly role: Role
  readonly token: Hex
  readonly amount: bigint
}

/** A movement of an escrow's own token that is neither a payout nor a fee. */
export type FundingTruth = Place & {
  readonly escrow: Hex
  readonly kind: 'DEPOSIT' | 'REFUND' | 'WITHDRAWAL'
  /** Whom it came from, or went to. */
  readonly party: Hex
  readonly token: Hex
  readonly amount: bigint
  /** Whether an event of the escrow tells of it: CancellationRefund or Withdraw. Fund tells of a sum only, see `budget`. */
  readonly stated: boolean
}

export type WorkerTruth = {
  readonly worker: Hex
  readonly token: Hex
  readonly net: bigint
  /** Those above 0. */
  readonly payouts: number
}

export type OracleTruth = { readonly oracle: Hex; readonly token: Hex; readonly amount: bigint; readonly fees: number }

export type StakerTruth = { readonly staking: Hex; readonly staker: Hex; readonly staked: bigint }

export type KeyTruth = { readonly account: Hex; readonly key: string; readonly value: string }

export type HumanTruth = {
  /** An entry for `markets` in Daybook's configuration. */
  readonly market: {
    readonly protocol: 'human'
    readonly chainId: number
    readonly address: Hex
    readonly startBlock: number
    readonly contracts: {
      readonly legacyFactory: readonly Hex[]
      readonly kvStore: readonly Hex[]
      readonly staking: readonly Hex[]
      readonly rewardPool: readonly Hex[]
    }
  }
  readonly seed: number
  /** The newest block when the script ended. */
  readonly endBlock: number
  readonly tokens: readonly TokenTruth[]
  readonly escrows: readonly EscrowTruth[]
  readonly payouts: readonly PayoutTruth[]
  readonly fees: readonly FeeTruth[]
  readonly fundings: readonly FundingTruth[]
  readonly workers: readonly WorkerTruth[]
  readonly oracles: readonly OracleTruth[]
  readonly stakers: readonly StakerTruth[]
  /** The KVStore as it is read at the end; deleted keys have an empty value. */
  readonly keys: readonly KeyTruth[]
  /** Every (token, account) that any movement of the script touched, by the script's reckoning. */
  readonly balances: readonly { readonly token: Hex; readonly account: Hex; readonly amount: bigint }[]
  /** Contracts that are no people, and no escrows either, however they behave. */
  readonly impostors: readonly Hex[]
}
