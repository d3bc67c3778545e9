import type { Transaction } from '../../../src/store/store.ts'
import { BLOCK_SECONDS, CHAIN, DATASETS, LOGS_PER_BLOCK, MARKET, type Size, START, tokenAddress } from './world.ts'

/** Every fourth payout is of the second. */
const TOKENS = [
  { id: 1, symbol: 'USD', payouts: (payouts: number) => payouts - Math.floor(payouts / 4) },
  { id: 2, symbol: 'EUR', payouts: (payouts: number) => Math.floor(payouts / 4) },
]

/** The market itself, with its totals, and its tokens. */
export const writeMarket = async (tx: Transaction, { payouts, people, tasks }: Size): Promise<void> => {
  await tx.insert('markets', [
    {
      id: 1,
      protocol: 'datamarket',
      address: MARKET,
      name: 'Synthetic',
      startBlock: 1,
      ownerId: 1,
      feeBps: 250,
      tasks,
      submissions: payouts,
      acceptedSubmissions: payouts,
      contributors: people,
      posters: 1,
      datasets: DATASETS,
      payouts,
      unmatchedPayouts: 0,
      purchases: 0,
      createdAt: START,
      updatedAt: START + Math.ceil(payouts / LOGS_PER_BLOCK) * BLOCK_SECONDS,
    },
  ])
  await tx.insert('contracts', [{ id: 1, marketId: 1, address: MARKET, role: 'market', logId: null }])
  await tx.insert('marketPosters', [{ id: 1, marketId: 1, accountId: 1 }])
  await tx.insert(
    'tokens',
    TOKENS.map(({ id, payouts: of }) => ({ id, address: tokenAddress(id), payouts: of(payouts) })),
  )
  await tx.insert(
    'tokenMetadata',
    TOKENS.map(({ id, symbol }) => ({
      address: tokenAddress(id),
      chainId: CHAIN,
      symbol,
      name: null,
      decimals: 18,
      askedAtBlock: 1,
    })),
  )
}
