import { count, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Source } from './page.ts'
import { QueryError } from './query-error.ts'
import type { Reader } from './reader.ts'

/** Different amounts that one sum may be made of. Rewards repeat, so this is far more rows than it seems. */
const AMOUNTS_MAX = 100_000
/** Tokens that one sum may list. */
const TOKENS_MAX = 100

export type TokenSum = { readonly tokenId: number; readonly raw: bigint }

/**
 * Sums of `amount` per token over the rows that match, exact on both databases: SQLite cannot add 256-bit numbers, so each
 * database counts how often each amount occurs, and bigints do the rest. In order of the tokens' ids.
 */
export const sumsByToken = async (
  { db }: Reader,
  { from, columns }: Source,
  where: SQL | undefined,
): Promise<TokenSum[]> => {
  const token = columns.tokenId as SQLiteColumn
  const amount = columns.amount as SQLiteColumn
  const groups = (await db
    .select({ token: token as never, amount: amount as never, times: count() as never })
    .from(from as SQLiteTable)
    .where(where)
    .groupBy(token, amount)
    .limit(AMOUNTS_MAX + 1)) as unknown as { token: number; amount: bigint; times: number }[]
  if (groups.length > AMOUNTS_MAX)
    throw new QueryError(
      'RANGE_TOO_WIDE',
      `More than ${AMOUNTS_MAX} different amounts match: narrow the filter to sum them.`,
      {
        max: AMOUNTS_MAX,
      },
    )
  const sums = new Map<number, bigint>()
  for (const { token, amount, times } of groups) sums.set(token, (sums.get(token) ?? 0n) + amount * BigInt(times))
  return [...sums]
    .sort(([a], [b]) => a - b)
    .slice(0, TOKENS_MAX)
    .map(([tokenId, raw]) => ({ tokenId, raw }))
}
