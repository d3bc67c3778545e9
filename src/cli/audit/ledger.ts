import { codeOf, ledgerAccountTypes } from '../../domain/codes.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { addTo, sumsInStep, walk } from './walk.ts'

/** Accounts of money that a market's contracts hold. */
const held: ReadonlySet<number> = new Set(
  (['ESCROW', 'PAYABLE', 'REVENUE', 'SUSPENSE'] as const).map((type) => codeOf(ledgerAccountTypes, type)),
)

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
    start: () => ({ total: 0n, last: 0n }),
    add: (sum, { amount, balanceAfter }) => {
      sum.total += amount
      sum.last = balanceAfter
    },
  })
  for await (const account of walk(book, 'ledgerAccounts', ['id'])) {
    const { id, type, marketId, tokenId, balance } = account
    addTo(totals, tokenId, balance)
    if (held.has(type)) {
      const holding = holdings.get(marketId) ?? new Map<number, bigint>()
      holdings.set(marketId, holding)
      addTo(holding, tokenId, balance)
    }
    const { total, last } = await postings(id)
    // Accounts of no market are all markets'.
    if (marketId !== 0 && !audited.has(marketId)) continue
    const say = async (expected: string) =>
      tell(marketId === 0 ? null : marketId, 'ACCOUNT_BALANCE', {
        subject: await names.ledgerAccount(account),
        found: String(balance),
        expected,
      })
    if (balance !== total) await say(`${total}, the sum of its postings`)
    else if (balance !== last) await say(`${last}, the balance after its last posting`)
  }
  for (const [tokenId, total] of totals) {
    if (total === 0n) continue
    tell(null, 'LEDGER_UNBALANCED', {
      subject: `all accounts of token ${await names.token(tokenId)}`,
      found: String(total),
      expected: '0, debits and credits together',
    })
  }
  return holdings
}
