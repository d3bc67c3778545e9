import { and, eq } from 'drizzle-orm'
import { causes, codeOf, ledgerAccountTypes } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import { numberOf } from '../store/ids.ts'
import { transactionOfLog } from '../store/read/transaction-logs.ts'
import type { Rows } from '../store/store.ts'
import type { Book } from './book.ts'
import type { Witnessed } from './emitted.ts'
import type { Tell } from './finding.ts'

/** Tokens that came to a market (a positive amount) or left it, with no event that says why. */
export type Moved = {
  readonly amount: bigint
  readonly token: Hex
  readonly block: number
  readonly transactionHash: Hex
}

/** Most that are looked at. */
const MOVES_MAX = 10_000

const SUSPENSE = codeOf(ledgerAccountTypes, 'SUSPENSE')
const TRANSFER = codeOf(causes, 'TRANSFER')

/** Transfers that no event of the market explains, oldest first. */
export const unexplained = async (book: Book, market: Rows['markets']): Promise<Moved[]> => {
  const { db, tables } = book
  const { ledgerAccounts, postings, movements, logs, transactions, tokens } = tables
  const rows = await db
    .select({
      amount: postings.amount,
      token: tokens.address,
      blockId: transactions.blockId,
      transactionHash: transactions.hash,
    })
    .from(ledgerAccounts)
    .innerJoin(postings, eq(postings.accountId, ledgerAccounts.id))
    .innerJoin(movements, eq(movements.id, postings.movementId))
    .innerJoin(logs, eq(logs.id, movements.logId))
    .innerJoin(transactions, transactionOfLog(tables))
    .innerJoin(tokens, eq(tokens.id, ledgerAccounts.tokenId))
    .where(
      and(eq(ledgerAccounts.type, SUSPENSE), eq(ledgerAccounts.marketId, market.id), eq(movements.cause, TRANSFER)),
    )
    .orderBy(postings.id)
    .limit(MOVES_MAX)
  return rows
    .filter(({ blockId }) => numberOf(blockId) <= book.block)
    .map(({ amount, token, blockId, transactionHash }) => ({
      amount,
      token,
      block: numberOf(blockId),
      transactionHash,
    }))
}

/** Anybody can send tokens to a market; only the market can send them out, and one that says why always does. */
export const auditTransfers = (
  { market, isWhole }: Pick<Witnessed, 'market' | 'isWhole'>,
  moved: readonly Moved[],
  tell: Tell,
): void => {
  if (!isWhole) return
  for (const { amount, token, block, transactionHash } of moved) {
    if (amount >= 0n) continue
    tell(market.id, 'UNEXPLAINED_TRANSFER', {
      subject: `${-amount} of token ${token}`,
      found: `left the market in block ${block}`,
      expected: 'an event that says why',
      why: 'it states each transfer out of it',
      event: `an event of the market in transaction ${transactionHash}`,
      blocks: { from: block, to: block },
      token,
    })
  }
}
