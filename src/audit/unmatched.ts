import { eq } from 'drizzle-orm'
import { codeOf, settlements } from '../domain/codes.ts'
import { transactionOfLog } from '../store/read/transaction-logs.ts'
import type { Rows } from '../store/store.ts'
import { type Book, blockOfLog, namesOf } from './book.ts'
import type { Subject, Tell } from './finding.ts'
import { walk } from './walk.ts'

const UNMATCHED = codeOf(settlements, 'UNMATCHED')
/** Those told each by itself; the rest of a market's are told as one number. */
const NAMED_MAX = 100

type Table = 'payouts' | 'fundings' | 'fees' | 'purchases'
type Stated = Pick<Rows['payouts'], 'marketId' | 'logId' | 'part' | 'tokenId' | 'settlement'> & {
  readonly amount: bigint
}

const nouns: Readonly<Record<Table, string>> = {
  payouts: 'payout',
  fundings: 'deposit or refund',
  fees: 'fee',
  purchases: 'purchase',
}

/**
 * Money that was stated, and no token moved: every payout, and all else in markets that move what they state (`whole`). Up to the
 * books' block.
 */
export const auditUnmatched = async (book: Book, whole: ReadonlySet<number>, tell: Tell): Promise<void> => {
  const audited = new Set(book.markets.map(({ id }) => id))
  for (const table of ['payouts', 'fundings', 'fees', 'purchases'] as const) {
    const seen = new Map<number, number>()
    for await (const row of walk(book, table, ['id'])) {
      const stated: Stated = { ...row, amount: amountOf(table, row) }
      if (book.end !== null && stated.logId >= book.end.logs) break
      if (stated.settlement !== UNMATCHED || stated.amount === 0n || !audited.has(stated.marketId)) continue
      if (table !== 'payouts' && !whole.has(stated.marketId)) continue
      const count = (seen.get(stated.marketId) ?? 0) + 1
      seen.set(stated.marketId, count)
      if (count <= NAMED_MAX) await tellOne(book, table, stated, tell)
    }
    for (const [marketId, count] of seen) {
      if (count <= NAMED_MAX) continue
      tell(marketId, table === 'payouts' ? 'UNMATCHED_PAYOUT' : 'UNMATCHED', {
        subject: `further ${table} of the market`,
        found: String(count - NAMED_MAX),
        expected: '0',
        why: 'no token moved for them either',
      })
    }
  }
}

const amountOf = (table: Table, row: Rows[Table]): bigint =>
  table === 'purchases' ? (row as Rows['purchases']).gross : (row as Rows['payouts' | 'fundings' | 'fees']).amount

const tellOne = async (book: Book, table: Table, row: Stated, tell: Tell): Promise<void> => {
  const block = await blockOfLog(book, row.logId)
  const token = await namesOf(book).tokenAddress(row.tokenId)
  tell(row.marketId, table === 'payouts' ? 'UNMATCHED_PAYOUT' : 'UNMATCHED', {
    subject: `${nouns[table]} of ${row.amount}, token ${token ?? row.tokenId}`,
    found: `stated in block ${block ?? 'unknown'}`,
    expected: 'a Transfer of the token in the same transaction',
    why: 'tokens that move say so',
    event: `Transfer of ${row.amount} by the token`,
    blocks: block === null ? null : { from: block, to: block },
    record: table === 'payouts' ? await payoutSubject(book, row) : null,
    token,
  })
}

/** A payout by what makes its id: the place of its log. */
const payoutSubject = async (
  { db, tables: { logs, transactions }, chainId }: Book,
  { logId, part }: Pick<Stated, 'logId' | 'part'>,
): Promise<Subject | null> => {
  const [row] = await db
    .select({ hash: transactions.hash, logIndex: logs.logIndex })
    .from(logs)
    .innerJoin(transactions, transactionOfLog({ logs, transactions }))
    .where(eq(logs.id, logId))
  return row === undefined ? null : ['Payout', chainId, row.hash, row.logIndex, part]
}
