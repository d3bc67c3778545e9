import type { Hex } from 'viem'
import {
  addressOf,
  type EncodedLog,
  encodeDatasetPurchased,
  encodeDatasetRegistered,
  encodePayoutMade,
  encodeSubmissionMade,
  encodeSubmissionReviewed,
  encodeTaskPosted,
  hashOf,
} from './abi.ts'
import { createTally, type Expected } from './expectation.ts'
import { uriText } from './market-texts.ts'
import { createRandom, createZipf, type Random } from './random.ts'

export type MarketOptions = {
  readonly seed: number
  /** How many logs; may be Infinity. */
  readonly events: number
  /** How many people may take part; they do as unevenly as people do. */
  readonly contributors: number
  /** On average, over blocks that have any. */
  readonly eventsPerBlock: number
  /** Every block holds as many events, or a few more where one transaction has many; else sizes vary, and some blocks are empty. */
  readonly steady?: boolean
  /** The share of blocks that hold nothing, where it is not steady. */
  readonly emptyBlocks?: number
  /** Of the first block, in seconds. */
  readonly startTime: number
}

export type MarketBlock = {
  readonly number: number
  readonly timestamp: number
  /** Logs of each transaction. */
  readonly transactions: readonly (readonly EncodedLog[])[]
}

export type SyntheticMarket = {
  readonly address: Hex
  /** The market's first block; those before hold nothing. */
  readonly startBlock: number
  /** Ascending, without gaps, once. */
  blocks(): Generator<MarketBlock>
  /** Of the blocks that were read so far. */
  expected(): Expected
}

const CONTRIBUTORS_MAX = 300_000
const START_BLOCK = 10
const BLOCK_SECONDS = 12
const EMPTY_BLOCKS = 0.15
/** Tasks and submissions that are under way at the same time. */
const OPEN_TASKS = 400
const OPEN_SUBMISSIONS = 2_000
const DAY = 86_400

type Token = { readonly address: Hex; readonly unit: bigint }
type Task = { readonly id: number; readonly dataset: number; readonly token: Token; readonly reward: bigint }
type Submission = {
  readonly id: number
  readonly task: Task
  readonly contributor: Hex
  readonly quality: number
  reviewsLeft: number
  accepts: number
  rejects: number
}
type Dataset = { readonly id: number; readonly token: Token; readonly price: bigint }

export const defaultContributors = (events: number): number =>
  Math.max(20, Math.min(CONTRIBUTORS_MAX, Math.floor(events / 4)))

/** Takes one out of a list in no order, without moving the rest. */
const takeAny = <T>(random: Random, list: T[]): T => {
  const at = random.below(list.length)
  const taken = list[at]!
  list[at] = list.at(-1)!
  list.pop()
  return taken
}

/**
 * A market that emits nothing but the six fixed events: datasets are registered, tasks posted for them, work submitted,
 * reviewed (often by several who disagree), paid, and datasets bought. No tokens are seen moving, and the market keeps no rules:
 * some payouts are for rejected work, above the posted reward, in another token, double, zero, or for nobody knows what.
 */
export const createSyntheticMarket = (options: MarketOptions): SyntheticMarket => {
  const { seed, events, contributors, eventsPerBlock, steady = false, emptyBlocks = EMPTY_BLOCKS, startTime } = options
  const random = createRandom(seed)
  const zipf = createZipf(random, contributors)
  const tally = createTally()
  const address = addressOf(`market/${seed}`)
  const tokens: readonly [Token, Token] = [
    { address: addressOf(`token/6/${seed}`), unit: 10n ** 6n },
    { address: addressOf(`token/18/${seed}`), unit: 10n ** 18n },
  ]
  const people: (Hex | undefined)[] = []
  const person = (rank: number): Hex => {
    people[rank] ??= addressOf(`person/${seed}/${rank}`)
    return people[rank]
  }
  const worker = () => person(zipf())
  /** Those who post, review and buy are some of the many who work. */
  const regular = () => person(random.below(Math.min(contributors, 2_000)))

  let now = startTime
  let left = events
  let tasksPosted = 0
  let submissionsMade = 0
  const datasets: Dataset[] = []
  const tasks: Task[] = []
  const toReview: Submission[] = []
  const toPay: Submission[] = []

  /** Between a cent and some tens of units, with digits down to the last. */
  const amountOf = ({ unit }: Token, most: number): bigint =>
    (unit * BigInt(random.between(1, most * 1_000))) / 1_000n + BigInt(random.below(1_000))

  const log = (event: string, encoded: EncodedLog): EncodedLog => {
    tally.log(event)
    left -= 1
    return encoded
  }

  const registerDataset = (): EncodedLog => {
    const id = datasets.length + 1
    const token = random.pick(tokens)
    const dataset = { id, token, price: random.chance(0.1) ? 0n : amountOf(token, 500) }
    datasets.push(dataset)
    const uri = uriText(random, 'dataset', id)
    const contentHash = hashOf(`dataset/${seed}/${id}`)
    const event = { dataset: id, owner: regular(), uri, contentHash, price: dataset.price, token: token.address }
    return log('DatasetRegistered', encodeDatasetRegistered(event))
  }

  const postTask = (): EncodedLog => {
    const id = ++tasksPosted
    const token = random.pick(tokens)
    // Some tasks are for no dataset.
    const dataset = random.chance(0.1) ? 0 : random.pick(datasets).id
    const task = { id, dataset, token, reward: amountOf(token, 20) }
    if (tasks.length < OPEN_TASKS) tasks.push(task)
    else tasks[random.below(OPEN_TASKS)] = task
    const event = {
      task: id,
      requester: regular(),
      dataset,
      token: token.address,
      reward: task.reward,
      quota: random.chance(0.1) ? 0 : random.between(1, 500),
      deadline: random.chance(0.2) ? 0 : now + random.between(1, 90) * DAY,
      uri: uriText(random, 'task', id),
    }
    tally.taskPosted(event)
    return log('TaskPosted', encodeTaskPosted(event))
  }

  const submit = (): EncodedLog => {
    const id = ++submissionsMade
    const submission: Submission = {
      id,
      task: random.pick(tasks),
      contributor: worker(),
      quality: random.unit() ** 0.4,
      reviewsLeft: random.pick([1, 1, 1, 2, 3]),
      accepts: 0,
      rejects: 0,
    }
    if (toReview.length >= OPEN_SUBMISSIONS) takeAny(random, toReview)
    toReview.push(submission)
    const event = {
      submission: id,
      task: submission.task.id,
      contributor: submission.contributor,
      // The same content twice is a fact too.
      contentHash: hashOf(`submission/${seed}/${random.chance(0.01) ? id - 1 : id}`),
      uri: uriText(random, 'submission', id),
    }
    tally.submissionMade(event)
    return log('SubmissionMade', encodeSubmissionMade(event))
  }

  const review = (): EncodedLog => {
    const at = random.below(toReview.length)
    const submission = toReview[at]!
    const score = Math.max(0, Math.min(10_000, Math.round((submission.quality + (random.unit() - 0.5) * 0.4) * 10_000)))
    const verdict = score > 5_500 ? 1 : score > 4_500 ? 2 : 0
    submission.reviewsLeft -= 1
    submission.accepts += verdict === 1 ? 1 : 0
    submission.rejects += verdict === 0 ? 1 : 0
    if (submission.reviewsLeft === 0) {
      toReview[at] = toReview.at(-1)!
      toReview.pop()
      // Some rejected work is paid all the same.
      if (submission.accepts > submission.rejects || random.chance(0.08)) toPay.push(submission)
    }
    const event = { submission: submission.id, reviewer: regular(), verdict, score }
    return log('SubmissionReviewed', encodeSubmissionReviewed(event))
  }

  const payout = ({ id, task, contributor }: Submission): EncodedLog => {
    const dice = random.unit()
    const isStrange = dice < 0.02
    const event = {
      task: task.id,
      submission: id,
      contributor,
      token: task.token.address,
      amount: task.reward,
    }
    if (dice < 0.002) event.submission = 1_000_000_000 + random.below(1_000)
    else if (dice < 0.004) event.submission = 0
    else if (dice < 0.005) event.task = 0
    else if (dice < 0.006) event.task = 2_000_000_000 + random.below(10)
    else if (dice < 0.009) event.contributor = worker()
    else if (dice < 0.015) event.token = random.pick(tokens).address
    else if (isStrange) event.amount = 0n
    else if (dice < 0.08) event.amount = task.reward + amountOf(task.token, 5)
    else if (dice < 0.18) event.amount = task.reward / BigInt(random.between(2, 7))
    tally.payoutMade(event, event.task !== 0 ? event.task : event.submission === id ? task.id : null)
    return log('PayoutMade', encodePayoutMade(event))
  }

  const payNext = (): EncodedLog => {
    const submission = takeAny(random, toPay)
    // Paid twice, or in parts, some time later.
    if (random.chance(0.04)) toPay.push(submission)
    return payout(submission)
  }

  const purchase = (): EncodedLog => {
    const { id, token, price } = random.pick(datasets)
    const bargain = random.chance(0.03)
    const event = { dataset: id, buyer: regular(), token: token.address, amount: bargain ? price / 2n : price }
    tally.datasetPurchased(event)
    return log('DatasetPurchased', encodeDatasetPurchased(event))
  }

  const several = (make: () => EncodedLog, count: number): EncodedLog[] =>
    Array.from({ length: Math.min(count, left) }, make)

  /** The logs of one transaction. */
  const transact = (): EncodedLog[] => {
    if (datasets.length === 0) return [registerDataset()]
    if (tasks.length < 3) return [postTask()]
    const dice = random.unit()
    if (dice < 0.002) return [registerDataset()]
    if (dice < 0.02) return several(postTask, random.chance(0.1) ? 5 : 1)
    if (dice < 0.05) return [purchase()]
    // Payers and reviewers save gas by doing many at once.
    if (toPay.length > 200 || (dice < 0.3 && toPay.length > 0)) {
      return several(payNext, Math.min(toPay.length, random.chance(0.05) ? random.between(10, 40) : 1))
    }
    if (toReview.length > 300 || (dice < 0.65 && toReview.length > 0)) {
      return several(review, Math.min(toReview.length, random.chance(0.1) ? random.between(2, 10) : 1))
    }
    return [submit()]
  }

  function* blocks(): Generator<MarketBlock> {
    for (let number = START_BLOCK; left > 0; number++) {
      const isEmpty = !steady && random.chance(emptyBlocks)
      const wanted = isEmpty ? 0 : steady ? eventsPerBlock : random.between(1, 2 * eventsPerBlock - 1)
      const transactions: EncodedLog[][] = []
      for (let logs = 0; logs < wanted && left > 0; ) {
        const own = transact()
        transactions.push(own)
        logs += own.length
      }
      yield { number, timestamp: now, transactions }
      now += BLOCK_SECONDS
    }
  }

  return { address, startBlock: START_BLOCK, blocks, expected: () => tally.expected(seed) }
}
