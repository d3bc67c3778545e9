import { afterEach, beforeEach, expect, test } from 'vitest'
import { ledgerAccountTypes, nameOf, rewardStates, taskStatuses } from '../../src/domain/codes.ts'
import type { Rows, Store } from '../../src/store/store.ts'
import { enterHistory, openWriter, temporarySqlite } from '../simulation/books-of.ts'
import { MARKET } from '../simulation/chaos-market.ts'
import { emitted, moved, type SceneLog, scene, someone, TOKEN } from '../simulation/scene.ts'

const [requester, worker, reviewer] = [someone(0xa), someone(0xb), someone(0xc)]
const token = TOKEN
const posted = (taskId: bigint, more = {}) =>
  emitted('TaskPosted', { taskId, requester, token, reward: 100n, quota: 5n, ...more })
const submitted = (submissionId: bigint, taskId: bigint) =>
  emitted('SubmissionMade', { submissionId, taskId, contributor: worker })
const paid = (submissionId: bigint, taskId: bigint, amount: bigint) =>
  emitted('PayoutMade', { taskId, submissionId, contributor: worker, token, amount })

let store: Store
beforeEach(async () => {
  store = await temporarySqlite()
})
afterEach(() => store.close())

const enter = async (...transactions: SceneLog[][]) =>
  enterHistory(await openWriter(store), scene(...transactions), 100)
const rows = <
  N extends 'ledgerAccounts' | 'tasks' | 'earnings' | 'rewards' | 'submissions' | 'contributors' | 'reviews',
>(
  table: N,
): Promise<Rows[N][]> => store.read(async (db) => (await db.select().from(store.tables[table])) as Rows[N][])
const balances = async (): Promise<Record<string, bigint>> => {
  const sums: Record<string, bigint> = {}
  for (const { type, balance } of await rows('ledgerAccounts')) {
    const name = nameOf(ledgerAccountTypes, type)
    sums[name] = (sums[name] ?? 0n) + balance
  }
  return sums
}

test('a market that only states payments is paid from outside', async () => {
  await enter([posted(1n)], [submitted(1n, 1n)], [paid(1n, 1n, 150n)])
  expect(await balances()).toEqual({ FUNDING: -150n, EARNINGS: 150n })
  expect((await rows('tasks'))[0]).toMatchObject({ budget: 150n, paid: 150n })
  expect((await rows('earnings'))[0]).toMatchObject({ accrued: 150n, settled: 150n })
})

test('money that came by a plain transfer and was paid by the market itself is counted once', async () => {
  await enter(
    [posted(1n), moved(requester, MARKET, 100n)],
    [submitted(1n, 1n)],
    [paid(1n, 1n, 100n), moved(MARKET, worker, 100n)],
  )
  expect(await balances()).toEqual({ FUNDING: -100n, SUSPENSE: 0n, EARNINGS: 100n })
})

test('what is owed is settled once, and the rest was owed and paid at once', async () => {
  const funded = emitted('TaskFunded', { taskId: 1n, funder: requester, token, amount: 500n })
  const accrued = emitted('RewardAccrued', { submissionId: 1n, contributor: worker, token, amount: 100n })
  await enter([posted(1n), funded], [submitted(1n, 1n)], [accrued], [paid(1n, 1n, 130n)])
  expect(await balances()).toEqual({ FUNDING: -500n, ESCROW: 370n, PAYABLE: 0n, EARNINGS: 130n })
  expect((await rows('rewards'))[0]).toMatchObject({ amount: 100n, settled: 100n, forfeited: 0n })
  expect((await rows('earnings'))[0]).toMatchObject({ accrued: 130n, settled: 130n, forfeited: 0n })
})

test('what is lost goes back to the escrow, and a reward paid in full loses nothing', async () => {
  const funded = emitted('TaskFunded', { taskId: 1n, funder: requester, token, amount: 500n })
  const accrued = (id: bigint) =>
    emitted('RewardAccrued', { submissionId: id, contributor: worker, token, amount: 100n })
  const lost = (id: bigint) =>
    emitted('RewardForfeited', { submissionId: id, contributor: worker, token, amount: 100n, reason: 1 })
  await enter(
    [posted(1n), funded, submitted(1n, 1n), submitted(2n, 1n), accrued(1n), accrued(2n)],
    [paid(1n, 1n, 100n)],
    [lost(1n), lost(2n)],
  )
  expect(await balances()).toEqual({ FUNDING: -500n, ESCROW: 400n, PAYABLE: 0n, EARNINGS: 100n })
  expect((await rows('rewards')).map((row) => [nameOf(rewardStates, row.state), row.forfeited])).toEqual([
    ['SETTLED', 0n],
    ['FORFEITED', 100n],
  ])
})

test('records numbered from 0 are records', async () => {
  const accrued = emitted('RewardAccrued', { submissionId: 0n, contributor: worker, token, amount: 100n })
  await enter([posted(0n)], [submitted(0n, 0n)], [accrued], [paid(0n, 0n, 100n)])
  expect((await rows('earnings'))[0]).toMatchObject({ accrued: 100n, settled: 100n })
  expect((await rows('submissions'))[0]).toMatchObject({ payouts: 1, taskId: 1 })
})

test('a payment of nothing, or for work nobody knows, leaves a task unpaid', async () => {
  await enter([posted(1n, { quota: 1n })], [paid(9n, 1n, 0n)], [paid(9n, 1n, 0n)], [paid(8n, 1n, 5n)])
  expect((await rows('tasks')).map((row) => nameOf(taskStatuses, row.status))).toEqual(['PARTIAL'])
  expect((await rows('earnings'))[0]).toMatchObject({ payouts: 1, settled: 5n })
})

test('days of activity are those of doing, not of being judged', async () => {
  const reviewed = emitted('SubmissionReviewed', { submissionId: 1n, reviewer, verdict: 1, score: 9_000 })
  await enter([posted(1n), submitted(1n, 1n)], [reviewed], [reviewed], [], [paid(1n, 1n, 1n)], [paid(1n, 1n, 1n)])
  const [contributor] = await rows('contributors')
  expect(contributor).toMatchObject({ submissions: 1, accepted: 1, activeDays: 3, longestStreakDays: 2 })
})

test('a payout for rejected work implies acceptance, and a later review does not undo it', async () => {
  const rejected = emitted('SubmissionReviewed', { submissionId: 1n, reviewer, verdict: 0, score: 0 })
  await enter([posted(1n), submitted(1n, 1n)], [rejected], [paid(1n, 1n, 1n)], [rejected])
  expect((await rows('contributors'))[0]).toMatchObject({ accepted: 1, rejected: 0 })
  expect((await rows('reviews')).map(({ supersededBy }) => supersededBy)).toEqual([2, null])
})
