import type { Hex } from '../domain/hex.ts'
import type { Rows } from '../store/store.ts'
import { balanceCall } from './ask.ts'
import type { Book } from './book.ts'
import type { Told } from './finding.ts'
import { heldAccounts, heldOverTime } from './history.ts'
import type { Locator, Place } from './locate.ts'

/** Contracts whose past balances are asked for together: more are too many for each of so many blocks. */
const HOLDERS_MAX = 47

/** Where money is that books and chain differ about. */
type Where = {
  readonly market: Rows['markets']
  readonly tokenId: number
  readonly token: Hex
  readonly holders: readonly Hex[]
  /** Of one task, where it has a contract of its own. */
  readonly subjectId?: number
  readonly from: number
}

/** The event that would explain a difference of balances, and the blocks it may be in: the very block, where an archive node helps. */
export const explainBalance = async (
  book: Book,
  { market, tokenId, token, holders, subjectId, from }: Where,
  { found, expected, locator }: { found: bigint; expected: bigint; locator: Locator | null },
): Promise<Pick<Told, 'event' | 'blocks'>> => {
  const wide = { event: eventOf({ amount: found - expected, token }), blocks: { from, to: book.block } }
  if (locator === null || holders.length > HOLDERS_MAX) return wide
  const accounts = await heldAccounts(book, {
    marketId: market.id,
    tokenId,
    ...(subjectId === undefined ? {} : { subjectId }),
  })
  const held = await heldOverTime(book, accounts)
  const questions = holders.map((holder) => balanceCall(token, holder))
  const places = await locator.places({ from, to: book.block, held, questions })
  const [first, last] = [places?.[0], places?.at(-1)]
  if (!places || !first || !last) return wide
  return {
    event: places.map((place) => eventOf({ ...place, token })).join('; '),
    blocks: { from: first.block, to: last.block },
  }
}

const eventOf = ({ amount, token, block }: Pick<Place, 'amount'> & Partial<Place> & { token: Hex }): string => {
  const what = amount > 0n ? `a payout, fee, refund or withdrawal of ${amount}` : `a deposit or sale of ${-amount}`
  return `${what} of token ${token}${block === undefined ? '' : ` in block ${block}`}`
}
