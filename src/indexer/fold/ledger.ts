import { type Cause, causes, codeOf, type LedgerAccountType, ledgerAccountTypes } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import { assertInvariant } from '../../errors.ts'
import { holds } from '../../protocols/registry.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf } from './accounts.ts'
import type { At } from './at.ts'

/** One side of a movement: the account receives a positive amount and gives a negative one. */
export type Leg = { readonly type: LedgerAccountType; readonly subjectId: number; readonly amount: bigint }

/** One account serves all markets of a chain: what somebody earned is one statement. */
const chainWide: ReadonlySet<LedgerAccountType> = new Set(['EARNINGS'])
/** Money that a market's contract holds for its tasks, spoken for or not. */
const escrow: ReadonlySet<LedgerAccountType> = new Set(['ESCROW', 'PAYABLE'])

const accountOfLeg = (books: Books, leg: Leg, marketId: number, tokenId: number): Rows['ledgerAccounts'] => {
  const type = codeOf(ledgerAccountTypes, leg.type)
  const market = chainWide.has(leg.type) ? 0 : marketId
  return (
    books.find('ledgerAccounts', type, tokenId, leg.subjectId, market) ??
    books.add('ledgerAccounts', { type, tokenId, subjectId: leg.subjectId, marketId: market, balance: 0n })
  )
}

/** What flowed through a market in one token, changed. */
export const changeMarketMoney = (
  books: Books,
  marketId: number,
  tokenId: number,
  change: (money: Rows['marketMoney']) => Partial<Rows['marketMoney']>,
) => {
  const money =
    books.find('marketMoney', marketId, tokenId) ??
    books.add('marketMoney', { marketId, tokenId, paid: 0n, escrowed: 0n, refunded: 0n, sales: 0n, fees: 0n })
  books.set('marketMoney', money, change(money))
}

/** Books a movement of one token: its legs sum to zero, so that debits equal credits by construction. */
export const post = (
  books: Books,
  at: At,
  { cause, causeId, tokenId, legs }: { cause: Cause; causeId: number | null; tokenId: number; legs: readonly Leg[] },
) => {
  const moved = legs.filter((leg) => leg.amount !== 0n)
  const sum = moved.reduce((total, leg) => total + leg.amount, 0n)
  assertInvariant(sum === 0n, 'A movement does not balance.', { cause, sum, legs: legs.length })
  if (moved.length === 0) return
  const movement = books.add('movements', {
    marketId: at.marketId,
    logId: at.logId,
    cause: codeOf(causes, cause),
    causeId,
    firstPostingId: books.next('postings'),
    createdAt: at.timestamp,
  })
  let escrowed = 0n
  for (const leg of moved) {
    const account = accountOfLeg(books, leg, at.marketId, tokenId)
    const { balance } = books.set('ledgerAccounts', account, { balance: account.balance + leg.amount })
    books.add('postings', { movementId: movement.id, accountId: account.id, amount: leg.amount, balanceAfter: balance })
    if (escrow.has(leg.type)) escrowed += leg.amount
  }
  if (escrowed !== 0n)
    changeMarketMoney(books, at.marketId, tokenId, (money) => ({ escrowed: money.escrowed + escrowed }))
}

export type Source = Omit<Leg, 'amount'>

/** Whether what an address holds is the money of the market that an event is of. */
export const isOwn = (books: Books, at: At, address: Hex): boolean => {
  const contract = books.find('contracts', address, at.marketId)
  const market = contract && books.get('markets', at.marketId)
  return contract !== undefined && market !== undefined && holds(market.protocol, contract.role)
}

export const SUSPENSE: Source = { type: 'SUSPENSE', subjectId: 0 }

/** Where a task keeps the money it owes: its escrow once money entered it, else nobody said where. */
export const escrowOf = (task: Rows['tasks'] | undefined): Source =>
  task?.funded ? { type: 'ESCROW', subjectId: task.id } : SUSPENSE

/**
 * Where a task's payment comes from: its escrow once money entered it. Before that, or in a market that never says so, from
 * outside with the payment, by who was seen paying or else by the poster; from suspense where the market's own contract paid,
 * since what it held came by a transfer that nothing explained.
 */
export const sourceOf = (books: Books, at: At, task: Rows['tasks'] | undefined, payer: Hex | null): Source => {
  if (task?.funded) return escrowOf(task)
  if (payer !== null && isOwn(books, at, payer)) return SUSPENSE
  if (payer !== null) return { type: 'FUNDING', subjectId: accountOf(books, payer) }
  return task?.posterId ? { type: 'FUNDING', subjectId: task.posterId } : SUSPENSE
}
