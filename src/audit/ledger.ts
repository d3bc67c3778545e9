import { causes, codeOf, ledgerAccountTypes } from '../domain/codes.ts'
import { numberOf } from '../store/ids.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { addTo, sumsInStep, walk } from './walk.ts'

/** Accounts of money that a market's contracts hold. */
export const heldTypes: ReadonlySet<number> = new Set(
  (['ESCROW', 'PAYABLE', 'REVENUE', 'SUSPENSE'] as const).map((type) => codeOf(ledgerAccountTypes, type)),
)

const TRANSFER = codeOf(causes, 'TRANSFER')

/** What the books say that a market's contracts hold: by market, then by token. */
export type Held = ReadonlyMap<number, ReadonlyMap<number, bigint>>

/** Each account is what its postings come to, and all accounts of a token sum to zero. Also tells what markets hold, on the way. */
export const auditLedger = async (book: Book, tell: Tell): Promise<Held> => {
  const names = namesOf(book)
  const audited = new Set(book.markets.map(({ id }) => id))
  const totals = new Map<number, bigint>()
  const holdings = new Map<number, Map<number, bigint>>()
  const postings = sumsInStep(walk(book, 'postings', ['accountId', 'id']), {
    keyOf: ({ accountId }) => accountId,
    start: () => ({ total: 0n, last: 0n, broken: null as bigint | null }),
    add: (sum, { amount, balanceAfter }) => {
      sum.total += amount
      sum.last = balanceAfter
      if (balanceAfter !== sum.total) sum.broken ??= balanceAfter - sum.total
    },
  })
  for await (const account of walk(book, 'ledgerAccounts', ['id'])) {
    const { id, type, marketId, tokenId, balance } = account
    addTo(totals, tokenId, balance)
    if (heldTypes.has(type)) {
      const holding = holdings.get(marketId) ?? new Map<number, bigint>()
      holdings.set(marketId, holding)
      addTo(holding, tokenId, balance)
    }
    const { total, last, broken } = await postings(id)
    // Accounts of no market are all markets'.
    if (marketId !== 0 && !audited.has(marketId)) continue
    const say = async (expected: bigint, why: string) =>
      tell(marketId === 0 ? null : marketId, 'ACCOUNT_BALANCE', {
        subject: await names.ledgerAccount(account),
        found: String(balance),
        expected: String(expected),
        why,
        token: await names.tokenAddress(tokenId),
      })
    if (balance !== total) await say(total, 'the sum of its postings')
    else if (balance !== last) await say(last, 'the balance after its last posting')
    else if (broken !== null) await say(balance - broken, 'the balances after its postings, one of which is off')
  }
  for (const [tokenId, total] of totals) {
    if (total === 0n) continue
    tell(null, 'LEDGER_UNBALANCED', {
      subject: `all accounts of token ${await names.token(tokenId)}`,
      found: String(total),
      expected: '0',
      why: 'debits and credits together',
      token: await names.tokenAddress(tokenId),
    })
  }
  return holdings
}

/** Each movement has at least two sides that sum to zero, and what caused it is named unless only a transfer did. */
export const auditMovements = async (book: Book, tell: Tell): Promise<void> => {
  const audited = new Set(book.markets.map(({ id }) => id))
  const sides = sumsInStep(walk(book, 'postings', ['id']), {
    keyOf: ({ movementId }) => movementId,
    start: () => ({ total: 0n, count: 0 }),
    add: (sum, { amount }) => {
      sum.total += amount
      sum.count += 1
    },
  })
  for await (const { id, marketId, cause, causeId, logId } of walk(book, 'movements', ['id'])) {
    const { total, count } = await sides(id)
    if (!audited.has(marketId)) continue
    const named = (causeId === null) === (cause === TRANSFER)
    if (total === 0n && count >= 2 && named) continue
    tell(marketId, 'LEDGER_UNBALANCED', {
      subject: `movement ${numberOf(id)} of log ${numberOf(logId)}`,
      found: named ? `${count} sides that sum to ${total}` : 'a cause that does not fit',
      expected: named ? 'two or more that sum to 0' : 'a row that caused it, or none for a plain transfer',
      why: 'debits and credits together',
    })
  }
}
