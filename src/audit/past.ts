import { codeOf, ledgerAccountTypes } from '../domain/codes.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { type Held, heldTypes } from './ledger.ts'
import { addTo, walk } from './walk.ts'

const EARNINGS = codeOf(ledgerAccountTypes, 'EARNINGS')

/** Checks of an older block that cannot be made, since rows say only what is now. */
export const NOT_OF_THE_PAST =
  'sums, counters and states of tasks, submissions, rewards, datasets and contributors are only kept for the newest block'

/**
 * The ledger as it was at an older block: the accounts of a token sum to zero, and what arrived in each account of earnings is the sum
 * of the payouts until then. Also tells what markets held. Memory grows with accounts, not with postings.
 */
export const auditPastLedger = async (book: Book, tell: Tell): Promise<Held> => {
  const end = book.end!
  const names = namesOf(book)
  const accounts = new Map<number, { marketId: number; tokenId: number; type: number; subjectId: number }>()
  for await (const { id, marketId, tokenId, type, subjectId } of walk(book, 'ledgerAccounts', ['id']))
    accounts.set(id, { marketId, tokenId, type, subjectId })
  const balances = new Map<number, bigint>()
  for await (const { id, accountId, amount } of walk(book, 'postings', ['id'])) {
    if (id >= end.postings) break
    addTo(balances, accountId, amount)
  }
  const totals = new Map<number, bigint>()
  const earned = new Map<string, bigint>()
  const holdings = new Map<number, Map<number, bigint>>()
  for (const [id, balance] of balances) {
    const account = accounts.get(id)
    if (account === undefined) continue
    addTo(totals, account.tokenId, balance)
    if (account.type === EARNINGS) addTo(earned, `${account.subjectId}/${account.tokenId}`, balance)
    if (!heldTypes.has(account.type)) continue
    const holding = holdings.get(account.marketId) ?? new Map<number, bigint>()
    holdings.set(account.marketId, holding)
    addTo(holding, account.tokenId, balance)
  }
  for (const [tokenId, total] of totals) {
    if (total === 0n) continue
    tell(null, 'LEDGER_UNBALANCED', {
      subject: `all accounts of token ${await names.token(tokenId)} at block ${book.block}`,
      found: String(total),
      expected: '0',
      why: 'debits and credits together',
      token: await names.tokenAddress(tokenId),
    })
  }
  for await (const { accountId, tokenId, amount, logId } of walk(book, 'payouts', ['id'])) {
    if (logId >= end.logs) break
    addTo(earned, `${accountId}/${tokenId}`, -amount)
  }
  for (const [key, left] of earned) {
    if (left === 0n) continue
    const [accountId, tokenId] = key.split('/').map(Number) as [number, number]
    tell(null, 'EARNINGS', {
      subject: `earnings of ${await names.account(accountId)} at block ${book.block}, token ${await names.token(tokenId)}`,
      found: `${left} other than its payouts`,
      expected: '0',
      why: 'the account holds what was paid',
      token: await names.tokenAddress(tokenId),
    })
  }
  return holdings
}
