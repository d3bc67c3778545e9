import { and, eq, gt } from 'drizzle-orm'
import { codeOf, ledgerAccountTypes } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import { tableList } from '../store/read/lists/list.ts'
import { QueryError } from '../store/read/query-error.ts'
import { type Place, type Ranking, rankRows, rankValues, sumOf } from '../store/read/ranking.ts'
import type { Rows } from '../store/store.ts'
import type { PageArgs } from './connection.ts'
import type { Context } from './context.ts'
import { decodeCursor, encodeCursor, fingerprint } from './cursor.ts'
import type { LeaderboardMetric } from './generated/types.ts'
import { present } from './known.ts'
import { find } from './lookup.ts'
import { partsOf } from './node-ids.ts'
import { pageSize } from './page-size.ts'
import type { LeaderboardConnectionSource } from './sources.ts'

type Args = PageArgs & { readonly metric: LeaderboardMetric; readonly token?: string | null }

/** A ranking with how a place in it leads to a person. */
type Board = { readonly ranking: Ranking; readonly person: (key: number | Hex) => Promise<{ address: Hex }> }

const counts = { ACCEPTED_SUBMISSIONS: 'accepted', SUBMISSIONS: 'submissions', DATASETS: 'datasets' } as const
const isCount = (metric: LeaderboardMetric): metric is keyof typeof counts => metric in counts

const addressOf = async ({ load }: Context, accountId: number) => ({
  address: present(await load.account.load(accountId), 'account').address,
})

const byCount = async (context: Context, metric: keyof typeof counts): Promise<Board> => {
  const { reader, load } = context
  const { contributors } = reader.tables
  const column = counts[metric]
  const total = () => sumOf(reader, contributors, contributors[column])
  const { source, key } = await context.lists.contributors()
  const ranking = rankRows(reader, { source, where: undefined, value: column, key }, total)
  return {
    ranking,
    person: async (key) =>
      typeof key === 'number'
        ? addressOf(context, present(await load.contributor.load(key), 'contributor').accountId)
        : { address: key },
  }
}

/** What all markets paid in a token is kept per market: no need to add up the people. */
const paidIn = async ({ reader: { db, tables } }: Context, tokenId: number): Promise<bigint> => {
  const rows = await db.select().from(tables.marketMoney).where(eq(tables.marketMoney.tokenId, tokenId))
  return rows.reduce((sum, row) => sum + row.paid, 0n)
}

const byEarnings = (context: Context, tokenId: number): Board => {
  const { reader, load } = context
  const { ledgerAccounts } = reader.tables
  const { source } = tableList('earnings', ledgerAccounts, {})
  const where = and(
    eq(ledgerAccounts.type, codeOf(ledgerAccountTypes, 'EARNINGS')),
    eq(ledgerAccounts.tokenId, tokenId),
  )
  return {
    ranking: rankRows(reader, { source, where, value: 'balance', key: 'id' }, () => paidIn(context, tokenId)),
    person: async (key) =>
      addressOf(context, present(await load.ledgerAccount.load(key as number), 'ledger account').subjectId),
  }
}

/** Earnings and shares are kept per market: of one market, or added up over all that pay the token. */
const byMarketEarnings = (
  context: Context,
  column: 'settled' | 'revenue',
  tokenId: number,
  marketId?: number,
): Board => {
  const { reader } = context
  const { earnings } = reader.tables
  const { columns } = tableList('marketEarnings', earnings, {}).source
  const load = async (): Promise<Map<number, bigint>> => {
    const where = and(
      eq(earnings.tokenId, tokenId),
      gt(earnings[column], 0n),
      marketId === undefined ? undefined : eq(earnings.marketId, marketId),
    )
    const rows = await reader.db
      .select({ accountId: earnings.accountId, value: earnings[column] })
      .from(earnings)
      .where(where)
      .limit(ROWS_MAX)
    if (rows.length === ROWS_MAX)
      throw new QueryError('RANGE_TOO_WIDE', `More than ${ROWS_MAX} earnings are in this ranking.`, { max: ROWS_MAX })
    const values = new Map<number, bigint>()
    for (const { accountId, value } of rows) values.set(accountId, (values.get(accountId) ?? 0n) + value)
    return values
  }
  const terms = [
    { key: column, column: columns[column]!, nullable: false, direction: 'DESC' },
    { key: 'accountId', column: columns.accountId!, nullable: false, direction: 'DESC' },
  ] as const
  return { ranking: rankValues(terms, load), person: (key) => addressOf(context, key as number) }
}

/** Rows that a ranking added up on the spot may be made of. */
const ROWS_MAX = 200_000

const tokenFor = async (context: Context, id: string): Promise<Rows['tokens']> =>
  present(await find.Token(context, partsOf('Token', id)).then((token) => token ?? unknownToken()), 'token')

const unknownToken = (): never => {
  throw new QueryError('BAD_USER_INPUT', 'No token is indexed under this id.')
}

const page = async (
  { ranking, person }: Board,
  args: Args,
  { scope, tokenId }: { scope: string; tokenId: number | null },
): Promise<LeaderboardConnectionSource> => {
  const { limit, walk } = pageSize(args)
  const { terms } = ranking
  const bound = fingerprint('leaderboard', scope, args.metric, args.token ?? '')
  const after = args.after ? decodeCursor(bound, terms, args.after) : undefined
  const before = args.before ? decodeCursor(bound, terms, args.before) : undefined
  const found = await ranking.page({ ...(after && { after }), ...(before && { before }), limit: limit + 1, walk })
  const places = found.slice(0, limit)
  if (walk === 'backward') places.reverse()
  const more = found.length > limit
  let sum: Promise<bigint> | undefined
  const total = () => {
    sum ??= places.length === 0 ? Promise.resolve(0n) : ranking.total()
    return sum
  }
  const money = terms[0]!.column.dataType === 'custom'
  const cursor = ({ key, value }: Place) => encodeCursor(bound, [money ? value : Number(value), key])
  const edges = await Promise.all(
    places.map(async (place) => ({
      cursor: cursor(place),
      node: await person(place.key),
      rank: place.rank,
      value: place.value,
      total,
      tokenId,
    })),
  )
  const count = () => ranking.count()
  return {
    edges,
    metric: args.metric,
    total,
    tokenId,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: async () => (walk === 'forward' ? more : before !== undefined),
      hasPreviousPage: async () => (walk === 'backward' ? more : after !== undefined),
    },
    totalCount: count,
    totals: async () => [],
  }
}

/** The ranking over everything. */
export const leaderboard = async (context: Context, args: Args): Promise<LeaderboardConnectionSource> => {
  const { metric } = args
  if (isCount(metric)) return page(await byCount(context, metric), args, { scope: '', tokenId: null })
  if (!args.token) throw new QueryError('BAD_USER_INPUT', `${metric} ranks one token's amounts: say which in 'token'.`)
  const { id: tokenId } = await tokenFor(context, args.token)
  const board =
    metric === 'REWARDS_EARNED' ? byEarnings(context, tokenId) : byMarketEarnings(context, 'revenue', tokenId)
  return page(board, args, { scope: '', tokenId })
}

/** The ranking within one market, by money: people's other figures are not kept apart by market. */
export const marketLeaderboard = async (
  context: Context,
  market: Rows['markets'],
  args: Args,
): Promise<LeaderboardConnectionSource> => {
  const { metric } = args
  if (isCount(metric))
    throw new QueryError('BAD_USER_INPUT', `One market ranks by REWARDS_EARNED or REVENUE_SHARES, not by ${metric}.`)
  const tokenId = args.token ? (await tokenFor(context, args.token)).id : await onlyToken(context, market.id)
  const scope = `market:${market.id}`
  if (tokenId === null) {
    const board = byMarketEarnings(context, 'settled', -1, market.id)
    return page(board, args, { scope, tokenId })
  }
  const column = metric === 'REWARDS_EARNED' ? 'settled' : 'revenue'
  return page(byMarketEarnings(context, column, tokenId, market.id), args, { scope, tokenId })
}

/** The token of a market that deals in one; null when it deals in none yet. */
const onlyToken = async ({ load }: Context, marketId: number): Promise<number | null> => {
  const money = await load.marketMoney.load(marketId)
  if (money.length > 1)
    throw new QueryError('AMBIGUOUS_TOKEN', "This market deals in several tokens: say which in 'token'.")
  return money[0]?.tokenId ?? null
}
