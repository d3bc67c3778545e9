import { codeOf, payoutKinds } from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { sumsInStep, walk } from './walk.ts'

type Earned = {
  readonly marketId: number
  readonly tokenId: number
  accrued: bigint
  settled: bigint
  forfeited: bigint
  revenue: bigint
  payouts: number
  firstPayoutAt: number | null
  lastPayoutAt: number | null
}
/** Of one account, by market and token. */
type Account = Map<string, Earned>

const REVENUE_SHARE = codeOf(payoutKinds, 'REVENUE_SHARE')
const keyOf = ({ accountId }: { accountId: number }) => accountId
const start = (): Account => new Map()

const placeOf = (account: Account, { marketId, tokenId }: Pick<Earned, 'marketId' | 'tokenId'>): Earned => {
  const key = `${marketId}/${tokenId}`
  const times = { firstPayoutAt: null, lastPayoutAt: null }
  const earned = account.get(key) ?? {
    ...{ marketId, tokenId, ...times },
    ...{ accrued: 0n, settled: 0n, forfeited: 0n, revenue: 0n, payouts: 0 },
  }
  account.set(key, earned)
  return earned
}

const addPayout = (account: Account, payout: Rows['payouts']) => {
  const earned = placeOf(account, payout)
  earned.settled += payout.amount
  if (payout.kind === REVENUE_SHARE) earned.revenue += payout.amount
  // A payout of nothing is kept as it was stated, and counts as no payment.
  if (payout.amount === 0n) return
  earned.payouts += 1
  earned.firstPayoutAt = Math.min(earned.firstPayoutAt ?? payout.createdAt, payout.createdAt)
  earned.lastPayoutAt = Math.max(earned.lastPayoutAt ?? payout.createdAt, payout.createdAt)
}

/** What is still owed, and what was lost, of somebody's rewards. */
const addReward = (account: Account, reward: Rows['rewards']) => {
  const earned = placeOf(account, reward)
  earned.accrued += reward.amount - reward.settled - reward.forfeited
  earned.forfeited += reward.forfeited
}

const addEarnings = (account: Account, { marketId, tokenId, ...row }: Rows['earnings']) => {
  const { accrued, settled, forfeited, revenue, payouts, firstPayoutAt, lastPayoutAt } = row
  const figures = { accrued, settled, forfeited, revenue, payouts, firstPayoutAt, lastPayoutAt }
  Object.assign(placeOf(account, { marketId, tokenId }), figures)
}

/**
 * What each contributor earned in a market and token is the sum of their payouts there; a row that is missing is one of nothing. What
 * accrued to them is what they got, lost and are owed.
 */
export const auditEarnings = async (book: Book, tell: Tell): Promise<void> => {
  const names = namesOf(book)
  const audited = new Map(book.markets.map((market) => [market.id, market]))
  const payouts = sumsInStep(walk(book, 'payouts', ['accountId', 'createdAt', 'id']), {
    keyOf,
    start,
    add: addPayout,
  })
  const rewards = sumsInStep(walk(book, 'rewards', ['accountId', 'createdAt', 'id']), { keyOf, start, add: addReward })
  const earnings = sumsInStep(walk(book, 'earnings', ['accountId', 'marketId', 'tokenId']), {
    keyOf,
    start,
    add: addEarnings,
  })
  for await (const { id, address } of walk(book, 'accounts', ['id'])) {
    const [paid, owed, stated] = [await payouts(id), await rewards(id), await earnings(id)]
    // Asking for a place makes it, on every side.
    for (const place of [...owed.values(), ...stated.values()]) placeOf(paid, place)
    for (const of of paid.values()) {
      const { marketId, tokenId } = of
      if (!audited.has(marketId)) continue
      const [found, left] = [placeOf(stated, of), placeOf(owed, of)]
      const expected = { ...of, forfeited: left.forfeited, accrued: of.settled + left.forfeited + left.accrued }
      const token = await names.tokenAddress(tokenId)
      for (const figure of figures) {
        if (found[figure] === expected[figure]) continue
        tell(marketId, 'EARNINGS', {
          subject: `${figure} of ${address}, token ${token ?? tokenId}`,
          found: String(found[figure]),
          expected: String(expected[figure]),
          why: figure === 'accrued' ? 'settled, forfeited and outstanding together' : 'by the payouts',
          token,
        })
      }
    }
  }
}

const figures = ['settled', 'revenue', 'payouts', 'accrued', 'forfeited', 'firstPayoutAt', 'lastPayoutAt'] as const
