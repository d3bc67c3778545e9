import { and, eq, inArray } from 'drizzle-orm'
import {
  codeOf,
  datasetStatuses,
  forfeitReasons,
  rewardStates,
  submissionStatuses,
  taskStatuses,
} from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import type { Book, Names } from './book.ts'

// What the books say of a record, in the words that contracts are asked in (protocols/witness.ts). Null: the books do not know.

export type Known = Readonly<Record<string, string | null>>

const FORFEITED = codeOf(rewardStates, 'FORFEITED')
const UNKNOWN = codeOf(taskStatuses, 'UNKNOWN')

const text = (value: number | bigint | null): string | null => (value === null ? null : String(value))

/** Of tasks, in the order given. */
export const figuresOfTasks = async (tasks: readonly Rows['tasks'][], names: Names): Promise<Known[]> => {
  const tokens = await names.lookUp(
    'tokens',
    tasks.map(({ tokenId }) => tokenId),
  )
  const posters = await names.lookUp(
    'accounts',
    tasks.flatMap(({ posterId }) => posterId ?? []),
  )
  const datasets = await names.lookUp(
    'datasets',
    tasks.flatMap(({ datasetId }) => datasetId ?? []),
  )
  return tasks.map((task) => {
    const { budget, paid, fees, refunded, status, reward, capacity, deadline, accepted } = task
    const name = taskStatuses[status] ?? `status ${status}`
    return {
      poster: (task.posterId === null ? null : posters.get(task.posterId)) ?? null,
      dataset: (task.datasetId === null ? '0' : datasets.get(task.datasetId)) ?? null,
      token: tokens.get(task.tokenId) ?? null,
      reward: text(reward),
      capacity: text(capacity),
      deadline: text(deadline),
      accepted: text(accepted),
      remaining: text(budget - paid - fees - refunded),
      outcome: name === 'COMPLETED' || name === 'CANCELLED' ? name : 'OPEN',
      // What no event shows, nobody has missed.
      status: status === UNKNOWN ? null : name,
      described: task.uri === '' ? 'no' : 'yes',
    }
  })
}

/** Of submissions, in the order given. A review is advice: only what was decided for good is a state. */
export const figuresOfSubmissions = async (
  { db, tables }: Book,
  submissions: readonly Rows['submissions'][],
  names: Names,
): Promise<Known[]> => {
  const ids = submissions.map(({ id }) => id)
  const lost = await db
    .select()
    .from(tables.rewards)
    .where(and(inArray(tables.rewards.submissionId, ids), eq(tables.rewards.state, FORFEITED)))
  const reasons = new Map(lost.map(({ submissionId, forfeitReason }) => [submissionId, forfeitReason]))
  const people = await names.lookUp(
    'accounts',
    submissions.flatMap(({ accountId }) => accountId ?? []),
  )
  const tasks = await names.lookUp(
    'tasks',
    submissions.flatMap(({ taskId }) => taskId ?? []),
  )
  return submissions.map(({ id, accountId, taskId, payouts, settled, status }) => {
    const reason = reasons.get(id)
    const decided = settled === 1 ? (submissionStatuses[status] ?? `status ${status}`) : 'PENDING'
    return {
      contributor: (accountId === null ? null : people.get(accountId)) ?? null,
      task: (taskId === null ? null : tasks.get(taskId)) ?? null,
      state: payouts > 0 ? 'PAID' : reason == null ? decided : (forfeitReasons[reason] ?? `reason ${reason}`),
    }
  })
}

/** Of datasets, in the order given. */
export const figuresOfDatasets = async (
  { db, tables: { datasetVersions } }: Book,
  datasets: readonly Rows['datasets'][],
  names: Names,
): Promise<Known[]> => {
  const ids = datasets.map(({ id }) => id)
  const versions = await db.select().from(datasetVersions).where(inArray(datasetVersions.datasetId, ids))
  const units = new Map<number, number>()
  for (const { datasetId, contributions } of versions) units.set(datasetId, (units.get(datasetId) ?? 0) + contributions)
  const owners = await names.lookUp(
    'accounts',
    datasets.map(({ publisherId }) => publisherId),
  )
  const tokens = await names.lookUp(
    'tokens',
    datasets.flatMap(({ priceTokenId }) => priceTokenId ?? []),
  )
  return datasets.map((dataset) => ({
    owner: owners.get(dataset.publisherId) ?? null,
    version: text(dataset.versions),
    status: datasetStatuses[dataset.status] ?? `status ${dataset.status}`,
    token: (dataset.priceTokenId === null ? null : tokens.get(dataset.priceTokenId)) ?? null,
    price: text(dataset.price),
    units: text(units.get(dataset.id) ?? 0),
  }))
}

/** Figures of which the books may have more than the contract: revoked shares are no rows, and a review accepts until a decision. */
const atMost: ReadonlySet<string> = new Set(['units', 'accepted'])

/** Figures that are amounts of money. */
export const isMoney = (figure: string): boolean => ['remaining', 'unclaimed'].includes(figure)

/** The figures that both know, and that differ. */
export const differences = (known: Known, told: Readonly<Record<string, string>>) =>
  Object.entries(told).flatMap(([figure, expected]) => {
    const found = known[figure]
    if (found === null || found === undefined || found === expected) return []
    if (atMost.has(figure) && BigInt(expected) <= BigInt(found)) return []
    return [{ figure, found, expected }]
  })
