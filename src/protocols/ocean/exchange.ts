import { addressIn, NOBODY } from '../../domain/address.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Memory } from '../memory.ts'
import type { DecodedLog, MarketView } from '../protocol.ts'
import type { Context, Reader } from './context.ts'
import { changeNft, nftOf, recallNft } from './datasets.ts'

/** What is remembered of an exchange. Amounts are decimal texts. */
export type ExchangeRecord = {
  readonly baseToken: Hex
  readonly datatoken: Hex
  /** Base tokens for one datatoken, of 10^18 whatever the base's decimals. */
  readonly rate: string
  readonly active: boolean
  /** Where the market fees go when they are collected. */
  readonly collector: Hex | null
  /** Fees it holds that have no row yet, because it was not known whom they are for. */
  readonly unnamed: { readonly market: string; readonly ocean: string }
}

/** Ids are of the pair of tokens, so two contracts may have the same: the contract belongs to the key. */
export const exchangeKeyOf = ({ log, args }: DecodedLog): string => `exchange:${log.address}:${args.exchangeId}`

export const recallExchange = (memory: Memory, key: string) => memory.recall<ExchangeRecord>(key)

const DECIMALS = '0x313ce567'
/** decimals() of EIP-20 is a uint8; 10^77 is the last power of ten that a uint256 holds. */
const DECIMALS_MAX = 77n
const RATE_ONE = 10n ** 18n
const AMOUNT_MAX = 2n ** 256n - 1n

/** Decimals of a token, by its own word; null when it gives none. */
const decimalsOf = (view: Pick<MarketView, 'answer'>, token: Hex): bigint | null => {
  const answer = view.answer(token, DECIMALS)
  if (answer === null || answer.length !== 66) return null
  const decimals = BigInt(answer)
  return decimals <= DECIMALS_MAX ? decimals : null
}

/** What one whole datatoken costs before fees, in base units; null when nobody can say, or nobody could pay it. */
const priceOf = ({ view }: Context, { rate, baseToken }: ExchangeRecord): bigint | null => {
  const decimals = decimalsOf(view, baseToken)
  if (decimals === null) return null
  const price = (BigInt(rate) * 10n ** decimals) / RATE_ONE
  return price > AMOUNT_MAX ? null : price
}

/** The dataset shows the price of the exchange that spoke last; when that one closes, none. */
const priced = (context: Context, key: string, record: ExchangeRecord): DomainEvent[] => {
  const { memory } = context
  const nft = nftOf(memory, record.datatoken)
  if (nft === undefined) return []
  const shown = recallNft(memory, nft).priced
  if (!record.active && shown !== key) return []
  const price = record.active ? priceOf(context, record) : null
  return [
    { type: 'DatasetPriced', dataset: nft, price, token: record.baseToken },
    ...(record.active === (shown === key) ? [] : [changeNft(memory, nft, { priced: record.active ? key : null })]),
  ]
}

export const exchangeCreated: Reader = (log, context) => {
  const key = exchangeKeyOf(log)
  const record: ExchangeRecord = {
    baseToken: log.args.baseToken as Hex,
    datatoken: log.args.datatoken as Hex,
    rate: String(log.args.fixedRate),
    active: true,
    collector: null,
    unnamed: { market: '0', ocean: '0' },
  }
  return [...priced(context, key, record), context.memory.remember(key, record)]
}

/** Changes what is remembered; says the price anew where asked. */
const change =
  (patch: (log: DecodedLog) => Partial<ExchangeRecord>, reprice: boolean): Reader =>
  (log, context) => {
    const key = exchangeKeyOf(log)
    const known = recallExchange(context.memory, key)
    if (!known) return []
    const record = { ...known, ...patch(log) }
    // A new exchange says at once that it is active: nothing new.
    if (JSON.stringify(record) === JSON.stringify(known)) return []
    return [...(reprice ? priced(context, key, record) : []), context.memory.remember(key, record)]
  }

export const rateChanged = change(({ args }) => ({ rate: String(args.newRate) }), true)
export const activated = change(() => ({ active: true }), true)
export const deactivated = change(() => ({ active: false }), true)
export const collectorChanged = change(({ args }) => {
  const collector = args.newMarketCollector as Hex
  return { collector: collector === NOBODY ? null : collector }
}, false)

/** keccak-256 of router() and getOPCCollector(), first four bytes. */
const ROUTER = '0xf887ea40'
const OPC_COLLECTOR = '0x1a81876d'

/** An account that the protocol's fees go to, and how often the router had named one by then. */
type Collector = { readonly account: Hex; readonly named: number }

const NAMED = 'opc'
const shownKey = (token: Hex) => `opc:${token}`

const opcSeen = (memory: Memory, token: Hex): Hex | undefined => {
  const named = memory.recall<Collector>(NAMED)
  const shown = memory.recall<Collector>(shownKey(token))
  return shown && shown.named === (named?.named ?? 0) ? shown.account : named?.account
}

/** The community's account, to which the protocol's fees go: as last seen, and before that as the exchange's router says. */
export const opcCollector = (
  { memory, view }: Pick<Context, 'memory' | 'view'>,
  exchange: Hex,
  token: Hex,
): Hex | null => {
  const seen = opcSeen(memory, token)
  if (seen !== undefined) return seen
  const router = addressIn(view.answer(exchange, ROUTER))
  return router && addressIn(view.answer(router, OPC_COLLECTOR))
}

/** Fees that are collected show whom they are for, in their own token alone: anybody's token may tell anything. */
export const opcShown = (memory: Memory, token: Hex, account: Hex): DomainEvent[] => {
  if (account === NOBODY || opcSeen(memory, token) === account) return []
  const named = memory.recall<Collector>(NAMED)?.named ?? 0
  return [memory.remember(shownKey(token), { account, named } satisfies Collector)]
}

export const opcCollectorChanged: Reader = ({ args }, { memory }) => {
  const account = args._newOpcCollector as Hex
  if (account === NOBODY) return []
  const named = (memory.recall<Collector>(NAMED)?.named ?? 0) + 1
  return [memory.remember(NAMED, { account, named } satisfies Collector)]
}
