import type { SumAndCount } from './expectation.ts'
import type { Found } from './found.ts'

// A peer's tables in the words of the expectation. Both peers keep the same: a row for each event, and a sum per contributor and token.

/** Ids and amounts are decimal text; addresses are hex in any case. */
export type PeerRows = {
  readonly tasks: readonly (readonly [id: string])[]
  readonly submissions: readonly (readonly [id: string, task: string])[]
  readonly reviews: readonly (readonly [submission: string])[]
  readonly payouts: readonly (readonly [task: string, submission: string, token: string, amount: string])[]
  readonly datasets: readonly (readonly [id: string])[]
  readonly purchases: readonly (readonly [dataset: string, token: string, amount: string])[]
  readonly earnings: readonly (readonly [contributor: string, token: string, sum: string, payouts: number])[]
}

/** Earnings from the peer's own sums, all else from its rows one by one. */
export const foundInPeer = (rows: PeerRows): Found => {
  const taskOf = new Map(rows.submissions.map(([id, task]) => [id, task]))
  const tasks = new Map(rows.tasks.map(([id]) => [id, { submissions: 0, payouts: 0 }]))
  for (const [, task] of rows.submissions) {
    const known = tasks.get(task)
    if (known) known.submissions += 1
  }
  const [paid, sold, purchases] = [createSums(), createSums(), createSums()]
  for (const [task, submission, token, amount] of rows.payouts) {
    paid.add(token.toLowerCase(), amount)
    const known = tasks.get(task === '0' ? (taskOf.get(submission) ?? '') : task)
    if (known) known.payouts += 1
  }
  for (const [dataset, token, amount] of rows.purchases) {
    sold.add(token.toLowerCase(), amount)
    purchases.add(`${dataset} ${token.toLowerCase()}`, amount)
  }
  const earnings = rows.earnings.map(
    ([contributor, token, sum, count]) =>
      [`${contributor} ${token}`.toLowerCase(), { sum: BigInt(sum), count }] as const,
  )
  const counts = {
    TaskPosted: rows.tasks.length,
    SubmissionMade: rows.submissions.length,
    SubmissionReviewed: rows.reviews.length,
    PayoutMade: rows.payouts.length,
    DatasetRegistered: rows.datasets.length,
    DatasetPurchased: rows.purchases.length,
  }
  return {
    events: Object.values(counts).reduce((sum, count) => sum + count, 0),
    rows: new Map(Object.entries(counts)),
    earnings: new Map(earnings),
    tasks,
    purchases: purchases.all,
    paid: paid.all,
    sold: sold.all,
  }
}

const createSums = () => {
  const all = new Map<string, SumAndCount>()
  const add = (key: string, amount: string) => {
    const known = all.get(key) ?? { sum: 0n, count: 0 }
    all.set(key, { sum: known.sum + BigInt(amount), count: known.count + 1 })
  }
  return { all, add }
}
