import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem'
import type { Hex } from '../../domain/hex.ts'
import type { Figures, Question, Witness } from '../witness.ts'
import { COUNT_MAX, LAST_SECOND } from './readings.ts'
import { createWatch, isBirth } from './watch.ts'
import { isWhole } from './whole.ts'

// contracts/DataMarket.sol counts tasks, submissions and datasets from 1, by ones, in storage of its own, and keeps the state of each.
// Markets that only share its first six events have none of these views, or answer them: then they mean the same.

const views = parseAbi([
  'struct Task { address requester; uint48 datasetId; uint16 feeBps; uint8 outcome; address token; uint64 quota; uint64 deadline; uint64 accepted; uint128 reward; uint128 free; uint128 reserved; }',
  'struct Submission { address contributor; uint48 taskId; uint40 acceptedAt; uint8 status; }',
  'struct Dataset { address owner; uint64 version; uint8 status; address token; uint128 price; uint128 totalUnits; }',
  'function taskCount() view returns (uint48)',
  'function submissionCount() view returns (uint48)',
  'function datasetCount() view returns (uint48)',
  'function getTask(uint256) view returns (Task)',
  'function getSubmission(uint256) view returns (Submission)',
  'function getDataset(uint256) view returns (Dataset)',
  'function unclaimedRevenue(uint256, address) view returns (uint256)',
  'function owner() view returns (address)',
  'function feeBps() view returns (uint16)',
])

const states = ['NONE', 'PENDING', 'ACCEPTED', 'REJECTED', 'PAID', 'PENALISED', 'FORGONE'] as const
const outcomes = ['OPEN', 'COMPLETED', 'CANCELLED'] as const
const datasetStatuses = ['LISTED', 'SUSPENDED', 'ENDED'] as const

/** Keys are numbers; anything else asks for nothing. */
const idOf = (key: string): bigint | null => (/^\d{1,78}$/.test(key) ? BigInt(key) : null)

/** Answers are trusted as little as logs are: one that does not fit the view is no answer. */
const reading =
  <T>(read: (answer: Hex) => T, figures: (value: T) => Figures) =>
  (answer: Hex): Figures | null => {
    try {
      return figures(read(answer))
    } catch {
      return null
    }
  }

const lower = (address: string): string => address.toLowerCase()

const taskQuestion = (id: bigint, to: Hex): Question => ({
  to,
  data: encodeFunctionData({ abi: views, functionName: 'getTask', args: [id] }),
  read: reading(
    (data) => decodeFunctionResult({ abi: views, functionName: 'getTask', data }),
    (task) => ({
      poster: lower(task.requester),
      dataset: String(task.datasetId),
      token: lower(task.token),
      reward: String(task.reward),
      ...(task.quota > COUNT_MAX ? {} : { capacity: String(task.quota) }),
      ...(task.deadline > LAST_SECOND ? {} : { deadline: String(task.deadline) }),
      outcome: outcomes[task.outcome] ?? `outcome ${task.outcome}`,
      accepted: String(task.accepted),
      remaining: String(task.free + task.reserved),
    }),
  ),
})

const submissionQuestion = (id: bigint, to: Hex): Question => ({
  to,
  data: encodeFunctionData({ abi: views, functionName: 'getSubmission', args: [id] }),
  read: reading(
    (data) => decodeFunctionResult({ abi: views, functionName: 'getSubmission', data }),
    ({ contributor, taskId, status }) => ({
      contributor: lower(contributor),
      task: String(taskId),
      state: states[status] ?? `status ${status}`,
    }),
  ),
})

const datasetQuestion = (id: bigint, to: Hex): Question => ({
  to,
  data: encodeFunctionData({ abi: views, functionName: 'getDataset', args: [id] }),
  read: reading(
    (data) => decodeFunctionResult({ abi: views, functionName: 'getDataset', data }),
    ({ owner, version, status, token, price, totalUnits }) => ({
      owner: lower(owner),
      version: String(version),
      status: datasetStatuses[status] ?? `status ${status}`,
      token: lower(token),
      price: String(price),
      units: String(totalUnits),
    }),
  ),
})

const by =
  (question: (id: bigint, to: Hex) => Question) =>
  (key: string, market: Hex): readonly Question[] => {
    const id = idOf(key)
    return id === null ? [] : [question(id, market)]
  }

const countOf = (functionName: 'taskCount' | 'submissionCount' | 'datasetCount') =>
  encodeFunctionData({ abi: views, functionName })

const ofState: Readonly<Record<string, string>> = {
  ACCEPTED: 'SubmissionAccepted and RewardAccrued',
  REJECTED: 'SubmissionRejected',
  PAID: 'PayoutMade',
  PENALISED: 'RewardForfeited (penalised)',
  FORGONE: 'RewardForfeited (forgone)',
}

const ofFigure: Readonly<Record<string, string>> = {
  dataset: 'DatasetRegistered',
  contributor: 'SubmissionMade',
  task: 'TaskPosted or SubmissionMade',
  outcome: 'TaskClosed',
  accepted: 'SubmissionMade or SubmissionAccepted',
  version: 'DatasetVersionPublished',
  status: 'DatasetStatusChanged',
  price: 'DatasetPriceChanged',
  units: 'DatasetContributions',
  feeBps: 'FeeChanged',
}

const eventOf = (figure: string, found: string, expected: string): string => {
  const more = () => BigInt(expected) - BigInt(found)
  if (figure === 'state') return ofState[expected] ?? 'SubmissionMade'
  if (figure === 'remaining')
    return more() > 0n ? `TaskFunded of ${more()}` : `TaskRefunded, TaskFeeCharged or PayoutMade, of ${-more()}`
  if (figure === 'unclaimed')
    return more() > 0n ? `DatasetPurchased that left ${more()}` : `RevenueClaimed or PurchaseFeeCharged of ${-more()}`
  if (figure === 'owner') return 'OwnershipTransferred'
  return ofFigure[figure] ?? 'TaskPosted or DatasetRegistered'
}

export const witness: Witness = {
  counts: [
    { call: countOf('taskCount'), event: 'TaskPosted', of: { table: 'tasks', first: 1n } },
    { call: countOf('submissionCount'), event: 'SubmissionMade', of: { table: 'submissions', first: 1n } },
    { call: countOf('datasetCount'), event: 'DatasetRegistered', of: { table: 'datasets', first: 1n } },
  ],
  tasks: by(taskQuestion),
  submissions: by(submissionQuestion),
  datasets: by(datasetQuestion),
  revenue: (dataset, token, to) => ({
    to,
    data: encodeFunctionData({
      abi: views,
      functionName: 'unclaimedRevenue',
      args: [idOf(dataset) ?? 0n, token],
    }),
    read: reading(
      (data) => decodeFunctionResult({ abi: views, functionName: 'unclaimedRevenue', data }),
      (unclaimed) => ({ unclaimed: String(unclaimed) }),
    ),
  }),
  market: (to) => [
    {
      to,
      data: encodeFunctionData({ abi: views, functionName: 'owner' }),
      read: reading(
        (data) => decodeFunctionResult({ abi: views, functionName: 'owner', data }),
        (owner) => ({ owner: lower(owner) }),
      ),
    },
    {
      to,
      data: encodeFunctionData({ abi: views, functionName: 'feeBps' }),
      read: reading(
        (data) => decodeFunctionResult({ abi: views, functionName: 'feeBps', data }),
        (feeBps) => ({ feeBps: String(feeBps) }),
      ),
    },
  ],
  eventOf,
  isWhole,
  watch: createWatch,
  first: { event: 'OwnershipTransferred', is: isBirth },
}
