import type { Hex } from '../domain/hex.ts'
import type { Contributor, Person, Requester, Reviewer } from './cast.ts'
import type { Revenue } from './revenue.ts'
import type { TokenName } from './token.ts'

// What the script remembers of the market's state, so that it only ever sends what the contract will take. Ended things are
// forgotten: the live market goes on for days.

export type Task = {
  readonly id: bigint
  readonly requester: Requester
  readonly dataset: Dataset | null
  readonly token: TokenName
  /** Reward and the fee on top, at the rate of the day it was posted. */
  readonly cost: bigint
  readonly quota: number
  /** Seconds since the epoch. */
  readonly deadline: number
  readonly reviewers: readonly Reviewer[]
  /** Belongs to a story: passers-by leave it alone. */
  readonly isPrivate: boolean
  isOpen: boolean
  accepted: number
  /** Escrow that is not spoken for. */
  free: bigint
  /** Waiting for a decision. */
  readonly pending: Set<Submission>
  /** Accepted and not yet paid, oldest first. */
  readonly owed: Set<Submission>
}

export type SubmissionState = 'pending' | 'accepted' | 'rejected' | 'paid' | 'penalised' | 'forgone'

export type Submission = {
  readonly id: bigint
  readonly task: Task
  readonly contributor: Contributor
  readonly contentHash: Hex
  /** How good the work is, 0 to 1: what reviewers try to see. */
  readonly quality: number
  /** What reviewers said so far, each -1, 0 or 1. */
  readonly opinions: number[]
  state: SubmissionState
  acceptedAt: number
  /** The dataset with a version that names it. */
  namedIn: Dataset | null
}

export type Dataset = {
  readonly id: bigint
  readonly owner: Requester
  edition: number
  version: number
  status: 'listed' | 'suspended' | 'ended'
  token: TokenName
  price: bigint
  /** Accepted work that no version names yet. */
  fresh: Submission[]
  /** Content of all versions so far: the next root is over these and the new ones. */
  readonly contents: Hex[]
  readonly revenue: Revenue
}

export type Market = {
  feeBps: number
  owner: Person
  taskCount: number
  submissionCount: number
  datasetCount: number
  /** Tasks that still matter to somebody. */
  readonly tasks: Set<Task>
  readonly datasets: Set<Dataset>
}

export const FEE_BPS = 250
/** GRACE_PERIOD of the contract. */
export const GRACE_SECONDS = 7 * 86_400
/** BATCH_MAX of the contract. */
export const BATCH_MAX = 50

export const createMarket = (owner: Person): Market => ({
  feeBps: FEE_BPS,
  owner,
  taskCount: 0,
  submissionCount: 0,
  datasetCount: 0,
  tasks: new Set(),
  datasets: new Set(),
})
