import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'

/** What a contributor has of a market in one token: accrued = settled + forfeited + outstanding. */
export const earningsOf = (books: Books, accountId: number, marketId: number, tokenId: number): Rows['earnings'] =>
  books.find('earnings', accountId, marketId, tokenId) ??
  books.add('earnings', {
    accountId,
    marketId,
    tokenId,
    accrued: 0n,
    settled: 0n,
    forfeited: 0n,
    revenue: 0n,
    payouts: 0,
    firstPayoutAt: null,
    lastPayoutAt: null,
  })

/** A reward of one contributor is paid to another: the debt is theirs now. */
export const moveAccrual = (
  books: Books,
  marketId: number,
  { from, to, tokenId, amount }: { from: number; to: number; tokenId: number; amount: bigint },
) => {
  const giver = earningsOf(books, from, marketId, tokenId)
  books.set('earnings', giver, { accrued: giver.accrued - amount })
  const taker = earningsOf(books, to, marketId, tokenId)
  books.set('earnings', taker, { accrued: taker.accrued + amount })
}
