import DataLoader from 'dataloader'
import type { Column } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Cause, causes, codeOf } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import type { Judgement } from '../domain/quality.ts'
import { rolesOf } from '../protocols/registry.ts'
import { slotOf } from '../store/ids.ts'
import {
  datasetEarningRows,
  type LogPlace,
  type LogRow,
  logIdsAt,
  logRows,
  movementRows,
  rowsBy,
  rowsByKey,
} from '../store/read/by-key.ts'
import { contractsIn } from '../store/read/contracts.ts'
import { documentRows } from '../store/read/documents.ts'
import { type CountQuery, fetchCounts, fetchPages, type PageQuery, type Row, type Source } from '../store/read/page.ts'
import { type QualityOf, standingReviews } from '../store/read/quality.ts'
import type { Reader } from '../store/read/reader.ts'
import type { Rows, TableName } from '../store/store.ts'

// One loader per relation and operation: what the fields of a page ask for is fetched in one statement each.

type Keyed = SQLiteTable & { readonly id: Column }
type One<K, V> = DataLoader<K, V | undefined>
type Many<K, V> = DataLoader<K, readonly V[]>

/** More values than this in one statement would meet the databases' limits on parameters. */
const BATCH_MAX = 5_000
const batch = { maxBatchSize: BATCH_MAX }

const byId = <N extends TableName>(reader: Reader, name: N): One<number, Rows[N]> => {
  const table = reader.tables[name] as unknown as Keyed
  return new DataLoader(async (ids) => {
    const rows = new Map((await rowsBy(reader, table, table.id, ids)).map((row) => [row.id, row]))
    return ids.map((id) => rows.get(id) as Rows[N] | undefined)
  }, batch)
}

const many = <N extends TableName, C extends keyof Rows[N] & string>(
  reader: Reader,
  name: N,
  column: C,
): Many<Rows[N][C], Rows[N]> => {
  const table = reader.tables[name] as unknown as SQLiteTable & Record<string, Column>
  return new DataLoader(async (keys) => {
    const rows = (await rowsBy(reader, table, table[column]!, keys)) as Rows[N][]
    rows.sort((a, b) => Number('id' in a && a.id) - Number('id' in b && b.id))
    const groups = Map.groupBy(rows, (row) => row[column])
    return keys.map((key) => groups.get(key) ?? [])
  }, batch)
}

const byMarketKey = <N extends 'tasks' | 'taskStatuses' | 'submissions' | 'datasets'>(reader: Reader, name: N) => {
  const table = reader.tables[name]
  return new DataLoader<{ marketId: number; key: string }, Rows[N] | undefined, string>(
    async (places) => {
      const found = new Map<string, Rows[N]>()
      for (const [marketId, group] of Map.groupBy(places, (place) => place.marketId))
        for (const row of await rowsByKey(
          reader,
          table,
          marketId,
          group.map(({ key }) => key),
        ))
          found.set(`${marketId}:${row.key}`, row as Rows[N])
      return places.map(({ marketId, key }) => found.get(`${marketId}:${key}`))
    },
    { ...batch, cacheKeyFn: ({ marketId, key }) => `${marketId}:${key}` },
  )
}

/**
 * Contracts with a fixed role in a market: the one that names it, and those in roles that a configuration may fill. All others are a
 * task's or a dataset's.
 */
const fixedContractsOf = (reader: Reader): Many<number, Rows['contracts']> =>
  new DataLoader(async (marketIds) => {
    const wanted = (await reader.markets()).filter(({ id }) => marketIds.includes(id))
    const found: Rows['contracts'][] = []
    for (const [protocol, markets] of Map.groupBy(wanted, (market) => market.protocol)) {
      const { root, configurable } = rolesOf(protocol)
      const ids = markets.map(({ id }) => id)
      found.push(...(await contractsIn(reader, ids, [root, ...configurable])))
    }
    const groups = Map.groupBy(found, (row) => row.marketId)
    return marketIds.map((id) => groups.get(id) ?? [])
  }, batch)

/** What a contributor earned from a dataset: by both, since either alone may have very many. */
const earningsFrom = (reader: Reader) =>
  new DataLoader<{ datasetId: number; accountId: number }, readonly Rows['datasetEarnings'][], string>(
    async (pairs) => {
      const rows = await datasetEarningRows(reader, pairs)
      return pairs.map((pair) =>
        rows.filter((row) => row.datasetId === pair.datasetId && row.accountId === pair.accountId),
      )
    },
    { maxBatchSize: 200, cacheKeyFn: ({ datasetId, accountId }) => `${datasetId}:${accountId}` },
  )

export type CausePlace = { readonly cause: Cause; readonly causeId: number }

/** Movements by what caused them: one statement per kind of cause. */
const byCause = (reader: Reader) =>
  new DataLoader<CausePlace, readonly Rows['movements'][], string>(
    async (places) => {
      const found: Rows['movements'][] = []
      for (const [cause, group] of Map.groupBy(places, (place) => place.cause))
        found.push(
          ...(await movementRows(
            reader,
            cause,
            group.map(({ causeId }) => causeId),
          )),
        )
      return places.map(({ cause, causeId }) =>
        found.filter((row) => row.causeId === causeId && row.cause === codeOf(causes, cause)),
      )
    },
    { ...batch, cacheKeyFn: ({ cause, causeId }) => `${cause}:${causeId}` },
  )

/** Queries of one source become one statement. */
const perSource = <Q extends { source: Source }, A>(run: (queries: readonly Q[]) => Promise<A[]>): DataLoader<Q, A> =>
  new DataLoader(
    async (queries) => {
      const answers = new Map<Q, A>()
      for (const group of Map.groupBy(queries, ({ source }) => source).values())
        for (const [i, answer] of (await run(group)).entries()) answers.set(group[i]!, answer)
      return queries.map((query) => answers.get(query)!)
    },
    { cache: false },
  )

const logIds = (reader: Reader) =>
  new DataLoader<LogPlace, number | undefined, string>(
    async (places) => {
      const rows = await logIdsAt(
        reader,
        places.map(({ transactionHash }) => transactionHash),
      )
      return places.map(
        (place) =>
          rows.find(
            ({ id, hash, logIndex }) =>
              hash === place.transactionHash && logIndex === place.logIndex && slotOf(id) === place.slot,
          )?.id,
      )
    },
    { ...batch, cacheKeyFn: ({ slot, transactionHash, logIndex }) => `${slot}:${transactionHash}:${logIndex}` },
  )

const reviewsOf = (reader: Reader, column: QualityOf): DataLoader<number, readonly Judgement[]> =>
  new DataLoader(async (ids) => {
    const found = await standingReviews(reader, column, ids)
    return ids.map((id) => found.get(id) ?? [])
  }, batch)

/** A document that is not on the chain, by its key. */
const documentBy = (reader: Reader): One<Hex, Rows['documents']> =>
  new DataLoader(async (keys) => {
    const rows = new Map((await documentRows(reader, keys)).map((row) => [row.key, row]))
    return keys.map((key) => rows.get(key))
  }, batch)

export const createLoaders = (reader: Reader) => ({
  pages: perSource<PageQuery, Row[]>((queries) => fetchPages(reader.db, queries)),
  counts: perSource<CountQuery, number>((queries) => fetchCounts(reader.db, queries)),

  log: new DataLoader<number, LogRow | undefined>(async (ids) => {
    const rows = new Map((await logRows(reader, ids)).map((row) => [row.id, row]))
    return ids.map((id) => rows.get(id))
  }, batch),
  logId: logIds(reader),
  block: byId(reader, 'blocks'),
  account: byId(reader, 'accounts'),
  accountsOf: many(reader, 'accounts', 'address') as Many<Hex, Rows['accounts']>,
  contributor: byId(reader, 'contributors'),
  contributorsOf: many(reader, 'contributors', 'accountId'),
  earningsOf: many(reader, 'earnings', 'accountId'),
  marketsOf: many(reader, 'contributorMarkets', 'accountId'),
  token: byId(reader, 'tokens'),
  tokensAt: many(reader, 'tokens', 'address') as Many<Hex, Rows['tokens']>,
  tokenMetadata: many(reader, 'tokenMetadata', 'address') as Many<Hex, Rows['tokenMetadata']>,
  contractsAt: many(reader, 'contracts', 'address') as Many<Hex, Rows['contracts']>,
  fixedContractsOf: fixedContractsOf(reader),
  task: byId(reader, 'tasks'),
  taskAt: byMarketKey(reader, 'tasks'),
  taskStatusAt: byMarketKey(reader, 'taskStatuses'),
  rolesOf: many(reader, 'taskRoles', 'taskId'),
  submission: byId(reader, 'submissions'),
  submissionAt: byMarketKey(reader, 'submissions'),
  dataset: byId(reader, 'datasets'),
  datasetAt: byMarketKey(reader, 'datasets'),
  review: byId(reader, 'reviews'),
  reviewsOf: {
    id: reviewsOf(reader, 'id'),
    taskId: reviewsOf(reader, 'taskId'),
    datasetId: reviewsOf(reader, 'datasetId'),
    accountId: reviewsOf(reader, 'accountId'),
  },
  version: byId(reader, 'datasetVersions'),
  datasetEarnings: earningsFrom(reader),
  datasetMoney: many(reader, 'datasetMoney', 'datasetId'),
  reward: byId(reader, 'rewards'),
  payout: byId(reader, 'payouts'),
  payoutsAt: many(reader, 'payouts', 'logId'),
  fee: byId(reader, 'fees'),
  feesAt: many(reader, 'fees', 'logId'),
  purchase: byId(reader, 'purchases'),
  purchasesAt: many(reader, 'purchases', 'logId'),
  funding: byId(reader, 'fundings'),
  fundingsAt: many(reader, 'fundings', 'logId'),
  document: documentBy(reader),
  documentQueue: byId(reader, 'documentQueue'),
  marketMoney: many(reader, 'marketMoney', 'marketId'),
  auditsOf: many(reader, 'audits', 'marketId'),
  ledgerAccount: byId(reader, 'ledgerAccounts'),
  movement: byId(reader, 'movements'),
  movementsOf: byCause(reader),
  postingsOf: many(reader, 'postings', 'movementId'),
})

export type Loaders = ReturnType<typeof createLoaders>
