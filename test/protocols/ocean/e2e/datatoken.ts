import type { Hex } from '../../../../src/domain/hex.ts'
import { ZERO } from './book.ts'
import { call } from './chain.ts'
import { type Exchange, type ExchangeTerms, exchangeArguments, openExchange } from './exchange.ts'
import type { Datatoken } from './nft.ts'
import type { World } from './world.ts'

/** An exchange for a datatoken that exists. */
export const addExchange = async (world: World, datatoken: Datatoken, terms: ExchangeTerms): Promise<Exchange> => {
  const { owner } = datatoken.nft
  // A contract that may mint already must not be given that role again, and toggleMintState says so but does nothing.
  if (datatoken.exchanges.some(({ contract }) => contract.address === terms.contract.address)) {
    await world.act('removeMinter', owner, call(datatoken, 'removeMinter', terms.contract.address))
  }
  const { addresses, uints } = exchangeArguments(world, terms)
  const create = call(datatoken, 'createFixedRate', terms.contract.address, addresses, uints)
  return openExchange(
    world,
    datatoken,
    terms,
    await world.act(`createFixedRate, template ${datatoken.template}`, owner, create),
  )
}

/** A dispenser for a datatoken that exists. */
export const addDispenser = async (world: World, datatoken: Datatoken): Promise<void> => {
  const { maxTokens, maxBalance } = dispenserArguments(world)
  await world.act(
    'createDispenser',
    datatoken.nft.owner,
    call(datatoken, 'createDispenser', world.dispenser.address, maxTokens, maxBalance, true, ZERO),
  )
}

/** Makes somebody else receive what sales bring; the zero address means the owner of the NFT. */
export const setCollector = async (world: World, datatoken: Datatoken, collector: Hex | null): Promise<void> => {
  await world.act('setPaymentCollector', datatoken.nft.owner, call(datatoken, 'setPaymentCollector', collector ?? ZERO))
  datatoken.collector = collector
}

/** The owner's minter role lets it hand out datatokens for nothing. */
export const mintDatatokens = async (world: World, datatoken: Datatoken, to: Hex, amount: bigint): Promise<void> => {
  await world.act('mint of a datatoken', datatoken.nft.owner, call(datatoken, 'mint', to, amount), [
    { token: datatoken.address, from: ZERO, to, amount },
  ])
}

/** A dispenser that gives freely. */
export const dispenserArguments = ({ dispenser }: World) => ({
  dispenserAddress: dispenser.address,
  maxTokens: 10n ** 20n,
  maxBalance: 10n ** 20n,
  withMint: true,
  allowedSwapper: ZERO,
})
