import type { Hex } from '../../../../src/domain/hex.ts'
import { call } from './chain.ts'
import type { EscrowScript } from './jobs.ts'
import { collectorOf, type Nft } from './nft.ts'
import type { BalanceTruth, ExchangeTruth, OceanTruth, WalletTruth } from './truth.ts'
import type { World } from './world.ts'

/** What the chain itself says at the end, of what contracts hold and keep. */
const balancesNow = async ({ chain, book, tokens }: World): Promise<BalanceTruth[]> => {
  const balances: BalanceTruth[] = []
  for (const token of Object.values(tokens)) {
    for (const [account, role] of book.roles) {
      const amount = await chain.read<bigint>(call(token.contract, 'balanceOf', account))
      balances.push({ account, role, token: token.address, amount })
    }
  }
  return balances
}

const exchangesNow = async ({ chain, exchanges }: World): Promise<ExchangeTruth[]> => {
  const rows: ExchangeTruth[] = []
  for (const { id, contract, datatoken, base } of exchanges) {
    const state = await chain.read<readonly unknown[]>(call(contract, 'getExchange', id))
    const fees = await chain.read<readonly unknown[]>(call(contract, 'getFeesInfo', id))
    rows.push({
      exchangeId: id,
      contract: contract.address,
      datatoken: datatoken.address,
      baseToken: base.address,
      rate: state[5] as bigint,
      active: state[6] as boolean,
      datatokenBalance: state[9] as bigint,
      baseBalance: state[10] as bigint,
      marketFeeAvailable: fees[3] as bigint,
      oceanFeeAvailable: fees[4] as bigint,
    })
  }
  return rows
}

/** Every wallet of an escrow that was ever used. */
const walletsNow = async ({ chain }: World, escrows: readonly EscrowScript[]): Promise<WalletTruth[]> => {
  const rows: WalletTruth[] = []
  for (const { contract, funds } of escrows) {
    for (const { account, token } of funds.values()) {
      const now = await chain.read<{ available: bigint; locked: bigint }>(
        call(contract, 'getUserFunds', account, token),
      )
      rows.push({ escrow: contract.address, account, token, available: now.available, locked: now.locked })
    }
  }
  return rows
}

/** All that was written down, and all that the chain says at the end, as plain data. */
export const truthOf = async (
  world: World,
  nfts: readonly Nft[],
  escrows: readonly EscrowScript[],
): Promise<OceanTruth> => {
  const { book, cast, chain, receivers, tokens } = world
  const collectors = new Map<Hex, Hex>(
    nfts.flatMap(({ datatokens }) => datatokens.map((each) => [each.address, collectorOf(each)] as const)),
  )
  const { signAsProvider: _, ...addresses } = receivers
  return {
    market: {
      protocol: 'ocean',
      chainId: chain.chainId,
      address: world.factory.address,
      startBlock: Number(world.startBlock),
      name: 'Ocean',
      contracts: {
        fixedRateExchange: [world.exchange.address, world.enterpriseExchange.address],
        dispenser: [world.dispenser.address],
        escrow: [world.escrow.address, world.enterpriseEscrow.address],
        router: [world.router.address],
      },
    },
    lastBlock: await chain.height(),
    cast,
    receivers: addresses,
    tokens: Object.values(tokens).map(({ address, symbol, decimals }) => ({ address, symbol, decimals })),
    datasets: book.datasets,
    datatokens: book.datatokens.map((row) => ({ ...row, collector: collectors.get(row.address)! })),
    exchanges: await exchangesNow(world),
    purchases: book.purchases,
    renewals: book.renewals,
    swaps: book.swaps,
    orderFees: book.orderFees,
    swapFees: book.swapFees,
    collections: book.collections,
    revenue: book.revenue,
    sales: book.sales,
    jobs: book.jobs,
    escrowMoves: book.escrowMoves,
    wallets: await walletsNow(world, escrows),
    forgeries: book.forgeries,
    moves: book.moves,
    balances: await balancesNow(world),
    logOrders: book.logOrders,
  }
}
