import type { Hex } from 'viem'
import type { DatasetPurchased, PayoutMade, SubmissionMade, TaskPosted } from './abi.ts'

// What an index of a history must say, counted while the history is made and by nothing that Daybook runs on: plain sums in
// plain maps. Amounts are text in JSON, since they pass 2^53.

export type SumAndCount = { sum: bigint; count: number }
export type WrittenSum = { readonly sum: string; readonly count: number }

export type Expected = {
  readonly seed: number
  /** Logs by event, and all of them. */
  readonly logs: Readonly<Record<string, number>>
  readonly total: number
  /** Contributor, then token: the sum, and how many payouts of more than nothing. */
  readonly earnings: Readonly<Record<Hex, Readonly<Record<Hex, WrittenSum>>>>
  /** Only tasks that were posted. */
  readonly tasks: Readonly<Record<string, { readonly submissions: number; readonly payouts: number }>>
  /** Dataset, then token: sales. */
  readonly purchases: Readonly<Record<string, Readonly<Record<Hex, WrittenSum>>>>
  /** Token: all payouts, also those of nothing, and all sales. */
  readonly paid: Readonly<Record<Hex, WrittenSum>>
  readonly sold: Readonly<Record<Hex, WrittenSum>>
}

export type Tally = {
  taskPosted(event: TaskPosted): void
  submissionMade(event: SubmissionMade): void
  /** `task` is the one the payout is for: where the log names none, that of its submission. Null when neither is known. */
  payoutMade(event: PayoutMade, task: number | null): void
  datasetPurchased(event: DatasetPurchased): void
  /** Every event, also those counted above. */
  log(event: string): void
  expected(seed: number): Expected
}

export const createTally = (): Tally => {
  const logs: Record<string, number> = {}
  const earnings = new Map<string, Map<string, SumAndCount>>()
  const purchases = new Map<string, Map<string, SumAndCount>>()
  const paid = new Map<string, SumAndCount>()
  const sold = new Map<string, SumAndCount>()
  const tasks = new Map<number, { submissions: number; payouts: number }>()

  return {
    taskPosted: ({ task }) => void tasks.set(task, { submissions: 0, payouts: 0 }),
    submissionMade: ({ task }) => {
      tasks.get(task)!.submissions += 1
    },
    payoutMade: ({ contributor, token, amount }, task) => {
      add(within(earnings, contributor), token, amount, amount > 0n ? 1 : 0)
      add(paid, token, amount)
      const counted = task === null ? undefined : tasks.get(task)
      if (counted) counted.payouts += 1
    },
    datasetPurchased: ({ dataset, token, amount }) => {
      add(within(purchases, String(dataset)), token, amount)
      add(sold, token, amount)
    },
    log: (event) => {
      logs[event] = (logs[event] ?? 0) + 1
    },
    expected: (seed) => ({
      seed,
      logs,
      total: Object.values(logs).reduce((sum, count) => sum + count, 0),
      earnings: Object.fromEntries([...earnings].map(([who, sums]) => [who, written(sums)])),
      tasks: Object.fromEntries(tasks),
      purchases: Object.fromEntries([...purchases].map(([dataset, sums]) => [dataset, written(sums)])),
      paid: written(paid),
      sold: written(sold),
    }),
  }
}

const within = (maps: Map<string, Map<string, SumAndCount>>, key: string): Map<string, SumAndCount> => {
  const known = maps.get(key) ?? new Map<string, SumAndCount>()
  maps.set(key, known)
  return known
}

const add = (sums: Map<string, SumAndCount>, token: string, amount: bigint, times = 1): void => {
  const known = sums.get(token)
  if (known === undefined) sums.set(token, { sum: amount, count: times })
  else {
    known.sum += amount
    known.count += times
  }
}

const written = (sums: ReadonlyMap<string, SumAndCount>): Record<Hex, WrittenSum> =>
  Object.fromEntries([...sums].map(([token, { sum, count }]) => [token, { sum: sum.toString(), count }]))
