import type { Hex } from '../../../../src/domain/hex.ts'
import { artifacts, ownArtifacts } from './artifacts.ts'
import { ZERO } from './book.ts'
import type { OceanCast, Receivers } from './cast.ts'
import { type Chain, type Contract, call } from './chain.ts'

export const ONE = 10n ** 18n

/** Shares of the protocol, of 10^18. */
export const shares = {
  swapApproved: ONE / 1000n,
  swapOther: ONE / 500n,
  consume: (ONE * 3n) / 100n,
  provider: ONE / 20n,
}

export type Token = {
  readonly symbol: string
  readonly address: Hex
  readonly decimals: 6 | 18
  readonly contract: Contract
  /** Approved tokens pay the smaller share of a swap. */
  readonly approved: boolean
}

/** Deploys the whole of Ocean in the order its constructors need, and makes the parts known to each other. */
export const deployOcean = async (chain: Chain, { owner }: OceanCast, receivers: Receivers) => {
  const deploy = (name: keyof typeof artifacts, args: readonly unknown[] = []) =>
    chain.deploy(owner, artifacts[name], args)

  const token = async (symbol: string, decimals: 6 | 18, approved: boolean): Promise<Token> => {
    const contract = await deploy('token', [symbol, symbol, decimals])
    return { symbol, decimals, approved, contract, address: contract.address }
  }
  const ocean = await token('OCEAN', 18, true)
  const dollar = await token('USDC', 6, false)

  const router = await deploy('router', [owner, ocean.address, receivers.opc, receivers.opc, []])
  const template1 = await deploy('datatoken1')
  const template2 = await deploy('datatoken2')
  const factory = await deploy('factory', [(await deploy('nft')).address, template1.address, router.address])
  const exchange = await deploy('exchange', [router.address])
  const dispenser = await deploy('dispenser', [router.address])
  const escrow = await deploy('escrow', [router.address, ZERO])
  const feeCollector = await deploy('feeCollector', [receivers.feeOwner, owner])
  const enterpriseExchange = await deploy('enterpriseExchange', [router.address, feeCollector.address])
  const enterpriseEscrow = await deploy('enterpriseEscrow', [feeCollector.address])
  const accessLists = await deploy('accessListFactory', [(await deploy('accessList')).address])
  const { wallet, forger } = ownArtifacts()

  const setup = [
    call(router, 'addFactory', factory.address),
    call(router, 'addFixedRateContract', exchange.address),
    call(router, 'addFixedRateContract', enterpriseExchange.address),
    call(router, 'addDispenserContract', dispenser.address),
    call(factory, 'addTokenTemplate', template2.address),
    call(router, 'updateOPCFee', shares.swapApproved, shares.swapOther, shares.consume, shares.provider),
    ...[ocean, dollar].map((each) => {
      const { min, max, share } = enterpriseFee(each)
      return call(feeCollector, 'updateToken', each.address, min, max, share, true)
    }),
  ]
  for (const each of setup) await chain.send(owner, each)

  return {
    tokens: { ocean, dollar },
    router,
    factory,
    exchange,
    enterpriseExchange,
    dispenser,
    escrow,
    enterpriseEscrow,
    feeCollector,
    accessLists,
    wallet: await chain.deploy(owner, wallet),
    broker: await chain.deploy(owner, wallet),
    forger: await chain.deploy(owner, forger),
    startBlock: factory.block,
  }
}

/** The enterprise contracts take a share within bounds, the same on swaps and on jobs. */
export const enterpriseFee = ({ decimals }: Token) => ({
  min: 10n ** BigInt(decimals) / 100n,
  max: 10n ** BigInt(decimals),
  share: ONE / 50n,
})
