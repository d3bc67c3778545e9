import type { Hex } from '../../../../src/domain/hex.ts'
import { ZERO } from './book.ts'
import { type Contract, call, type Mined } from './chain.ts'
import { enterpriseFee, ONE, shares, type Token } from './deploy.ts'
import { argsOf } from './logs.ts'
import type { Datatoken } from './nft.ts'
import type { World } from './world.ts'

export type ExchangeTerms = {
  readonly contract: Contract
  readonly base: Token
  /** Base tokens for one datatoken, of 10^18 whatever the base's decimals. */
  readonly rate: bigint
  /** Share of a swap for the market where it was published, of 10^18. */
  readonly marketShare: bigint
}

/** An exchange as the script keeps it: the same sums as the contract's, from the same rules. */
export type Exchange = {
  readonly id: Hex
  readonly contract: Contract
  readonly datatoken: Datatoken
  readonly base: Token
  readonly marketShare: bigint
  rate: bigint
  active: boolean
  baseBalance: bigint
  datatokenBalance: bigint
  marketFeeAvailable: bigint
  oceanFeeAvailable: bigint
}

export const exchangeArguments = (world: World, { base, rate, marketShare }: ExchangeTerms) => ({
  // The owner in the exchange is only named in events; the contract asks the NFT.
  addresses: [base.address, world.cast.alice, world.receivers.swapMarket, ZERO],
  uints: [BigInt(base.decimals), 18n, rate, marketShare, 1n],
})

/** Takes the id from the datatoken's announcement. */
export const openExchange = (world: World, datatoken: Datatoken, terms: ExchangeTerms, mined: Mined): Exchange => {
  const exchange: Exchange = {
    ...terms,
    id: argsOf(mined, datatoken.address, 'NewFixedRate').exchangeId as Hex,
    datatoken,
    active: true,
    baseBalance: 0n,
    datatokenBalance: 0n,
    marketFeeAvailable: 0n,
    oceanFeeAvailable: 0n,
  }
  datatoken.exchanges.push(exchange)
  world.exchanges.push(exchange)
  return exchange
}

export const setRate = async (world: World, exchange: Exchange, rate: bigint): Promise<void> => {
  const owner = exchange.datatoken.nft.owner
  await world.act('setRate', owner, call(exchange.contract, 'setRate', exchange.id, rate))
  exchange.rate = rate
}

export const toggle = async (world: World, exchange: Exchange): Promise<void> => {
  const owner = exchange.datatoken.nft.owner
  const kind = exchange.active ? 'toggleExchangeState, off' : 'toggleExchangeState, on'
  await world.act(kind, owner, call(exchange.contract, 'toggleExchangeState', exchange.id))
  exchange.active = !exchange.active
}

/** The parts of a price; each fee is rounded down by itself. */
export type Quote = {
  readonly bare: bigint
  readonly market: bigint
  readonly ocean: bigint
  readonly consume: bigint
}

const shareOf = (amount: bigint, share: bigint) => (amount * share) / ONE

/** What an amount of datatokens costs, by the rules. */
export const quote = (world: World, exchange: Exchange, datatokens: bigint, consumeShare: bigint): Quote => {
  const { base, rate, marketShare } = exchange
  const bare = (datatokens * rate * 10n ** BigInt(base.decimals)) / ONE / ONE
  const isEnterprise = exchange.contract.address === world.enterpriseExchange.address
  return {
    bare,
    market: shareOf(bare, marketShare),
    ocean: isEnterprise
      ? boundedFee(base, bare)
      : shareOf(bare, base.approved ? shares.swapApproved : shares.swapOther),
    consume: shareOf(bare, consumeShare),
  }
}

/** The enterprise contracts' fee: a share, but not less and not more than so much. */
export const boundedFee = (token: Token, amount: bigint): bigint => {
  const { min, max, share } = enterpriseFee(token)
  const fee = shareOf(amount, share)
  return fee < min ? min : fee > max ? max : fee
}
