import type { Column } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Cause, causes, codeOf } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import type { Judgement } from '../domain/quality.ts'
import { rolesOf } from '../protocols/registry.ts'
import { slotOf } from '../store/ids.ts'
import {
  datasetEarningRows,
  type LogHead,
  type LogPlace,
  type LogRow,
  logHeads,
  logIdsAt,
  logRows,
  movementRows,
  postingRows,
  rowsBy,
  rowsByKey,
} from '../store/read/by-key.ts'
import { contractsIn } from '../store/read/contracts.ts'
import { documentRows } from '../store/read/documents.ts'
import { after, type Soon, together } from '../store/read/later.ts'
import { type CountQuery, fetchCounts, fetchPages, type PageQuery, type Row, type Source } from '../store/read/page.ts'
import { type QualityOf, standingReviews } from '../store/read/quality.ts'
import type { Reader } from '../store/read/reader.ts'
import type { Rows, TableName } from '../store/store.ts'
import { type Batches, createBatches, createLoader, type Loader } from './batch.ts'

// One loader per relation and operation: what the fields of a page ask for is fetched in one statement each.

type Keyed = SQLiteTable & { readonly id: Column }
type One<K, V> = Loader<K, V | undefined>
type Many<K, V> = Loader<K, readonly V[]>

/** What loaders of one operation work with. */
type From = {
  readonly reader: Reader
  readonly batches: Batches
  /** Columns that the operation shows of rows of a type; undefined for whole rows. */
  shown(type: string): ReadonlySet<string> | undefined
}

const byId =
  <N extends TableName>(name: N, only?: ReadonlySet<string>) =>
  ({ reader, batches }: From): One<number, Rows[N]> => {
    const table = reader.tables[name] as unknown as Keyed
    return createLoader(batches, (ids) =>
      after(rowsBy(reader, table, table.id, ids, only), (found) => {
        const rows = new Map(found.map((row) => [row.id, row]))
        return ids.map((id) => rows.get(id) as Rows[N] | undefined)
      }),
    )
  }

/** Rows that are read to be shown as a type and for nothing else: with the columns that the operation shows of it. */
const shownById =
  <W extends 'task' | 'submission' | 'dataset', N extends TableName>(whole: W, name: N, type: string) =>
  (from: From, loaders: Readonly<Record<W, One<number, Rows[N]>>>): One<number, Rows[N]> => {
    const only = from.shown(type)
    return only === undefined ? loaders[whole] : byId(name, only)(from)
  }

const many =
  <N extends TableName, C extends keyof Rows[N] & string>(name: N, column: C) =>
  ({ reader, batches }: From): Many<Rows[N][C], Rows[N]> => {
    const table = reader.tables[name] as unknown as SQLiteTable & Record<string, Column>
    return createLoader(batches, (keys) =>
      after(rowsBy(reader, table, table[column]!, keys), (found) => {
        const rows = found as Rows[N][]
        rows.sort((a, b) => Number('id' in a && a.id) - Number('id' in b && b.id))
        const groups = Map.groupBy(rows, (row) => row[column])
        return keys.map((key) => groups.get(key) ?? [])
      }),
    )
  }

const byMarketKey =
  <N extends 'tasks' | 'taskStatuses' | 'submissions' | 'datasets'>(name: N) =>
  ({ reader, batches }: From): One<{ marketId: number; key: string }, Rows[N]> => {
    const table = reader.tables[name]
    return createLoader(
      batches,
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
      { nameOf: ({ marketId, key }) => `${marketId}:${key}` },
    )
  }

/**
 * Contracts with a fixed role in a market: the one that names it, and those in roles that a configuration may fill. All others are a
 * task's or a dataset's.
 */
const fixedContractsOf = ({ reader, batches }: From): Many<number, Rows['contracts']> =>
  createLoader(batches, async (marketIds) => {
    const wanted = (await reader.markets()).filter(({ id }) => marketIds.includes(id))
    const found: Rows['contracts'][] = []
    for (const [protocol, markets] of Map.groupBy(wanted, (market) => market.protocol)) {
      const { root, configurable } = rolesOf(protocol)
      const ids = markets.map(({ id }) => id)
      found.push(...(await contractsIn(reader, ids, [root, ...configurable])))
    }
    const groups = Map.groupBy(found, (row) => row.marketId)
    return marketIds.map((id) => groups.get(id) ?? [])
  })

/** What a contributor earned from a dataset: by both, since either alone may have very many. */
const earningsFrom = ({
  reader,
  batches,
}: From): Many<{ datasetId: number; accountId: number }, Rows['datasetEarnings']> =>
  createLoader(
    batches,
    async (pairs) => {
      const rows = await datasetEarningRows(reader, pairs)
      return pairs.map((pair) =>
        rows.filter((row) => row.datasetId === pair.datasetId && row.accountId === pair.accountId),
      )
    },
    { max: 200, nameOf: ({ datasetId, accountId }) => `${datasetId}:${accountId}` },
  )

export type CausePlace = { readonly cause: Cause; readonly causeId: number }

/** Movements by what caused them: one statement per kind of cause. */
const byCause = ({ reader, batches }: From): Many<CausePlace, Rows['movements']> =>
  createLoader(
    batches,
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
    { nameOf: ({ cause, causeId }) => `${cause}:${causeId}` },
  )

const postingsOf = ({ reader, batches }: From): Many<number, Rows['postings']> =>
  createLoader(batches, (ids) =>
    after(postingRows(reader, ids), (rows) => {
      const groups = Map.groupBy(rows, (row) => row.movementId)
      return ids.map((id) => groups.get(id) ?? [])
    }),
  )

/** Queries of one source become one statement. */
const perSource =
  <Q extends { source: Source }, A>(run: (reader: Reader, queries: readonly Q[]) => Soon<readonly A[]>) =>
  ({ reader, batches }: From): Loader<Q, A> =>
    createLoader(
      batches,
      (queries) => {
        const answers = new Map<Q, A>()
        const groups = [...Map.groupBy(queries, ({ source }) => source).values()]
        return after(together(groups.map((group) => run(reader, group))), (found) => {
          for (const [g, group] of groups.entries())
            for (const [i, query] of group.entries()) answers.set(query, found[g]![i]!)
          return queries.map((query) => answers.get(query)!)
        })
      },
      { keep: false },
    )

const logIds = ({ reader, batches }: From): One<LogPlace, number> =>
  createLoader(
    batches,
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
    { nameOf: ({ slot, transactionHash, logIndex }) => `${slot}:${transactionHash}:${logIndex}` },
  )

const reviewsOf = ({ reader, batches }: From, column: QualityOf): Many<number, Judgement> =>
  createLoader(batches, async (ids) => {
    const found = await standingReviews(reader, column, ids)
    return ids.map((id) => found.get(id) ?? [])
  })

/** A document that is not on the chain, by its key. */
const documentBy = ({ reader, batches }: From): One<Hex, Rows['documents']> =>
  createLoader(batches, async (keys) => {
    const rows = new Map((await documentRows(reader, keys)).map((row) => [row.key, row]))
    return keys.map((key) => rows.get(key))
  })

const logBy =
  <R extends { readonly id: number }>(read: (reader: Reader, ids: readonly number[]) => Soon<readonly R[]>) =>
  ({ reader, batches }: From): One<number, R> =>
    createLoader(batches, (ids) =>
      after(read(reader, ids), (found) => {
        const rows = new Map(found.map((row) => [row.id, row]))
        return ids.map((id) => rows.get(id))
      }),
    )

const loaders = {
  pages: perSource<PageQuery, Row[]>(({ db }, queries) => fetchPages(db, queries)),
  counts: perSource<CountQuery, number>(({ db }, queries) => fetchCounts(db, queries)),

  log: logBy<LogRow>(logRows),
  logHead: logBy<LogHead>(logHeads),
  logId: logIds,
  block: byId('blocks'),
  address: byId('addresses'),
  account: byId('accounts'),
  accountsOf: many('accounts', 'address'),
  contributor: byId('contributors'),
  contributorsOf: many('contributors', 'accountId'),
  earningsOf: many('earnings', 'accountId'),
  marketsOf: many('contributorMarkets', 'accountId'),
  token: byId('tokens'),
  tokensAt: many('tokens', 'address'),
  tokenMetadata: many('tokenMetadata', 'address'),
  contractsAt: many('contracts', 'address'),
  fixedContractsOf,
  task: byId('tasks'),
  shownTask: shownById('task', 'tasks', 'Task'),
  taskAt: byMarketKey('tasks'),
  taskStatusAt: byMarketKey('taskStatuses'),
  rolesOf: many('taskRoles', 'taskId'),
  submission: byId('submissions'),
  shownSubmission: shownById('submission', 'submissions', 'Submission'),
  submissionAt: byMarketKey('submissions'),
  dataset: byId('datasets'),
  shownDataset: shownById('dataset', 'datasets', 'Dataset'),
  datasetAt: byMarketKey('datasets'),
  review: byId('reviews'),
  reviewsOf: (from: From) => ({
    id: reviewsOf(from, 'id'),
    taskId: reviewsOf(from, 'taskId'),
    datasetId: reviewsOf(from, 'datasetId'),
    accountId: reviewsOf(from, 'accountId'),
  }),
  version: byId('datasetVersions'),
  datasetEarnings: earningsFrom,
  datasetMoney: many('datasetMoney', 'datasetId'),
  reward: byId('rewards'),
  payout: byId('payouts'),
  payoutsAt: many('payouts', 'logId'),
  fee: byId('fees'),
  feesAt: many('fees', 'logId'),
  purchase: byId('purchases'),
  purchasesAt: many('purchases', 'logId'),
  funding: byId('fundings'),
  fundingsAt: many('fundings', 'logId'),
  document: documentBy,
  documentQueue: byId('documentQueue'),
  marketMoney: many('marketMoney', 'marketId'),
  auditsOf: many('audits', 'marketId'),
  ledgerAccount: byId('ledgerAccounts'),
  movement: byId('movements'),
  movementsOf: byCause,
  postingsOf,
}

export type Loaders = { readonly [N in keyof typeof loaders]: ReturnType<(typeof loaders)[N]> }

/** The loaders of one operation, each made when it is first used: most operations use a handful. */
export const createLoaders = (reader: Reader, shown: From['shown']): Loaders =>
  Object.create(unmade, { from: { value: { reader, shown, batches: createBatches() } satisfies From } })

const unmade = Object.create(
  null,
  Object.fromEntries(
    Object.entries(loaders).map(([name, make]) => {
      const get = function (this: Loaders & { readonly from: From }) {
        const value = make(this.from, this)
        Object.defineProperty(this, name, { value })
        return value
      }
      return [name, { get }]
    }),
  ),
)
