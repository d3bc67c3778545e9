import type { Hex } from '../../../../src/domain/hex.ts'
import type { OceanCast } from './cast.ts'

// What is true after the play, as plain data. Addresses and hashes are lower-case, amounts are in base units.

/** Where a log is: the transaction, and the log's index in its block. */
export type Place = { readonly tx: Hex; readonly logIndex: number }

export type TokenTruth = { readonly address: Hex; readonly symbol: string; readonly decimals: number }

export type MetadataTruth = Place & {
  /** `created` and `updated` carry bytes; `state` only the state; `uri` only the token's URI. */
  readonly kind: 'created' | 'updated' | 'state' | 'uri'
  readonly by: Hex
  readonly state: number | null
  readonly flags: Hex | null
  readonly data: Hex | null
  readonly hash: Hex | null
  /** The bytes of the text: it need not be UTF-8. */
  readonly decryptorUrl: Hex | null
  readonly uri: Hex | null
}

export type DatatokenTruth = Place & {
  readonly address: Hex
  readonly nft: Hex
  readonly template: 1 | 2
  readonly symbol: string
  /** Who receives at the end: the payment collector, or else the owner of the NFT. */
  readonly collector: Hex
}

export type DatasetTruth = Place & {
  readonly nft: Hex
  /** Called the factory. */
  readonly creator: Hex
  /** Owned it first; need not be the creator. */
  readonly firstOwner: Hex
  readonly owner: Hex
  /** The bytes of the name. */
  readonly name: Hex
  readonly symbol: Hex
  readonly datatokens: readonly Hex[]
  /** The last state that was set; 0 when none was. */
  readonly state: number
  readonly hasMetadata: boolean
  readonly tokenUri: Hex
  readonly updates: readonly MetadataTruth[]
}

export type PurchaseTruth = Place & {
  readonly datatoken: Hex
  readonly nft: Hex
  readonly consumer: Hex
  /** Whose base tokens or datatokens were spent; never the factory, a datatoken or a broker. */
  readonly payer: Hex
  /** What OrderStarted says. */
  readonly payerInEvent: Hex
  /** Signed the transaction. */
  readonly sender: Hex
  readonly serviceIndex: bigint
  /** All that was paid for the datatoken in the same transaction, fees of the swap included; null when it was got before, or for nothing. */
  readonly paid: { readonly token: Hex; readonly amount: bigint } | null
  /** Who got the datatoken itself, after the OPC's share; null when it was burnt. */
  readonly datatokenTo: Hex | null
}

export type RenewalTruth = Place & {
  readonly datatoken: Hex
  readonly payer: Hex
  readonly payerInEvent: Hex
  readonly orderTxId: Hex
  /** Whether that transaction holds an order of this datatoken: the contract does not ask. */
  readonly orderExists: boolean
}

export type SwapTruth = Place & {
  readonly exchangeId: Hex
  readonly contract: Hex
  readonly datatoken: Hex
  readonly direction: 'buy' | 'sell'
  /** Whose tokens were swapped: never the router, a datatoken or a broker. */
  readonly account: Hex
  readonly accountInEvent: Hex
  readonly baseToken: Hex
  /** Of a purchase with all fees; of a sale what the seller got, without them. */
  readonly baseAmount: bigint
  readonly datatokenAmount: bigint
  readonly marketFee: bigint
  readonly oceanFee: bigint
  readonly consumeMarketFee: bigint
}

export type OrderFeeTruth = {
  readonly kind: 'publishMarket' | 'consumeMarket' | 'provider' | 'opcOfProvider'
  readonly tx: Hex
  /** Log index of the fee's own event. The OPC's part has none: it is that of ProviderFee. */
  readonly logIndex: number
  /** Log index of the OrderStarted or OrderReused it belongs to. */
  readonly orderLogIndex: number
  readonly datatoken: Hex
  readonly payer: Hex
  readonly payee: Hex
  readonly token: Hex
  /** What reached the payee; zero is possible for a provider. */
  readonly amount: bigint
}

export type SwapFeeTruth = Place & {
  readonly kind: 'swapMarket' | 'ocean' | 'consumeMarket'
  readonly exchangeId: Hex
  readonly contract: Hex
  /** Who gets it: at once, or when it is collected. */
  readonly payee: Hex
  readonly paidAtOnce: boolean
  readonly token: Hex
  readonly amount: bigint
}

export type CollectionTruth = Place & {
  readonly kind: 'market' | 'ocean'
  readonly exchangeId: Hex
  readonly contract: Hex
  readonly to: Hex
  readonly token: Hex
  readonly amount: bigint
}

/** Money of sales that reached a collector. The log is TokenCollected. */
export type RevenueTruth = Place & {
  readonly exchangeId: Hex
  readonly contract: Hex
  readonly datatoken: Hex
  readonly nft: Hex
  readonly to: Hex
  readonly token: Hex
  readonly amount: bigint
  /** Somebody asked for it, or it came with the order (template 2), or the NFT changed hands. */
  readonly because: 'asked' | 'order' | 'sale'
}

export type SaleTruth = Place & { readonly nft: Hex; readonly from: Hex; readonly to: Hex }

export type JobTruth = {
  readonly escrow: Hex
  readonly payer: Hex
  readonly payee: Hex
  readonly jobId: bigint
  readonly token: Hex
  readonly locked: bigint
  readonly lock: Place
  readonly outcome: 'open' | 'claimed' | 'canceled'
  /** The log Claimed or Canceled; null while open. */
  readonly end: Place | null
  /** Gross of the OPC's fee. */
  readonly claimed: bigint
  readonly opcFee: bigint
  /** Back to the payer's available balance, in the escrow. */
  readonly returned: bigint
}

export type WalletTruth = {
  readonly escrow: Hex
  readonly account: Hex
  readonly token: Hex
  readonly available: bigint
  readonly locked: bigint
}

/** A deposit or withdrawal, by its log. */
export type EscrowMoveTruth = Place & {
  readonly kind: 'deposit' | 'withdraw'
  readonly escrow: Hex
  readonly account: Hex
  readonly token: Hex
  readonly amount: bigint
}

export type ExchangeTruth = {
  readonly exchangeId: Hex
  readonly contract: Hex
  readonly datatoken: Hex
  readonly baseToken: Hex
  readonly rate: bigint
  readonly active: boolean
  readonly baseBalance: bigint
  readonly datatokenBalance: bigint
  readonly marketFeeAvailable: bigint
  readonly oceanFeeAvailable: bigint
}

/** One ERC-20 transfer that the script meant to happen. The zero address mints and burns. */
export type MoveTruth = {
  readonly tx: Hex
  readonly token: Hex
  readonly from: Hex
  readonly to: Hex
  readonly amount: bigint
}

export type BalanceTruth = {
  readonly account: Hex
  readonly role: string
  readonly token: Hex
  readonly amount: bigint
}

export type OceanMarket = {
  readonly protocol: 'ocean'
  readonly chainId: number
  readonly address: Hex
  readonly startBlock: number
  readonly name: string | null
  readonly contracts: {
    readonly fixedRateExchange: Hex[]
    readonly dispenser: Hex[]
    readonly escrow: Hex[]
    readonly router: Hex[]
  }
}

export type OceanTruth = {
  readonly market: OceanMarket
  readonly lastBlock: bigint
  readonly cast: OceanCast
  /** Who is only paid: opc, publishMarket, consumeMarket, swapMarket, treasury, vault, provider. */
  readonly receivers: Readonly<Record<string, Hex>>
  /** The base tokens: 18 and 6 decimals. */
  readonly tokens: readonly TokenTruth[]
  readonly datasets: readonly DatasetTruth[]
  readonly datatokens: readonly DatatokenTruth[]
  readonly exchanges: readonly ExchangeTruth[]
  readonly purchases: readonly PurchaseTruth[]
  readonly renewals: readonly RenewalTruth[]
  readonly swaps: readonly SwapTruth[]
  readonly orderFees: readonly OrderFeeTruth[]
  readonly swapFees: readonly SwapFeeTruth[]
  readonly collections: readonly CollectionTruth[]
  readonly revenue: readonly RevenueTruth[]
  readonly sales: readonly SaleTruth[]
  readonly jobs: readonly JobTruth[]
  readonly escrowMoves: readonly EscrowMoveTruth[]
  readonly wallets: readonly WalletTruth[]
  /** Logs of strangers that look like the protocol's, and mean nothing. */
  readonly forgeries: readonly (Place & { readonly address: Hex; readonly event: string })[]
  readonly moves: readonly MoveTruth[]
  /** `balanceOf` at the end, of contracts and people, in the base tokens. */
  readonly balances: readonly BalanceTruth[]
  /** Per kind of transaction the order of its logs, as first seen. */
  readonly logOrders: Readonly<Record<string, readonly string[]>>
}
