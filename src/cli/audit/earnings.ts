import { codeOf, payoutKinds } from '../../domain/codes.ts'
import type { Rows } from '../../store/store.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { sumsInStep, walk } from './walk.ts'

type Earned = { marketId: number; tokenId: number; settled: bigint; revenue: bigint; payouts: number }
/** Of one account, by market and token. */
type Account = Map<string, Earned>

const REVENUE_SHARE = codeOf(payoutKinds, 'REVENUE_SHARE')
const keyOf = ({ accountId }: { accountId: number }) => accountId
const start = (): Account => new Map()

const placeOf = (account: Account, { marketId, tokenId }: Pick<Earned, 'marketId' | 'tokenId'>): Earned => {
  const key = `${marketId}/${tokenId}`
  const earned = account.get(key) ?? { marketId, tokenId, settled: 0n, revenue: 0n, payouts: 0 }
  account.set(key, earned)
  return earned
}

const addPayout = (account: Account, payout: Rows['payouts']) => {
  const earned = placeOf(account, payout)
  earned.settled += payout.amount
  if (payout.kind === REVENUE_SHARE) earned.revenue += payout.amount
  // A payout of nothing is kept as it was stated, and counts as no payment.
  if (payout.amount > 0n) earned.payouts += 1
}

const addEarnings = (account: Account, { marketId, tokenId, settled, revenue, payouts }: Rows['earnings']) => {
  Object.assign(placeOf(account, { marketId, tokenId }), { settled, revenue, payouts })
}

/** What each contributor earned in a market and token is the sum of their payouts there; a row that is missing is one of nothing. */
export const auditEarnings = async (book: Book, tell: Tell): Promise<void> => {
  const names = namesOf(book)
  const audited = new Set(book.markets.map(({ id }) => id))
  const payouts = sumsInStep(walk(book, 'payouts', ['accountId', 'createdAt', 'id']), { keyOf, start, add: addPayout })
  const earnings = sumsInStep(walk(book, 'earnings', ['accountId', 'marketId', 'tokenId']), {
    keyOf,
    start,
    add: addEarnings,
  })
  for await (const { id, address } of walk(book, 'accounts', ['id'])) {
    const [paid, stated] = [await payouts(id), await earnings(id)]
    // Asking for a place makes it, on both sides.
    for (const place of [...stated.values()]) placeOf(paid, place)
    for (const expected of paid.values()) {
      const { marketId, tokenId } = expected
      if (!audited.has(marketId)) continue
      const found = placeOf(stated, expected)
      for (const figure of ['settled', 'revenue', 'payouts'] as const) {
        if (found[figure] === expected[figure]) continue
        tell(marketId, 'EARNINGS', {
          subject: `${figure} of ${address}, token ${await names.token(tokenId)}`,
          found: String(found[figure]),
          expected: `${expected[figure]}, by the payouts`,
        })
      }
    }
  }
}
