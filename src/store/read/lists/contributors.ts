import { and, type Column, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Hex } from '../../../domain/hex.ts'
import { headOf, headOfHash } from '../../hash-head.ts'
import type { Db } from '../../store.ts'
import type { Tables } from '../../tables.ts'
import { account, chain, type Field, type Fields, inSlot, marketsOf, related, text, value } from '../filter.ts'
import { checkIn, never, type Operators, test } from '../operators.ts'
import type { Source } from '../page.ts'
import type { List } from './list.ts'
import { tableList } from './list.ts'

const orders = {
  FIRST_SEEN_AT: 'firstSeenAt',
  LAST_ACTIVE_AT: 'lastActiveAt',
  SUBMISSION_COUNT: 'submissions',
  ACCEPTED_COUNT: 'accepted',
  PAYOUT_COUNT: 'payouts',
} as const

type Columns = Source['columns']

/** Condition that a contributor is one of the accounts that a query gives. */
type AmongAccounts = (accounts: SQL) => SQL

const relations = (tables: Tables, among: AmongAccounts, inMarkets: InMarkets): Fields => {
  const { datasetContributors } = tables
  const inDatasets = linked(among, datasetContributors, datasetContributors.datasetId)
  return {
    protocol: async (names, { reader }) => {
      const ids = await marketsOf(reader, names)
      return ids.length === 0 ? never : inMarkets(ids)
    },
    market: related(inMarkets, (ids, context) => context.rowsOf('Market', ids as string[])),
    dataset: related(inDatasets, (ids, context) => context.rowsOf('Dataset', ids as string[])),
  }
}

/** Condition that a contributor took part in one of some markets, or in any. */
type InMarkets = (ids: readonly number[] | undefined) => SQL

/** Contributors whose account a table lists beside one of some ids; without ids, at all. */
const linked =
  (among: AmongAccounts, table: SQLiteTable & { readonly accountId: Column }, object: Column) =>
  (ids: readonly number[] | undefined): SQL =>
    among(
      ids === undefined
        ? sql`select ${table.accountId} from ${table}`
        : sql`select ${table.accountId} from ${table} where ${inArray(object, [...ids])}`,
    )

const counters = (columns: Columns): Fields => ({
  firstSeenAt: value(columns.firstSeenAt!),
  lastActiveAt: value(columns.lastActiveAt!),
  acceptedCount: value(columns.accepted!),
  payoutCount: value(columns.payouts!),
})

/** With one chain an address has one row, and the indexes on its counters serve the orders. */
export const contributorsOfOneChain = (tables: Tables): List => {
  const { contributors } = tables
  const list = tableList('contributors', contributors, {}, orders)
  return {
    ...list,
    filters: {
      id: contributorId(account(contributors.accountId)),
      address: account(contributors.accountId),
      chainId: chain(contributors.id),
      ...counters(list.source.columns),
      ...relations(tables, (accounts) => sql`${contributors.accountId} in (${accounts})`, tookPart(tables)),
    },
  }
}

/** A market has very many contributors: they come in the order wanted, and each is looked up. */
const tookPart =
  ({ contributors, contributorMarkets: link }: Tables): InMarkets =>
  (ids) =>
    sql`exists (select 1 from ${link} where ${and(eq(link.accountId, contributors.accountId), ids && inArray(link.marketId, [...ids]))})`

/** The global id of a contributor holds its address and nothing else. */
const contributorId =
  (byAddress: Field): Field =>
  async (operators, context) => {
    const translated: Record<string, unknown> = {}
    for (const [operator, operand] of Object.entries(operators as Operators))
      translated[operator] = Array.isArray(operand)
        ? checkIn(operand).map((id) => context.addressOf(id as string))
        : typeof operand === 'string'
          ? context.addressOf(operand)
          : operand
    return byAddress(translated, context)
  }

/** With several chains the rows of one address are added up first. */
export const contributorsOfAllChains = (tables: Tables, db: Db): List => {
  const { contributors, contributorMarkets, accounts } = tables
  const total = (column: Column, name: string) => sql<number>`cast(sum(${column}) as bigint)`.mapWith(Number).as(name)
  const merged = db
    .select({
      address: accounts.address,
      firstSeenAt: sql<number>`min(${contributors.firstSeenAt})`.mapWith(Number).as('first_seen'),
      lastActiveAt: sql<number>`max(${contributors.lastActiveAt})`.mapWith(Number).as('last_active'),
      submissions: total(contributors.submissions, 'all_submissions'),
      accepted: total(contributors.accepted, 'all_accepted'),
      payouts: total(contributors.payouts, 'all_payouts'),
      datasets: total(contributors.datasets, 'all_datasets'),
    })
    .from(contributors)
    .innerJoin(accounts, eq(accounts.id, contributors.accountId))
    .groupBy(accounts.address)
    .as('merged')
  const columns = merged as unknown as Columns & { address: Column }
  const among: AmongAccounts = (ids) =>
    sql`${columns.address} in (select ${accounts.address} from ${accounts} where ${accounts.id} in (${ids}))`
  const onChain: Field = async (operators, { reader }) => {
    const slots = (await reader.chains()).filter((state) => test(state.chain.id, operators as Operators))
    if (slots.length === 0) return never
    const where = sql.join(
      slots.map((state) => inSlot(contributors.id, state.chain.slot)),
      sql` or `,
    )
    return among(sql`select ${contributors.accountId} from ${contributors} where ${where}`)
  }
  // An index holds no more of an address than its head.
  const byAddress: Field = async (operators, context) => {
    const exact = await text(columns.address)(operators, context)
    const { eq: one, in: some } = operators as Operators
    const heads = [one ?? [], some ?? []]
      .flat()
      .map((address) => sql.param(headOfHash(address as Hex), accounts.address))
    return heads.length === 0 ? exact : and(exact, inArray(headOf(columns.address), heads))!
  }
  const names = ['address', 'firstSeenAt', 'lastActiveAt', 'submissions', 'accepted', 'payouts', 'datasets']
  return {
    name: 'contributorsOfAllChains',
    numbered: false,
    source: { from: merged, columns: Object.fromEntries(names.map((name) => [name, columns[name]!])) },
    key: 'address',
    orders,
    filters: {
      id: contributorId(byAddress),
      address: byAddress,
      chainId: onChain,
      ...counters(columns),
      ...relations(tables, among, linked(among, contributorMarkets, contributorMarkets.marketId)),
    },
  }
}
