import type { Hex } from '../../../../src/domain/hex.ts'
import type { Book } from './ledger.ts'
import type { EscrowTruth, FeeTruth, HumanTruth, OracleTruth, PayoutTruth, WorkerTruth } from './truth.ts'
import type { World } from './world.ts'

/** The script's books as plain data; what the chain says of it is for `audit` to compare. */
export const conclude = async (world: World, seed: number): Promise<HumanTruth> => {
  const { ledger, node, platform } = world
  const { payouts, fees, fundings } = ledger
  return {
    market: {
      protocol: 'human',
      chainId: node.chainId,
      address: platform.factory,
      startBlock: platform.startBlock,
      contracts: {
        legacyFactory: [...platform.legacyFactories.values()],
        kvStore: [platform.kvStore],
        staking: [platform.oldStaking, platform.staking],
        rewardPool: [platform.rewardPool],
      },
    },
    seed,
    endBlock: await node.blockNumber(),
    tokens: [platform.hmt, platform.dollar].map(({ address, ...rest }) => ({ token: address, ...rest })),
    escrows: ledger.books.map((book) => escrowTruth(world, book)),
    payouts,
    fees,
    fundings,
    workers: workersOf(payouts),
    oracles: oraclesOf(fees),
    stakers: [...world.stakes].map(([key, staked]) => {
      const [staking, staker] = key.split(' ') as [Hex, Hex]
      return { staking, staker, staked }
    }),
    keys: [...world.keys.values()],
    balances: [...ledger.balances].map(([key, amount]) => {
      const [token, account] = key.split(' ') as [Hex, Hex]
      return { token, account, amount }
    }),
    impostors: [platform.impostor],
  }
}

const escrowTruth = ({ ledger }: World, book: Book): EscrowTruth => {
  const { address, launched, strays, remaining: _, reserved: __, oracleShares: ___, hasResults: ____, ...rest } = book
  return {
    ...rest,
    escrow: address,
    token: book.token.address,
    launcherStated: book.generation === 'legacy' || book.generation === '1' ? book.factory : book.launcher,
    launched: launched!,
    oracles: book.oracles.map(({ address: oracle, role, percentage }) => ({ role, oracle, percentage })),
    balance: ledger.balanceOf(book.token.address, address),
    strays: [...strays].map(([token, stray]) => ({ token, ...stray, balance: ledger.balanceOf(token, address) })),
  }
}

const workersOf = (payouts: readonly PayoutTruth[]): WorkerTruth[] =>
  [...Map.groupBy(payouts, ({ worker, token }) => `${worker} ${token}`).values()].map((rows) => ({
    worker: rows[0]!.worker,
    token: rows[0]!.token,
    net: rows.reduce((sum, { net }) => sum + net, 0n),
    payouts: rows.filter(({ net }) => net > 0n).length,
  }))

const oraclesOf = (fees: readonly FeeTruth[]): OracleTruth[] =>
  [...Map.groupBy(fees, ({ payee, token }) => `${payee} ${token}`).values()].map((rows) => ({
    oracle: rows[0]!.payee,
    token: rows[0]!.token,
    amount: rows.reduce((sum, { amount }) => sum + amount, 0n),
    fees: rows.length,
  }))
