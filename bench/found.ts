import { count, eq } from 'drizzle-orm'
import type { Db, Store } from '../src/store/store.ts'
import type { SumAndCount } from './expectation.ts'

/** What a database says, in the words of the expectation: `contributor token` and so on, with sums and counts. */
export type Found = {
  readonly events: number
  /** Rows that came of each event, where every such event makes one. */
  readonly rows: ReadonlyMap<string, number>
  readonly earnings: ReadonlyMap<string, SumAndCount>
  readonly tasks: ReadonlyMap<string, { readonly submissions: number; readonly payouts: number }>
  readonly purchases: ReadonlyMap<string, SumAndCount>
  readonly paid: ReadonlyMap<string, SumAndCount>
  readonly sold: ReadonlyMap<string, SumAndCount>
}

export const readFound = (store: Store): Promise<Found> =>
  store.read(async (db) => ({
    events: await db.$count(store.tables.logs),
    rows: await readRows(db, store.tables),
    earnings: await readEarnings(db, store.tables),
    tasks: await readTasks(db, store.tables),
    ...(await readPurchases(db, store.tables)),
    paid: await readPaid(db, store.tables),
  }))

type Tables = Store['tables']

const add = (sums: Map<string, SumAndCount>, key: string, amount: bigint, times = 1): void => {
  const known = sums.get(key) ?? { sum: 0n, count: 0 }
  sums.set(key, { sum: known.sum + amount, count: known.count + times })
}

const readRows = async (db: Db, tables: Tables) =>
  new Map([
    ['SubmissionMade', await db.$count(tables.submissions)],
    ['SubmissionReviewed', await db.$count(tables.reviews)],
    ['PayoutMade', await db.$count(tables.payouts)],
    ['DatasetRegistered', await db.$count(tables.datasets)],
    ['DatasetPurchased', await db.$count(tables.purchases)],
  ])

/** From the rollup that the API answers with. */
const readEarnings = async (db: Db, { earnings, accounts, tokens }: Tables) => {
  const rows = await db
    .select({ account: accounts.address, token: tokens.address, settled: earnings.settled, payouts: earnings.payouts })
    .from(earnings)
    .innerJoin(accounts, eq(accounts.id, earnings.accountId))
    .innerJoin(tokens, eq(tokens.id, earnings.tokenId))
  const sums = new Map<string, SumAndCount>()
  for (const { account, token, settled, payouts } of rows) add(sums, `${account} ${token}`, settled, payouts)
  return sums
}

/** From the payouts one by one, so that the rollup is not its own witness. */
const readPaid = async (db: Db, { payouts, tokens }: Tables) => {
  const rows = await db
    .select({ token: tokens.address, amount: payouts.amount })
    .from(payouts)
    .innerJoin(tokens, eq(tokens.id, payouts.tokenId))
  const sums = new Map<string, SumAndCount>()
  for (const { token, amount } of rows) add(sums, token, amount)
  return sums
}

const readTasks = async (db: Db, { tasks, payouts }: Tables) => {
  const rows = await db.select({ id: tasks.id, key: tasks.key, submissions: tasks.submissions }).from(tasks)
  const paid = await db.select({ task: payouts.taskId, times: count() }).from(payouts).groupBy(payouts.taskId)
  const times = new Map(paid.map((row) => [row.task, Number(row.times)]))
  return new Map(rows.map(({ id, key, submissions }) => [key, { submissions, payouts: times.get(id) ?? 0 }]))
}

const readPurchases = async (db: Db, { purchases, datasets, tokens }: Tables) => {
  const rows = await db
    .select({ dataset: datasets.key, token: tokens.address, gross: purchases.gross })
    .from(purchases)
    .innerJoin(datasets, eq(datasets.id, purchases.datasetId))
    .innerJoin(tokens, eq(tokens.id, purchases.tokenId))
  const perDataset = new Map<string, SumAndCount>()
  const sold = new Map<string, SumAndCount>()
  for (const { dataset, token, gross } of rows) {
    add(perDataset, `${dataset} ${token}`, gross)
    add(sold, token, gross)
  }
  return { purchases: perDataset, sold }
}
