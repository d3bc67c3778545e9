import type { Hex } from '../../../../src/domain/hex.ts'
import type { Move } from './book.ts'
import { call, type Mined } from './chain.ts'
import { enterpriseFee } from './deploy.ts'
import type { Exchange } from './exchange.ts'
import { placeOf } from './logs.ts'
import { collectorOf, type Nft } from './nft.ts'
import type { RevenueTruth } from './truth.ts'
import type { World } from './world.ts'

/** Sends what sales brought to the collector of this moment. Anybody may ask for it. */
export const collectRevenue = async (world: World, by: Hex, exchange: Exchange, amount: bigint): Promise<void> => {
  const mined = await world.act('collectBT', by, call(exchange.contract, 'collectBT', exchange.id, amount), [
    { token: exchange.base.address, from: exchange.contract.address, to: collectorOf(exchange.datatoken), amount },
  ])
  exchange.baseBalance -= amount
  noteRevenue(world, mined, exchange, collectorOf(exchange.datatoken), amount, 'asked')
}

/** Writes down base tokens that reached a collector; `nth` where one transaction has several on the same contract. */
export const noteRevenue = (
  { book }: World,
  mined: Mined,
  { id, contract, datatoken, base }: Exchange,
  to: Hex,
  amount: bigint,
  because: RevenueTruth['because'],
  nth = 0,
): void => {
  book.revenue.push({
    ...placeOf(mined, contract.address, 'TokenCollected', nth),
    exchangeId: id,
    contract: contract.address,
    datatoken: datatoken.address,
    nft: datatoken.nft.address,
    to,
    token: base.address,
    amount,
    because,
  })
}

/** Sends the datatokens that were sold back to the collector. */
export const collectDatatokens = async (world: World, by: Hex, exchange: Exchange): Promise<void> => {
  const { id, contract, datatoken, datatokenBalance: amount } = exchange
  await world.act('collectDT', by, call(contract, 'collectDT', id, amount), [
    { token: datatoken.address, from: contract.address, to: collectorOf(datatoken), amount },
  ])
  exchange.datatokenBalance = 0n
}

/** Sends the publishing market its part of the swaps since it was last asked for; possibly nothing. */
export const collectMarketFee = async (world: World, by: Hex, exchange: Exchange): Promise<void> => {
  const { swapMarket } = world.receivers
  const amount = exchange.marketFeeAvailable
  const what = call(exchange.contract, 'collectMarketFee', exchange.id)
  const mined = await world.act('collectMarketFee', by, what, [
    { token: exchange.base.address, from: exchange.contract.address, to: swapMarket, amount },
  ])
  exchange.marketFeeAvailable = 0n
  noteCollection(world, mined, exchange, 'market', swapMarket, amount)
}

/** Sends the OPC its part of the swaps. */
export const collectOceanFee = async (world: World, by: Hex, exchange: Exchange): Promise<void> => {
  const { opc } = world.receivers
  const amount = exchange.oceanFeeAvailable
  const what = call(exchange.contract, 'collectOceanFee', exchange.id)
  const mined = await world.act('collectOceanFee', by, what, [
    { token: exchange.base.address, from: exchange.contract.address, to: opc, amount },
  ])
  exchange.oceanFeeAvailable = 0n
  noteCollection(world, mined, exchange, 'ocean', opc, amount)
}

const noteCollection = (
  { book }: World,
  mined: Mined,
  { id, contract, base }: Exchange,
  kind: 'market' | 'ocean',
  to: Hex,
  amount: bigint,
): void => {
  const event = kind === 'market' ? 'MarketFeeCollected' : 'OceanFeeCollected'
  const place = placeOf(mined, contract.address, event)
  book.collections.push({ ...place, kind, exchangeId: id, contract: contract.address, to, token: base.address, amount })
}

/** Hands an NFT to another owner: roles and collectors are forgotten, and what the exchanges hold goes to those who had a right to it. */
export const sellNft = async (world: World, nft: Nft, to: Hex): Promise<void> => {
  const from = nft.owner
  const exchanges = nft.datatokens.flatMap((datatoken) => datatoken.exchanges)
  const moves: Move[] = exchanges.flatMap(({ datatoken, base, contract, baseBalance, datatokenBalance }) => {
    const shared = { from: contract.address, to: collectorOf(datatoken) }
    return [
      { token: base.address, ...shared, amount: baseBalance },
      { token: datatoken.address, ...shared, amount: datatokenBalance },
    ]
  })
  const what = call(nft, 'transferFrom', from, to, 1n)
  const mined = await world.act('transferFrom of an NFT', from, what, moves)
  // The contract collects what is there: base tokens first, then datatokens, exchange by exchange.
  const seen = new Map<Hex, number>()
  for (const exchange of exchanges) {
    const { contract, baseBalance, datatokenBalance } = exchange
    const nth = seen.get(contract.address) ?? 0
    if (baseBalance > 0n) noteRevenue(world, mined, exchange, collectorOf(exchange.datatoken), baseBalance, 'sale', nth)
    seen.set(contract.address, nth + [baseBalance, datatokenBalance].filter((balance) => balance > 0n).length)
    exchange.baseBalance = 0n
    exchange.datatokenBalance = 0n
  }
  nft.owner = to
  nft.row.owner = to
  for (const datatoken of nft.datatokens) datatoken.collector = null
  world.book.sales.push({ ...placeOf(mined, nft.address, 'Transfer'), nft: nft.address, from, to })
}

/** Empties the enterprise contracts' fee collector; anybody may. */
export const collectEnterpriseFees = async (world: World, by: Hex): Promise<void> => {
  for (const token of Object.values(world.tokens)) {
    const amount = world.book.balanceOf(token.address, world.feeCollector.address)
    if (amount < enterpriseFee(token).min) continue
    await world.act(
      'withdrawToken of the fee collector',
      by,
      call(world.feeCollector, 'withdrawToken', token.address),
      [{ token: token.address, from: world.feeCollector.address, to: world.receivers.feeOwner, amount }],
    )
  }
}
