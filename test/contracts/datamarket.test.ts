import { readFileSync } from 'node:fs'
import type { Address } from 'viem'
import { keccak256, stringToHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compile } from '../../contracts/compile.ts'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'
import { deployContract, deployToken } from '../../src/demo/deploy.ts'
import type { Hex } from '../../src/domain/hex.ts'
import {
  errorName,
  leafOf,
  type Market,
  marketCall,
  type Outcome,
  openMarket,
  type People,
  parentOf,
  RICH,
  supply,
} from './market.ts'

const REWARD = 1_001n // odd, so that a fee of 2.5 % has a fraction to drop
const FEE = 25n
const COST = REWARD + FEE
const WEEK = 7 * 24 * 3600
const NOT_THERE = 99n

let anvil: Anvil
let market: Market
let people: People

beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil.stop())

beforeEach(async () => {
  market = await openMarket(anvil.url)
  people = lowerCasedPeople(market.people)
})

// Whatever a test has done: the market holds exactly what it owes.
afterEach(async () => {
  for (const token of [market.dollar, market.coin]) {
    const { held, owed } = await market.holdings(token)
    expect(held).toBe(owed)
  }
})

const lowerCasedPeople = (given: People): People =>
  Object.fromEntries(Object.entries(given).map(([name, address]) => [name, address.toLowerCase()])) as People

const hashOf = (text: string): Hex => keccak256(stringToHex(text))
const names = (outcome: Outcome) => outcome.events.map(([name]) => name)

/** Posts a task of the requester; the ids of tasks, submissions and datasets count from 1 in each test's own market. */
const aTask = async ({
  reward = REWARD,
  quota = 10n,
  fund = 0n,
  datasetId = 0n,
  seconds = 3600n,
  token = market.dollar,
} = {}) => {
  const deadline = (await market.now()) + seconds
  const { events } = await market.send(people.requester, 'postTask', [
    datasetId,
    token,
    reward,
    quota,
    deadline,
    'ipfs://task',
  ])
  const taskId = events[0]?.[1].taskId as bigint
  if (fund > 0n) await market.send(people.requester, 'fundTask', [taskId, fund])
  return taskId
}

const aSubmission = async (taskId: bigint, contributor: Address = people.alice, content = 'work') => {
  const { events } = await market.send(contributor, 'submit', [taskId, hashOf(content), 'ipfs://work'])
  return events[0]?.[1].submissionId as bigint
}

const anAccepted = async (taskId: bigint, contributor: Address = people.alice) => {
  const submissionId = await aSubmission(taskId, contributor)
  await market.send(people.requester, 'accept', [submissionId])
  return submissionId
}

/** A dataset of the requester, made of one submission by each of `contributors`. */
const aDataset = async ({ price = 10_000n, contributors = [] as readonly Address[] } = {}) => {
  await market.send(people.requester, 'registerDataset', ['ipfs://set', hashOf('set'), price, market.dollar])
  const datasetId = BigInt(await market.read<number>('datasetCount'))
  if (contributors.length > 0) {
    const taskId = await aTask({ fund: COST * BigInt(contributors.length) })
    const ids: bigint[] = []
    for (const contributor of contributors) ids.push(await anAccepted(taskId, contributor))
    await market.send(people.requester, 'publishVersion', [datasetId, hashOf('root'), 'ipfs://v1', ids])
  }
  return datasetId
}

const purchase = (datasetId: bigint, maxPrice = RICH) =>
  market.send(people.buyer, 'purchase', [datasetId, market.dollar, maxPrice])

const escrow = async (taskId: bigint) => {
  const { free, reserved } = await market.read<{ free: bigint; reserved: bigint }>('getTask', [taskId])
  return { free, reserved }
}

const claimable = (datasetId: bigint, account: Address, token = market.dollar) =>
  market.read<bigint>('claimable', [datasetId, token, account])

describe('a task', () => {
  test('is posted as terms, and funded by anybody', async () => {
    const deadline = (await market.now()) + 100n
    const posted = await market.send(people.requester, 'postTask', [
      0n,
      market.dollar,
      REWARD,
      3n,
      deadline,
      'ipfs://task',
    ])
    expect(posted.events).toEqual([
      [
        'TaskPosted',
        {
          taskId: 1n,
          requester: people.requester,
          datasetId: 0n,
          token: market.dollar,
          reward: REWARD,
          quota: 3n,
          deadline,
          uri: 'ipfs://task',
        },
      ],
    ])
    expect(await escrow(1n)).toEqual({ free: 0n, reserved: 0n })

    const funded = await market.send(people.buyer, 'fundTask', [1n, 500n])
    expect(funded.events).toEqual([
      ['TaskFunded', { taskId: 1n, funder: people.buyer, token: market.dollar, amount: 500n }],
    ])
    expect(await escrow(1n)).toEqual({ free: 500n, reserved: 0n })
    expect(await market.balanceOf(market.dollar, people.buyer)).toBe(RICH - 500n)
  })

  test('must make sense', async () => {
    const later = (await market.now()) + 100n
    const post = (...terms: unknown[]) => market.refusal(people.requester, 'postTask', [...terms, 'ipfs://task'])
    expect(await post(NOT_THERE, market.dollar, 1n, 1n, later)).toBe('UnknownDataset')
    expect(await post(0n, people.stranger, 1n, 1n, later)).toBe('NotAToken')
    expect(await post(0n, market.dollar, 0n, 1n, later)).toBe('ZeroAmount')
    expect(await post(0n, market.dollar, 1n << 128n, 1n, later)).toBe('SafeCastOverflowedUintDowncast')
    expect(await post(0n, market.dollar, 1n, 0n, later)).toBe('ZeroQuota')
    expect(await post(0n, market.dollar, 1n, 1n, 1n)).toBe('DeadlinePassed')
  })

  test('is funded with something, and only while it is open', async () => {
    const taskId = await aTask()
    expect(await market.refusal(people.requester, 'fundTask', [NOT_THERE, 1n])).toBe('UnknownTask')
    expect(await market.refusal(people.requester, 'fundTask', [taskId, 0n])).toBe('ZeroAmount')
    expect(await market.refusal(people.stranger, 'fundTask', [taskId, 1n])).toBe('ERC20InsufficientAllowance')
    await market.send(people.requester, 'closeTask', [taskId, 1])
    expect(await market.refusal(people.requester, 'fundTask', [taskId, 1n])).toBe('TaskIsClosed')
  })

  test('gives back the free remainder when closed, by either outcome, and not twice', async () => {
    for (const outcome of [1, 2]) {
      const taskId = await aTask({ fund: COST + 500n })
      await anAccepted(taskId)
      const before = await market.balanceOf(market.dollar, people.requester)
      const closed = await market.send(people.requester, 'closeTask', [taskId, outcome])
      expect(closed.events).toEqual([
        ['TaskClosed', { taskId, outcome }],
        ['TaskRefunded', { taskId, to: people.requester, token: market.dollar, amount: 500n }],
      ])
      expect(await market.balanceOf(market.dollar, people.requester)).toBe(before + 500n)
      expect(await escrow(taskId)).toEqual({ free: 0n, reserved: COST })
      expect(await market.refusal(people.requester, 'closeTask', [taskId, outcome])).toBe('TaskIsClosed')
      expect(await market.refusal(people.requester, 'reclaim', [taskId])).toBe('NothingToRefund')
    }
  })

  test('is closed without a refund when nothing is free', async () => {
    const taskId = await aTask({ fund: COST })
    await anAccepted(taskId)
    expect(names(await market.send(people.requester, 'closeTask', [taskId, 1]))).toEqual(['TaskClosed'])
  })

  test('is closed only by its requester, with a known outcome', async () => {
    const taskId = await aTask()
    expect(await market.refusal(people.stranger, 'closeTask', [taskId, 1])).toBe('NotRequester')
    for (const outcome of [0, 3]) {
      expect(await market.refusal(people.requester, 'closeTask', [taskId, outcome])).toBe('InvalidOutcome')
    }
    expect(await market.refusal(people.requester, 'reclaim', [taskId])).toBe('TaskIsOpen')
    expect(await market.refusal(people.stranger, 'reclaim', [taskId])).toBe('NotRequester')
  })
})

describe('a submission', () => {
  test('is made while the task is open, before its deadline and below its quota', async () => {
    const taskId = await aTask({ quota: 1n, fund: COST })
    const made = await market.send(people.alice, 'submit', [taskId, hashOf('a'), 'ipfs://a'])
    expect(made.events).toEqual([
      [
        'SubmissionMade',
        { submissionId: 1n, taskId, contributor: people.alice, contentHash: hashOf('a'), uri: 'ipfs://a' },
      ],
    ])
    const submit = (id: bigint, hash = hashOf('b')) => market.refusal(people.bob, 'submit', [id, hash, ''])
    expect(await submit(taskId, `0x${'00'.repeat(32)}`)).toBe('ZeroContentHash')
    expect(await submit(NOT_THERE)).toBe('UnknownTask')
    await market.send(people.requester, 'accept', [1n])
    expect(await submit(taskId)).toBe('QuotaReached')

    const brief = await aTask({ seconds: 50n })
    await market.passTime(60)
    expect(await submit(brief)).toBe('DeadlinePassed')

    const closed = await aTask()
    await market.send(people.requester, 'closeTask', [closed, 2])
    expect(await submit(closed)).toBe('TaskIsClosed')
  })

  test('is reviewed by the requester and by those it allows, who may disagree and change their mind', async () => {
    const submissionId = await aSubmission(await aTask())
    expect(await market.refusal(people.bob, 'review', [submissionId, 1, 9_000])).toBe('NotReviewer')
    await market.send(people.requester, 'setReviewer', [1n, people.bob, true])
    const said = [
      [people.requester, 1, 10_000],
      [people.bob, 0, 0],
      [people.bob, 2, 5_000],
    ] as const
    for (const [reviewer, verdict, score] of said) {
      const reviewed = await market.send(reviewer, 'review', [submissionId, verdict, score])
      expect(reviewed.events).toEqual([['SubmissionReviewed', { submissionId, reviewer, verdict, score }]])
    }
    expect(await market.refusal(people.bob, 'review', [submissionId, 3, 0])).toBe('InvalidVerdict')
    expect(await market.refusal(people.bob, 'review', [submissionId, 1, 10_001])).toBe('InvalidScore')
    expect(await market.refusal(people.bob, 'review', [NOT_THERE, 1, 0])).toBe('UnknownSubmission')

    await market.send(people.requester, 'setReviewer', [1n, people.bob, false])
    expect(await market.refusal(people.bob, 'review', [submissionId, 1, 0])).toBe('NotReviewer')
    await market.send(people.requester, 'setReviewer', [1n, people.alice, true])
    expect(await market.refusal(people.alice, 'review', [submissionId, 1, 10_000])).toBe('OwnWork')
    expect(await market.refusal(people.stranger, 'setReviewer', [1n, people.stranger, true])).toBe('NotRequester')
  })

  test('is accepted once, and reserves reward and fee from then on', async () => {
    const taskId = await aTask({ fund: COST + 1n })
    const submissionId = await aSubmission(taskId)
    const accepted = await market.send(people.requester, 'accept', [submissionId])
    expect(accepted.events).toEqual([
      ['SubmissionAccepted', { submissionId, taskId, contributor: people.alice }],
      ['RewardAccrued', { submissionId, contributor: people.alice, token: market.dollar, amount: REWARD }],
    ])
    expect(await escrow(taskId)).toEqual({ free: 1n, reserved: COST })
    expect(await market.refusal(people.requester, 'accept', [submissionId])).toBe('WrongSubmissionStatus')
    expect(await market.refusal(people.requester, 'reject', [submissionId])).toBe('WrongSubmissionStatus')
  })

  test('cannot be accepted when the escrow misses one unit of reward and fee', async () => {
    const taskId = await aTask({ fund: COST - 1n })
    const submissionId = await aSubmission(taskId)
    expect(await market.refusal(people.requester, 'accept', [submissionId])).toBe('InsufficientEscrow')
    await market.send(people.requester, 'fundTask', [taskId, 1n])
    expect(await market.refusal(people.requester, 'accept', [submissionId])).toBeUndefined()
  })

  test('is accepted up to the quota, even after the deadline, but not in a closed task', async () => {
    const taskId = await aTask({ quota: 1n, fund: 2n * COST, seconds: 50n })
    const [first, second] = [await aSubmission(taskId), await aSubmission(taskId, people.bob)]
    await market.passTime(60)
    await market.send(people.requester, 'accept', [first])
    expect(await market.refusal(people.requester, 'accept', [second])).toBe('QuotaReached')
    await market.send(people.requester, 'closeTask', [taskId, 1])
    expect(await market.refusal(people.requester, 'accept', [second])).toBe('TaskIsClosed')
    expect(await market.refusal(people.requester, 'reject', [second])).toBe('TaskIsClosed')
  })

  test('is rejected for good, and then neither accepted nor paid', async () => {
    const taskId = await aTask({ fund: COST })
    const submissionId = await aSubmission(taskId)
    const rejected = await market.send(people.requester, 'reject', [submissionId])
    expect(rejected.events).toEqual([['SubmissionRejected', { submissionId, taskId, contributor: people.alice }]])
    expect(await market.refusal(people.requester, 'accept', [submissionId])).toBe('WrongSubmissionStatus')
    expect(await market.refusal(people.requester, 'pay', [[submissionId]])).toBe('WrongSubmissionStatus')
  })

  test('is decided by the requester alone', async () => {
    const submissionId = await aSubmission(await aTask({ fund: COST }))
    for (const decision of ['accept', 'reject']) {
      for (const person of [people.stranger, people.alice, people.owner]) {
        expect(await market.refusal(person, decision, [submissionId])).toBe('NotRequester')
      }
      expect(await market.refusal(people.requester, decision, [NOT_THERE])).toBe('UnknownSubmission')
    }
  })
})

describe('a reward', () => {
  test('is paid to the contributor, with the fee on top to the treasury', async () => {
    const taskId = await aTask({ fund: COST })
    const submissionId = await anAccepted(taskId)
    const paid = await market.send(people.requester, 'pay', [[submissionId]])
    expect(paid.events).toEqual([
      ['PayoutMade', { taskId, submissionId, contributor: people.alice, token: market.dollar, amount: REWARD }],
      ['TaskFeeCharged', { taskId, submissionId, payee: people.treasury, token: market.dollar, amount: FEE }],
    ])
    expect(await market.balanceOf(market.dollar, people.alice)).toBe(REWARD)
    expect(await market.balanceOf(market.dollar, people.treasury)).toBe(FEE)
    expect(await escrow(taskId)).toEqual({ free: 0n, reserved: 0n })
  })

  test('is paid once, whether asked twice or named twice', async () => {
    const taskId = await aTask({ fund: 2n * COST })
    const [first, second] = [await anAccepted(taskId), await anAccepted(taskId)]
    expect(await market.refusal(people.requester, 'pay', [[first, second, first]])).toBe('WrongSubmissionStatus')
    await market.send(people.requester, 'pay', [[first]])
    expect(await market.refusal(people.requester, 'pay', [[first]])).toBe('WrongSubmissionStatus')
    await market.passTime(WEEK)
    expect(await market.refusal(people.alice, 'pay', [[first]])).toBe('WrongSubmissionStatus')
  })

  test('is paid in batches over several tasks and tokens, as long as all are the caller’s', async () => {
    const [dollars, coins] = [await aTask({ fund: COST }), await aTask({ fund: COST, token: market.coin })]
    const ids = [await anAccepted(dollars), await anAccepted(coins, people.bob)]
    expect(await market.refusal(people.stranger, 'pay', [ids])).toBe('NotRequester')
    expect(await market.refusal(people.alice, 'pay', [ids])).toBe('GracePeriodRunning')
    await market.send(people.requester, 'pay', [ids])
    expect(await market.balanceOf(market.dollar, people.alice)).toBe(REWARD)
    expect(await market.balanceOf(market.coin, people.bob)).toBe(REWARD)
  })

  test('is paid from a batch of bounded length', async () => {
    expect(await market.refusal(people.requester, 'pay', [[]])).toBe('InvalidBatch')
    expect(await market.refusal(people.requester, 'pay', [Array(51).fill(1n)])).toBe('InvalidBatch')
    expect(await market.refusal(people.requester, 'pay', [[NOT_THERE]])).toBe('UnknownSubmission')
    expect(await market.refusal(people.requester, 'pay', [[await aSubmission(await aTask())]])).toBe(
      'WrongSubmissionStatus',
    )
  })

  test('can be collected by its contributor when the requester has let the grace period pass', async () => {
    const taskId = await aTask({ fund: COST })
    const submissionId = await anAccepted(taskId)
    const { acceptedAt } = await market.read<{ acceptedAt: number }>('getSubmission', [submissionId])
    await market.client.setNextBlockTimestamp({ timestamp: BigInt(acceptedAt + WEEK - 1) })
    await market.client.mine({ blocks: 1 })
    expect(await market.refusal(people.alice, 'pay', [[submissionId]])).toBe('GracePeriodRunning')
    await market.passTime(1)
    expect(await market.refusal(people.bob, 'pay', [[submissionId]])).toBe('NotRequester')
    await market.send(people.alice, 'pay', [[submissionId]])
    expect(await market.balanceOf(market.dollar, people.alice)).toBe(REWARD)
    expect(await market.balanceOf(market.dollar, people.treasury)).toBe(FEE)
  })

  test('stays payable after its task was cancelled', async () => {
    const taskId = await aTask({ fund: 3n * COST })
    const [first, second] = [await anAccepted(taskId), await anAccepted(taskId, people.bob)]
    await market.send(people.requester, 'closeTask', [taskId, 2])
    await market.send(people.requester, 'pay', [[first]])
    await market.passTime(WEEK)
    await market.send(people.bob, 'pay', [[second]])
    expect(await escrow(taskId)).toEqual({ free: 0n, reserved: 0n })
    expect(await market.balanceOf(market.dollar, people.bob)).toBe(REWARD)
  })

  test('keeps the fee its task was posted with, and pays it to the treasury of the day', async () => {
    const taskId = await aTask({ fund: COST })
    await market.send(people.owner, 'setFee', [1_000, people.carol])
    expect(await market.read('costOfAcceptance', [taskId])).toBe(COST)
    await market.send(people.requester, 'pay', [[await anAccepted(taskId)]])
    expect(await market.balanceOf(market.dollar, people.carol)).toBe(FEE)
  })

  test('is charged nothing when the fee is nothing, or rounds to it', async () => {
    const tiny = await aTask({ reward: 39n, fund: 39n })
    await market.send(people.owner, 'setFee', [0, people.treasury])
    const free = await aTask({ fund: REWARD })
    for (const taskId of [tiny, free]) {
      expect(names(await market.send(people.requester, 'pay', [[await anAccepted(taskId)]]))).toEqual(['PayoutMade'])
    }
  })

  test('is forfeited by an arbiter or given up by its contributor, and frees the escrow', async () => {
    const cases = [
      [people.arbiter, 1],
      [people.alice, 2],
    ] as const
    await market.send(people.owner, 'setArbiter', [people.arbiter, true])
    for (const [person, reason] of cases) {
      const taskId = await aTask({ fund: COST })
      const submissionId = await anAccepted(taskId)
      const forfeited = await market.send(person, 'forfeit', [submissionId, reason])
      expect(forfeited.events).toEqual([
        ['RewardForfeited', { submissionId, contributor: people.alice, token: market.dollar, amount: REWARD, reason }],
      ])
      expect(await escrow(taskId)).toEqual({ free: COST, reserved: 0n })
      expect(await market.refusal(people.requester, 'pay', [[submissionId]])).toBe('WrongSubmissionStatus')
      expect(await market.refusal(person, 'forfeit', [submissionId, reason])).toBe('WrongSubmissionStatus')
    }
  })

  test('cannot be forfeited by others, for other reasons, or once it is paid', async () => {
    const submissionId = await anAccepted(await aTask({ fund: COST }))
    await market.send(people.owner, 'setArbiter', [people.arbiter, true])
    expect(await market.refusal(people.requester, 'forfeit', [submissionId, 1])).toBe('NotArbiter')
    expect(await market.refusal(people.owner, 'forfeit', [submissionId, 1])).toBe('NotArbiter')
    expect(await market.refusal(people.arbiter, 'forfeit', [submissionId, 2])).toBe('NotContributor')
    expect(await market.refusal(people.alice, 'forfeit', [submissionId, 3])).toBe('InvalidReason')
    await market.send(people.owner, 'setArbiter', [people.arbiter, false])
    expect(await market.refusal(people.arbiter, 'forfeit', [submissionId, 1])).toBe('NotArbiter')
    await market.send(people.requester, 'pay', [[submissionId]])
    expect(await market.refusal(people.alice, 'forfeit', [submissionId, 2])).toBe('WrongSubmissionStatus')
  })

  test('that is forfeited after closing goes back to the requester on demand', async () => {
    const taskId = await aTask({ quota: 1n, fund: COST })
    const submissionId = await anAccepted(taskId)
    await market.send(people.requester, 'closeTask', [taskId, 1])
    await market.send(people.alice, 'forfeit', [submissionId, 2])
    const reclaimed = await market.send(people.requester, 'reclaim', [taskId])
    expect(reclaimed.events).toEqual([
      ['TaskRefunded', { taskId, to: people.requester, token: market.dollar, amount: COST }],
    ])
    expect(await market.balanceOf(market.dollar, people.requester)).toBe(RICH)
  })

  test('that is forfeited does not give its place back', async () => {
    const taskId = await aTask({ quota: 1n, fund: 2n * COST })
    const [first, second] = [await aSubmission(taskId), await aSubmission(taskId, people.bob)]
    await market.send(people.requester, 'accept', [first])
    await market.send(people.alice, 'forfeit', [first, 2])
    expect(await market.refusal(people.requester, 'accept', [second])).toBe('QuotaReached')
  })
})

describe('a dataset', () => {
  test('is registered, priced, suspended and ended by its owner', async () => {
    const registered = await market.send(people.publisher, 'registerDataset', [
      'ipfs://set',
      hashOf('set'),
      7n,
      market.dollar,
    ])
    expect(registered.events).toEqual([
      [
        'DatasetRegistered',
        {
          datasetId: 1n,
          owner: people.publisher,
          uri: 'ipfs://set',
          contentHash: hashOf('set'),
          price: 7n,
          token: market.dollar,
        },
      ],
    ])
    const priced = await market.send(people.publisher, 'setPrice', [1n, market.coin, 9n])
    expect(priced.events).toEqual([['DatasetPriceChanged', { datasetId: 1n, token: market.coin, price: 9n }]])
    expect(await market.refusal(people.buyer, 'purchase', [1n, market.dollar, RICH])).toBe('PriceChanged')
    expect(await market.refusal(people.buyer, 'purchase', [1n, market.coin, 8n])).toBe('PriceChanged')
    expect(await market.refusal(people.buyer, 'purchase', [1n, market.coin, 9n])).toBeUndefined()

    const suspended = await market.send(people.publisher, 'setStatus', [1n, 1])
    expect(suspended.events).toEqual([['DatasetStatusChanged', { datasetId: 1n, status: 1 }]])
    expect(await market.refusal(people.buyer, 'purchase', [1n, market.coin, 9n])).toBe('DatasetNotListed')
    await market.send(people.publisher, 'setStatus', [1n, 0])
    expect(await market.refusal(people.buyer, 'purchase', [1n, market.coin, 9n])).toBeUndefined()

    expect(await market.refusal(people.publisher, 'setStatus', [1n, 3])).toBe('InvalidStatus')
    await market.send(people.publisher, 'setStatus', [1n, 2])
    expect(await market.refusal(people.buyer, 'purchase', [1n, market.coin, 9n])).toBe('DatasetNotListed')
    for (const [functionName, args] of ownersCalls(1n)) {
      expect(await market.refusal(people.publisher, functionName, args)).toBe('DatasetEnded')
    }
  })

  const ownersCalls = (datasetId: bigint) =>
    [
      ['setPrice', [datasetId, market.coin, 1n]],
      ['setStatus', [datasetId, 0]],
      ['publishVersion', [datasetId, hashOf('root'), '', []]],
      ['addContributions', [datasetId, 1n, [1n]]],
    ] as const

  test('obeys nobody but its owner, and exists', async () => {
    const datasetId = await aDataset()
    for (const [functionName, args] of ownersCalls(datasetId)) {
      expect(await market.refusal(people.stranger, functionName, args)).toBe('NotDatasetOwner')
    }
    for (const [functionName, args] of ownersCalls(NOT_THERE)) {
      expect(await market.refusal(people.requester, functionName, args)).toBe('UnknownDataset')
    }
    expect(await market.refusal(people.buyer, 'purchase', [NOT_THERE, market.dollar, 1n])).toBe('UnknownDataset')
    expect(await market.refusal(people.stranger, 'registerDataset', ['', hashOf(''), 1n, people.stranger])).toBe(
      'NotAToken',
    )
    expect(await market.refusal(people.requester, 'setPrice', [datasetId, people.stranger, 1n])).toBe('NotAToken')
  })

  test('publishes versions that name accepted submissions, each giving one unit', async () => {
    const datasetId = await aDataset()
    const taskId = await aTask({ fund: 4n * COST })
    const accepted = await anAccepted(taskId)
    const paid = await anAccepted(taskId, people.bob)
    await market.send(people.requester, 'pay', [[paid]])
    const forgone = await anAccepted(taskId)
    await market.send(people.alice, 'forfeit', [forgone, 2])

    const first = await market.send(people.requester, 'publishVersion', [
      datasetId,
      hashOf('r1'),
      'ipfs://v1',
      [accepted, paid],
    ])
    expect(first.events).toEqual([
      ['DatasetVersionPublished', { datasetId, version: 1n, contentRoot: hashOf('r1'), uri: 'ipfs://v1' }],
      ['DatasetContributions', { datasetId, version: 1n, submissionIds: [accepted, paid] }],
      ['SharesSet', { datasetId, contributor: people.alice, units: 1n, totalUnits: 1n }],
      ['SharesSet', { datasetId, contributor: people.bob, units: 1n, totalUnits: 2n }],
    ])
    const more = await market.send(people.requester, 'addContributions', [datasetId, 1n, [forgone]])
    expect(more.events).toEqual([
      ['DatasetContributions', { datasetId, version: 1n, submissionIds: [forgone] }],
      ['SharesSet', { datasetId, contributor: people.alice, units: 2n, totalUnits: 3n }],
    ])
    const second = await market.send(people.requester, 'publishVersion', [datasetId, hashOf('r2'), 'ipfs://v2', []])
    expect(names(second)).toEqual(['DatasetVersionPublished'])
    expect(await market.read('contentRoot', [datasetId, 1n])).toBe(hashOf('r1'))
    expect(await market.read('contentRoot', [datasetId, 2n])).toBe(hashOf('r2'))
    expect(await market.read('unitsOf', [datasetId, people.alice])).toBe(2n)
  })

  test('names no submission twice, none that was not accepted, none of strangers, and not too many at once', async () => {
    const datasetId = await aDataset()
    const taskId = await aTask({ fund: 2n * COST })
    const good = await anAccepted(taskId)
    const name = (ids: readonly bigint[], version = 1n) =>
      market.refusal(people.requester, 'addContributions', [datasetId, version, ids])

    expect(await name([good], 0n)).toBe('NotNewestVersion')
    await market.send(people.requester, 'publishVersion', [datasetId, hashOf('r'), '', []])
    expect(await name([good], 2n)).toBe('NotNewestVersion')
    expect(await name([good, good])).toBe('AlreadyContributed')
    await market.send(people.requester, 'addContributions', [datasetId, 1n, [good]])
    expect(await name([good])).toBe('AlreadyContributed')
    expect(await name([])).toBe('InvalidBatch')
    expect(await name(Array(51).fill(good))).toBe('InvalidBatch')
    expect(await name([NOT_THERE])).toBe('UnknownSubmission')

    const pending = await aSubmission(taskId)
    expect(await name([pending])).toBe('WrongSubmissionStatus')
    await market.send(people.requester, 'reject', [pending])
    expect(await name([pending])).toBe('WrongSubmissionStatus')
    const cheat = await anAccepted(taskId)
    await market.send(people.owner, 'setArbiter', [people.arbiter, true])
    await market.send(people.arbiter, 'forfeit', [cheat, 1])
    expect(await name([cheat])).toBe('WrongSubmissionStatus')

    await market.send(people.publisher, 'registerDataset', ['', hashOf('other'), 1n, market.dollar])
    const decorate = [2n, hashOf('r'), '', [good]]
    expect(await market.refusal(people.publisher, 'publishVersion', decorate)).toBe('UnrelatedWork')
    const commissioned = await anAccepted(await aTask({ datasetId: 2n, fund: COST }))
    await market.send(people.publisher, 'publishVersion', [2n, hashOf('r'), '', [commissioned]])
  })

  test('proves on the chain that a content hash is under the root of a version', async () => {
    const datasetId = await aDataset()
    const [a, b] = [hashOf('a'), hashOf('b')]
    const root = parentOf(leafOf(a), leafOf(b))
    await market.send(people.requester, 'publishVersion', [datasetId, root, '', []])
    const verify = (version: bigint, hash: Hex, proof: readonly Hex[]) =>
      market.read<boolean>('verifyContribution', [datasetId, version, hash, proof])
    expect(await verify(1n, a, [leafOf(b)])).toBe(true)
    expect(await verify(1n, b, [leafOf(a)])).toBe(true)
    expect(await verify(1n, hashOf('c'), [leafOf(a)])).toBe(false)
    expect(await verify(1n, root, [])).toBe(false)
    expect(await verify(2n, a, [leafOf(b)])).toBe(false)
  })

  test('takes the unit of a submission back that turns out to be cheating', async () => {
    const datasetId = await aDataset({ contributors: [people.alice, people.bob] })
    const revoke = (submissionId: bigint) => market.refusal(people.stranger, 'revokeShare', [datasetId, submissionId])
    expect(await revoke(1n)).toBe('WrongSubmissionStatus')
    await market.send(people.owner, 'setArbiter', [people.arbiter, true])
    await purchase(datasetId)
    await market.send(people.arbiter, 'forfeit', [1n, 1])
    const revoked = await market.send(people.stranger, 'revokeShare', [datasetId, 1n])
    expect(revoked.events).toEqual([['SharesSet', { datasetId, contributor: people.alice, units: 0n, totalUnits: 1n }]])
    expect(await revoke(1n)).toBe('NotContributed')
    await purchase(datasetId)
    expect(await claimable(datasetId, people.alice)).toBe(4_875n)
    expect(await claimable(datasetId, people.bob)).toBe(4_875n + 9_750n)
  })
})

describe('a purchase', () => {
  test('splits the gross into the fee and the revenue of those who hold units', async () => {
    const datasetId = await aDataset({ price: 10_007n, contributors: [people.alice, people.bob, people.alice] })
    const bought = await purchase(datasetId, 10_007n)
    expect(bought.events).toEqual([
      ['DatasetPurchased', { datasetId, buyer: people.buyer, token: market.dollar, amount: 10_007n }],
      ['PurchaseFeeCharged', { datasetId, payee: people.treasury, token: market.dollar, amount: 250n }],
      ['RevenueReceived', { datasetId, token: market.dollar, amount: 9_757n }],
    ])
    expect(await market.balanceOf(market.dollar, people.buyer)).toBe(RICH - 10_007n)
    expect(await market.balanceOf(market.dollar, people.treasury)).toBe(250n)
    expect(await claimable(datasetId, people.alice)).toBe(6_504n)
    expect(await claimable(datasetId, people.bob)).toBe(3_252n)
    expect(await claimable(datasetId, people.requester)).toBe(0n)

    const claimed = await market.send(people.alice, 'claimRevenue', [datasetId, market.dollar])
    expect(claimed.events).toEqual([
      ['RevenueClaimed', { datasetId, contributor: people.alice, token: market.dollar, amount: 6_504n }],
    ])
    expect(await market.balanceOf(market.dollar, people.alice)).toBe(6_504n)
    expect(await market.refusal(people.alice, 'claimRevenue', [datasetId, market.dollar])).toBe('NothingToClaim')
    expect(await market.refusal(people.alice, 'claimRevenue', [datasetId, market.coin])).toBe('NothingToClaim')
    expect(await market.refusal(people.stranger, 'claimRevenue', [datasetId, market.dollar])).toBe('NothingToClaim')
    expect(await market.refusal(people.alice, 'claimRevenue', [NOT_THERE, market.dollar])).toBe('UnknownDataset')
  })

  test('pays the owner while nobody holds units, and newcomers only from then on', async () => {
    const datasetId = await aDataset({ price: 1_000n })
    await purchase(datasetId)
    const taskId = await aTask({ fund: COST * 2n })
    const ids = [await anAccepted(taskId), await anAccepted(taskId, people.bob)]
    await market.send(people.requester, 'publishVersion', [datasetId, hashOf('r'), '', [ids[0]]])
    await purchase(datasetId)
    await market.send(people.requester, 'addContributions', [datasetId, 1n, [ids[1]]])
    await purchase(datasetId)
    expect(await claimable(datasetId, people.requester)).toBe(975n)
    expect(await claimable(datasetId, people.alice)).toBe(975n + 487n)
    expect(await claimable(datasetId, people.bob)).toBe(487n)
    await market.send(people.requester, 'setStatus', [datasetId, 2])
    for (const person of [people.requester, people.alice, people.bob]) {
      await market.send(person, 'claimRevenue', [datasetId, market.dollar])
    }
    // 975 does not halve: one unit waits until the halves meet the next ones.
    expect(await market.read('unclaimedRevenue', [datasetId, market.dollar])).toBe(1n)
  })

  test('loses to rounding at most one unit per holder, however often they claim', async () => {
    const holders = [people.alice, people.bob, people.carol]
    const datasetId = await aDataset({ price: 101n, contributors: holders })
    // Less the fee of 2 these are 98, 97, 99, 98, 97: 163 for each, of which most sales give a third that ends nowhere.
    let net = 0n
    for (const price of [100n, 99n, 101n, 100n, 99n]) {
      await market.send(people.requester, 'setPrice', [datasetId, market.dollar, price])
      await purchase(datasetId)
      net += price - (price * 250n) / 10_000n
      await market.send(people.alice, 'claimRevenue', [datasetId, market.dollar])
    }
    for (const person of [people.bob, people.carol]) {
      await market.send(person, 'claimRevenue', [datasetId, market.dollar])
    }
    const received = await Promise.all(holders.map((person) => market.balanceOf(market.dollar, person)))
    expect(net).toBe(3n * 163n)
    expect(received).toEqual([162n, 162n, 162n])
    expect(await market.read('unclaimedRevenue', [datasetId, market.dollar])).toBe(BigInt(holders.length))

    // Nothing is lost: the fractions are still owed, and the next sale completes them.
    await market.send(people.requester, 'setPrice', [datasetId, market.dollar, 1n])
    await purchase(datasetId)
    await market.send(people.alice, 'claimRevenue', [datasetId, market.dollar])
    expect(await market.balanceOf(market.dollar, people.alice)).toBe(163n)
  })

  test('keeps tokens apart when the price changes to another', async () => {
    const datasetId = await aDataset({ price: 1_000n, contributors: [people.alice] })
    await purchase(datasetId)
    await market.send(people.requester, 'setPrice', [datasetId, market.coin, 2_000n])
    await market.send(people.buyer, 'purchase', [datasetId, market.coin, 2_000n])
    // Units that come now settle both tokens, and earn nothing of the past.
    const taskId = await aTask({ fund: COST })
    await market.send(people.requester, 'addContributions', [datasetId, 1n, [await anAccepted(taskId, people.bob)]])
    expect(await claimable(datasetId, people.alice)).toBe(975n)
    expect(await claimable(datasetId, people.alice, market.coin)).toBe(1_950n)
    expect(await claimable(datasetId, people.bob)).toBe(0n)
    expect(await claimable(datasetId, people.bob, market.coin)).toBe(0n)
    await market.send(people.alice, 'claimRevenue', [datasetId, market.coin])
    expect(await market.balanceOf(market.coin, people.alice)).toBe(1_950n)
    expect(await claimable(datasetId, people.alice)).toBe(975n)
  })

  test('of a free dataset moves no money', async () => {
    const datasetId = await aDataset({ price: 0n })
    expect(names(await market.send(people.stranger, 'purchase', [datasetId, market.dollar, 0n]))).toEqual([
      'DatasetPurchased',
    ])
  })
})

describe('the market', () => {
  test('has an owner who sets the fee within its bound, and hands over in two steps', async () => {
    const deployed = await market.client.getLogs({ address: market.market, fromBlock: 0n })
    expect(deployed).toHaveLength(2) // OwnershipTransferred and FeeChanged, of the constructor

    const changed = await market.send(people.owner, 'setFee', [1_000, people.carol])
    expect(changed.events).toEqual([['FeeChanged', { feeBps: 1_000, treasury: people.carol }]])
    expect(await market.refusal(people.owner, 'setFee', [1_001, people.carol])).toBe('FeeTooHigh')
    for (const treasury of [`0x${'00'.repeat(20)}`, market.market]) {
      expect(await market.refusal(people.owner, 'setFee', [1, treasury])).toBe('InvalidTreasury')
    }
    expect(await market.refusal(people.stranger, 'setFee', [0, people.stranger])).toBe('OwnableUnauthorizedAccount')
    expect(await market.refusal(people.stranger, 'setArbiter', [people.stranger, true])).toBe(
      'OwnableUnauthorizedAccount',
    )

    expect(names(await market.send(people.owner, 'transferOwnership', [people.carol]))).toEqual([
      'OwnershipTransferStarted',
    ])
    expect(await market.refusal(people.stranger, 'acceptOwnership')).toBe('OwnableUnauthorizedAccount')
    const accepted = await market.send(people.carol, 'acceptOwnership')
    expect(accepted.events).toEqual([['OwnershipTransferred', { previousOwner: people.owner, newOwner: people.carol }]])
  })

  test('handles a full batch of anything within the gas of one transaction', async () => {
    const GAS_MAX = 2n ** 24n // EIP-7825
    // The dearest case: every contributor holds a unit since before any revenue, which then comes in as many tokens as
    // there may be, so that each further unit settles all of them for the first time.
    const BATCH = 50
    const contributors = Array.from({ length: BATCH }, (_, index) => numbered(index))
    const datasetId = await aDataset({ price: 1_000n })
    const taskId = await aTask({ quota: 100n, fund: COST * 100n })
    await market.client.setAutomine(false) // a block for each of these would take most of the time of this file
    for (const contributor of contributors) {
      await market.client.setBalance({ address: contributor, value: 10n ** 18n })
      await market.client.impersonateAccount({ address: contributor })
      for (const work of ['first', 'second']) await enqueue(contributor, 'submit', [taskId, hashOf(work), ''])
    }
    await market.client.mine({ blocks: 1 })
    for (let id = 1n; id <= 2 * BATCH; id++) await enqueue(people.requester, 'accept', [id])
    await market.client.mine({ blocks: 1 })
    await market.client.setAutomine(true)

    // Each contributor's transactions keep their order, but not those of different ones.
    const makers = await Promise.all(
      Array.from({ length: 2 * BATCH }, (_, index) =>
        market.read<{ contributor: Address }>('getSubmission', [BigInt(index + 1)]),
      ),
    )
    const isFirst = makers.map((maker, index) => makers.findIndex((m) => m.contributor === maker.contributor) === index)
    const ids = makers.map((_, index) => BigInt(index + 1))
    const [firsts, seconds] = [ids.filter((_, index) => isFirst[index]), ids.filter((_, index) => !isFirst[index])]
    expect(seconds).toHaveLength(BATCH)

    await market.send(people.requester, 'publishVersion', [datasetId, hashOf('r'), '', firsts])
    await purchase(datasetId)
    for (const symbol of ['SECOND', 'THIRD', 'FOURTH']) {
      const { address } = await deployToken(market.client, people.owner, { name: symbol, symbol, decimals: 18 })
      await supply(market.client, address, people.buyer, market.market)
      await market.send(people.requester, 'setPrice', [datasetId, address, 1_000n])
      await market.send(people.buyer, 'purchase', [datasetId, address, 1_000n])
    }
    const named = await market.send(people.requester, 'addContributions', [datasetId, 1n, seconds])
    expect(named.gasUsed).toBeGreaterThan(10_000_000n)
    expect(named.gasUsed).toBeLessThan(GAS_MAX)
    expect(await claimable(datasetId, contributors[0]!)).toBe(19n) // a fiftieth of 975

    const paid = await market.send(people.requester, 'pay', [firsts])
    expect(names(paid)).toHaveLength(2 * BATCH)
    expect(paid.gasUsed).toBeLessThan(GAS_MAX)
    expect(await market.balanceOf(market.dollar, contributors[0]!)).toBe(REWARD)
  })

  const numbered = (index: number) => `0x${(index + 4096).toString(16).padStart(40, '0')}` as Address

  /** Sends without waiting: it is mined with the next block. */
  const enqueue = (from: Address, functionName: string, args: readonly unknown[]) =>
    market.client.sendTransaction({
      account: from,
      to: market.market,
      data: marketCall(functionName, args),
      gas: 200_000n,
    })
})

describe('a hostile token', () => {
  const source = readFileSync(new URL('HostileToken.sol', import.meta.url), 'utf8')
  let artifact: ReturnType<typeof compile>[number]
  let hostile: Address

  beforeAll(() => {
    artifact = compile({ 'HostileToken.sol': source })[0]!
  })

  beforeEach(async () => {
    hostile = (await deployContract(market.client, people.owner, artifact)).address
    for (const person of [people.requester, people.buyer]) await supply(market.client, hostile, person, market.market)
  })

  const tell = async (functionName: string, args: readonly unknown[]) => {
    const call = { address: hostile, abi: artifact.abi, functionName, args, account: people.owner }
    await market.client.waitForTransactionReceipt({ hash: await market.client.writeContract(call) })
  }

  const answer = async () => {
    const ask = (functionName: string) =>
      market.client.readContract({ address: hostile, abi: artifact.abi, functionName })
    expect(await ask('calledBack')).toBe(false)
    return errorName((await ask('answer')) as Hex)
  }

  test('that keeps a part of what it moves is refused', async () => {
    const taskId = await aTask({ token: hostile })
    await market.send(people.requester, 'registerDataset', ['', hashOf(''), 1_000n, hostile])
    await tell('setToll', [1n])
    expect(await market.refusal(people.requester, 'fundTask', [taskId, 1_000n])).toBe('UnexpectedAmountReceived')
    expect(await market.refusal(people.buyer, 'purchase', [1n, hostile, 1_000n])).toBe('UnexpectedAmountReceived')
  })

  test('cannot enter the market again while it moves', async () => {
    // The token is requester and dataset owner itself, so that nothing but the guard stands in its way.
    const act = (functionName: string, args: readonly unknown[]) =>
      tell('act', [market.market, marketCall(functionName, args)])
    const deadline = (await market.now()) + 3600n
    await act('postTask', [0n, hostile, REWARD, 10n, deadline, ''])
    await market.send(people.buyer, 'fundTask', [1n, 3n * COST])
    await act('registerDataset', ['', hashOf(''), 1_000n, hostile])
    for (const id of [1n, 2n]) {
      await aSubmission(1n)
      await act('accept', [id])
    }

    await tell('callBack', [market.market, marketCall('pay', [[1n]])])
    await act('pay', [[1n]])
    expect(await answer()).toBe('ReentrancyGuardReentrantCall')
    await tell('callBack', [market.market, marketCall('closeTask', [1n, 2])])
    await act('pay', [[2n]])
    expect(await answer()).toBe('ReentrancyGuardReentrantCall')
    await tell('callBack', [market.market, marketCall('claimRevenue', [1n, hostile])])
    await market.send(people.buyer, 'purchase', [1n, hostile, 1_000n])
    expect(await answer()).toBe('ReentrancyGuardReentrantCall')
    await act('claimRevenue', [1n, hostile])
    expect(await answer()).toBe('ReentrancyGuardReentrantCall')
    await tell('callBack', [market.market, marketCall('reclaim', [1n])])
    await act('closeTask', [1n, 1])
    expect(await answer()).toBe('ReentrancyGuardReentrantCall')

    // The token took part in the market and got its refund and revenue; nothing of it is left inside.
    const { held, owed } = await market.holdings(hostile)
    expect({ held, owed }).toEqual({ held: 0n, owed: 0n })
    expect(await market.balanceOf(hostile, people.alice)).toBe(2n * REWARD)
  })

  test('is, like any other, one of at most four that a dataset is ever priced in', async () => {
    const datasetId = await aDataset()
    const tokens = [market.coin, hostile]
    for (let more = 0; more < 2; more++)
      tokens.push((await deployContract(market.client, people.owner, artifact)).address)
    for (const token of tokens.slice(0, 3)) await market.send(people.requester, 'setPrice', [datasetId, token, 1n])
    expect(await market.refusal(people.requester, 'setPrice', [datasetId, tokens[3], 1n])).toBe('TooManyPriceTokens')
    await market.send(people.requester, 'setPrice', [datasetId, market.dollar, 1n])
    const known = await market.read<readonly Address[]>('priceTokens', [datasetId])
    expect(known.map((token) => token.toLowerCase())).toEqual([market.dollar, ...tokens.slice(0, 3)])
  })
})

test('the books close to the unit after a life of everything', async () => {
  await market.send(people.owner, 'setArbiter', [people.arbiter, true])
  const datasetId = await aDataset({ price: 3_333n })
  const taskId = await aTask({ datasetId, fund: COST * 5n + 7n })
  const ids: bigint[] = []
  for (const contributor of [people.alice, people.bob, people.carol, people.alice, people.bob]) {
    ids.push(await anAccepted(taskId, contributor))
  }
  await market.send(people.requester, 'publishVersion', [datasetId, hashOf('r'), '', ids.slice(0, 3)])
  await market.send(people.requester, 'pay', [ids.slice(0, 2)])
  await market.send(people.arbiter, 'forfeit', [ids[3], 1])
  await market.send(people.bob, 'forfeit', [ids[4], 2])
  await purchase(datasetId)
  await market.send(people.requester, 'addContributions', [datasetId, 1n, [ids[4]]])
  await purchase(datasetId)
  await market.send(people.requester, 'closeTask', [taskId, 1])
  await market.passTime(WEEK)
  await market.send(people.carol, 'pay', [[ids[2]]])
  for (const person of [people.alice, people.bob, people.carol]) {
    await market.send(person, 'claimRevenue', [datasetId, market.dollar])
  }

  const net = 3_333n - 83n
  const balances = Object.fromEntries(
    await Promise.all(
      (['requester', 'alice', 'bob', 'carol', 'treasury', 'buyer'] as const).map(
        async (name) => [name, await market.balanceOf(market.dollar, people[name])] as const,
      ),
    ),
  )
  // Thirds of one sale and quarters of the next: 1083⅓ + 812½, and for bob 1083⅓ + 1625.
  expect(balances).toEqual({
    requester: RICH - 3n * COST,
    alice: REWARD + 1_895n,
    bob: REWARD + 2_708n,
    carol: REWARD + 1_895n,
    treasury: 3n * FEE + 2n * 83n,
    buyer: RICH - 2n * 3_333n,
  })
  const dust = 2n * net - 1_895n - 2_708n - 1_895n
  expect(await market.holdings(market.dollar)).toEqual({ held: dust, owed: dust })
  expect(dust).toBeLessThan(3n)
})
