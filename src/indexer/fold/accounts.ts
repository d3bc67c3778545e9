import { type AccountRole, roleBit } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { type At, dayOf } from './at.ts'

/** Before any day of any chain, and next to none of them. */
const NO_DAY = -2

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

/** A contributor's counters change, by what others did or by its own doing (`act`). */
export const contribute = (
  books: Books,
  accountId: number,
  at: At,
  change: (contributor: Rows['contributors']) => Partial<Rows['contributors']>,
): Rows['contributors'] => {
  joinMarket(books, accountId, at)
  const known = books.find('contributors', accountId) ?? newContributor(books, accountId, at)
  return books.set('contributors', known, { lastActiveAt: at.timestamp, ...change(known) })
}

/** A contributor handed something in, was owed or was paid: its days of activity are kept, too. */
export const act = (
  books: Books,
  accountId: number,
  at: At,
  change: (contributor: Rows['contributors']) => Partial<Rows['contributors']> = () => ({}),
): Rows['contributors'] =>
  contribute(books, accountId, at, (contributor) => {
    const { lastDay, streakDays, activeDays, longestStreakDays } = contributor
    const day = dayOf(at.timestamp)
    const streak = day === lastDay ? streakDays : day === lastDay + 1 ? streakDays + 1 : 1
    return {
      activeDays: activeDays + (day === lastDay ? 0 : 1),
      lastDay: day,
      streakDays: streak,
      longestStreakDays: Math.max(longestStreakDays, streak),
      ...change(contributor),
    }
  })

const newContributor = (books: Books, accountId: number, { timestamp }: At): Rows['contributors'] =>
  books.add('contributors', {
    accountId,
    firstSeenAt: timestamp,
    lastActiveAt: timestamp,
    submissions: 0,
    accepted: 0,
    rejected: 0,
    tasks: 0,
    datasets: 0,
    payouts: 0,
    activeDays: 0,
    lastDay: NO_DAY,
    streakDays: 0,
    longestStreakDays: 0,
  })
