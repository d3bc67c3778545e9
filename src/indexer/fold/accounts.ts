import { type AccountRole, roleBit } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { type At, dayOf } from './at.ts'

/** The account of an address, made when first seen; it takes the role, if any. */
export const accountOf = (books: Books, address: Hex, role?: AccountRole): number => {
  const bit = role ? roleBit(role) : 0
  const account = books.find('accounts', address)
  if (!account) return books.add('accounts', { address, roles: bit }).id
  if ((account.roles & bit) !== bit) books.set('accounts', account, { roles: account.roles | bit })
  return account.id
}

/** The token of an address, made when first seen. */
export const tokenOf = (books: Books, address: Hex): Rows['tokens'] =>
  books.find('tokens', address) ?? books.add('tokens', { address, payouts: 0 })

/** Counts an account's market once: markets count distinct contributors. */
const joinMarket = (books: Books, accountId: number, { marketId, timestamp }: At) => {
  if (books.find('contributorMarkets', accountId, marketId)) return
  books.add('contributorMarkets', { accountId, marketId })
  changeMarket(books, marketId, timestamp, (market) => ({ contributors: market.contributors + 1 }))
}

/** Changes a market's counters. */
export const changeMarket = (
  books: Books,
  marketId: number,
  timestamp: number,
  change: (market: Rows['markets']) => Partial<Rows['markets']>,
) => {
  const market = books.get('markets', marketId)
  if (market)
    books.set('markets', market, { createdAt: market.createdAt ?? timestamp, updatedAt: timestamp, ...change(market) })
}

/** A contributor did or received something: its counters change, and its days of activity are kept. */
export const contribute = (
  books: Books,
  accountId: number,
  at: At,
  change: (contributor: Rows['contributors']) => Partial<Rows['contributors']>,
): Rows['contributors'] => {
  joinMarket(books, accountId, at)
  const day = dayOf(at.timestamp)
  const known = books.find('contributors', accountId)
  if (!known) {
    const fresh = books.add('contributors', {
      accountId,
      firstSeenAt: at.timestamp,
      lastActiveAt: at.timestamp,
      submissions: 0,
      accepted: 0,
      rejected: 0,
      tasks: 0,
      datasets: 0,
      payouts: 0,
      activeDays: 1,
      lastDay: day,
      streakDays: 1,
      longestStreakDays: 1,
    })
    return books.set('contributors', fresh, change(fresh))
  }
  const streakDays = day === known.lastDay ? known.streakDays : day === known.lastDay + 1 ? known.streakDays + 1 : 1
  return books.set('contributors', known, {
    lastActiveAt: at.timestamp,
    activeDays: known.activeDays + (day === known.lastDay ? 0 : 1),
    lastDay: day,
    streakDays,
    longestStreakDays: Math.max(known.longestStreakDays, streakDays),
    ...change(known),
  })
}
