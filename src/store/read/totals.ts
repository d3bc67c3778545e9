import { and, countDistinct, eq, inArray } from 'drizzle-orm'
import { statusIs, taskList } from './lists/tasks.ts'
import { fetchCounts } from './page.ts'
import type { Reader } from './reader.ts'
import type { TokenSum } from './sums.ts'

const TOKENS_MAX = 100

type Market = { readonly id: number; readonly contributors: number; readonly posters: number }

/** Sums per token, in the order in which the tokens were first seen. */
export const tokenSums = (amounts: readonly TokenSum[]): TokenSum[] => {
  const sums = new Map<number, bigint>()
  for (const { tokenId, raw } of amounts) sums.set(tokenId, (sums.get(tokenId) ?? 0n) + raw)
  return [...sums]
    .sort(([a], [b]) => a - b)
    .slice(0, TOKENS_MAX)
    .map(([tokenId, raw]) => ({ tokenId, raw }))
}

/** Distinct people over several markets: somebody in two of them, or on two chains, is one. One market counts its own. */
export const distinctPeople = async (
  { db, tables }: Reader,
  markets: readonly Market[],
  who: 'contributors' | 'posters',
): Promise<number> => {
  const [only] = markets
  if (only === undefined) return 0
  if (markets.length === 1) return only[who]
  const link = who === 'contributors' ? tables.contributorMarkets : tables.marketPosters
  const [row] = await db
    .select({ people: countDistinct(tables.accounts.address) })
    .from(link)
    .innerJoin(tables.accounts, eq(tables.accounts.id, link.accountId))
    .where(
      inArray(
        link.marketId,
        markets.map((market) => market.id),
      ),
    )
  return Number(row?.people ?? 0)
}

/** Tasks that take work now. */
export const openTasks = async (reader: Reader, markets: readonly Market[]): Promise<number> => {
  const { tasks } = reader.tables
  if (markets.length === 0) return 0
  const every = (await reader.markets()).length === markets.length
  const where = and(
    await statusIs(tasks, ['OPEN', 'PARTIAL'], reader),
    every
      ? undefined
      : inArray(
          tasks.marketId,
          markets.map((market) => market.id),
        ),
  )
  const [count] = await fetchCounts(reader.db, [{ source: taskList(reader.tables).source, where }])
  return count ?? 0
}
