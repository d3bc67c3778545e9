import { expect, test } from 'vitest'
import {
  address,
  carol,
  dave,
  dollar6,
  escrow,
  type Market,
  moves,
  newMarket,
  only,
  opc,
  says,
  type Told,
} from './market.ts'

const node = address('node')

const deposit = (payer: typeof carol, amount: bigint) => [
  says('escrow', escrow, 'Deposit', { payer, token: dollar6, amount }),
  moves(dollar6, payer, escrow, amount),
]
const withdraw = (payer: typeof carol, amount: bigint) => [
  says('escrow', escrow, 'Withdraw', { payer, token: dollar6, amount }),
  moves(dollar6, escrow, payer, amount),
]
const lock = (amount: bigint, { jobId = 1n, payer = carol, payee = node, expiry = 600n } = {}) =>
  says('escrow', escrow, 'Lock', { payer, payee, jobId, amount, expiry, token: dollar6 })
const claim = (amount: bigint, fee = 0n, { jobId = 1n, payer = carol, payee = node } = {}) => [
  ...(fee > 0n ? [moves(dollar6, escrow, opc, fee)] : []),
  says('escrow', escrow, 'Claimed', { payee, jobId, token: dollar6, payer, amount, proof: '0x01' }),
]
const cancel = (amount: bigint, jobId = 1n) =>
  says('escrow', escrow, 'Canceled', { payee: node, jobId, token: dollar6, payer: carol, amount })

const withMoney = (amount = 1_000n): Market => {
  const market = newMarket()
  market.tell(...deposit(carol, amount))
  return market
}
const taskOf = (told: Told) => only(told, 'TaskPosted')[0]!.task

test("deposits and withdrawals are an account's own money in the escrow", () => {
  const market = newMarket()
  const money = { token: dollar6, settlement: 'MATCHED', transferLog: 1, confidence: 'ONCHAIN' } as const
  expect(market.tell(...deposit(carol, 50n)).events).toEqual([
    { type: 'WalletMoved', incoming: true, account: carol, money: { ...money, amount: 50n, from: carol, to: escrow } },
  ])
  expect(market.tell(...withdraw(carol, 20n)).events).toEqual([
    { type: 'WalletMoved', incoming: false, account: carol, money: { ...money, amount: 20n, from: escrow, to: carol } },
  ])
  expect(market.tell(...withdraw(dave, 0n)).unexplained).toEqual([])
})

test('a lock is a task that the payer funds out of the escrow: no token moves', () => {
  const { events } = withMoney().tell(lock(300n, { jobId: 2n ** 255n }))
  const task = taskOf({ events } as Told)
  expect(task).toMatch(/^0x[0-9a-f]{64}$/)
  expect(events).toEqual([
    {
      type: 'TaskPosted',
      task,
      poster: carol,
      dataset: null,
      token: dollar6,
      reward: null,
      capacity: null,
      deadline: 1_700_000_002 + 600,
      uri: '',
      externalRef: String(2n ** 255n),
    },
    { type: 'TaskRoleGiven', task, role: 'payee', account: node, feeBps: null },
    {
      type: 'TaskFunded',
      task,
      kind: 'DEPOSIT',
      account: carol,
      wallet: true,
      money: {
        token: dollar6,
        amount: 300n,
        from: carol,
        to: escrow,
        settlement: 'UNMATCHED',
        transferLog: null,
        confidence: 'ONCHAIN',
      },
    },
    { type: 'TaskStatusChanged', task, status: 'OPEN' },
  ])
})

test('a number may be used again: another payer, or after its end, it is another task', () => {
  const market = withMoney()
  market.tell(...deposit(dave, 100n))
  const first = taskOf(market.tell(lock(10n)))
  const ofDave = taskOf(market.tell(lock(10n, { payer: dave })))
  expect(only(market.tell(cancel(10n)), 'TaskStatusChanged')).toEqual([
    { type: 'TaskStatusChanged', task: first, status: 'CANCELLED' },
  ])
  const again = taskOf(market.tell(lock(10n)))
  expect(new Set([first, ofDave, again]).size).toBe(3)
  expect(only(market.tell(...claim(10n)), 'RewardAccrued')[0]!.task).toBe(again)
})

test('an end too far away is none', () => {
  expect(only(withMoney().tell(lock(1n, { expiry: 2n ** 255n })), 'TaskPosted')[0]!.deadline).toBeNull()
})

test('a claim accrues what is left after the fee; the rest is the payer’s again', () => {
  const market = withMoney()
  const task = taskOf(market.tell(lock(300n)))
  const told = market.tell(...claim(200n, 2n))
  expect(told.unexplained).toEqual([])
  expect(told.events).toMatchObject([
    { type: 'RewardAccrued', reward: task, contributor: node, token: dollar6, amount: 198n, task, submission: null },
    {
      type: 'FeeCharged',
      kind: 'PROTOCOL',
      payee: opc,
      task,
      dataset: null,
      held: false,
      money: { amount: 2n, from: escrow, to: opc, settlement: 'MATCHED', transferLog: 0, confidence: 'DERIVED' },
    },
    {
      type: 'TaskFunded',
      kind: 'REFUND',
      account: carol,
      wallet: true,
      money: { amount: 100n, settlement: 'UNMATCHED' },
    },
    { type: 'TaskStatusChanged', task, status: 'COMPLETED' },
  ])
})

test('a claim of nothing gives everything back', () => {
  const market = withMoney()
  market.tell(lock(300n))
  expect(market.tell(...claim(0n)).events.map(({ type }) => type)).toEqual(['TaskFunded', 'TaskStatusChanged'])
})

test('a withdrawal pays the oldest claims first, and only then own money', () => {
  const market = withMoney()
  market.tell(...deposit(node, 10n))
  const tasks = [1n, 2n, 3n].map((jobId) => {
    const task = taskOf(market.tell(lock(100n, { jobId })))
    market.tell(...claim(100n, 0n, { jobId }))
    return task
  })
  const paid = (told: Told) =>
    told.events.map((event) => {
      if (event.type === 'PayoutMade') return [event.task, event.money.amount]
      return event.type === 'WalletMoved' ? ['own', event.money.amount] : [event.type]
    })
  const part = market.tell(...withdraw(node, 150n))
  expect(paid(part)).toEqual([
    [tasks[0], 100n],
    [tasks[1], 50n],
  ])
  expect(part.events).toMatchObject([
    {
      kind: 'REWARD',
      contributor: node,
      reward: tasks[0],
      publisherEarns: false,
      money: { transferLog: 1, settlement: 'MATCHED' },
    },
    { reward: tasks[1], money: { transferLog: 1 } },
  ])
  expect(paid(market.tell(...withdraw(node, 155n)))).toEqual([
    [tasks[1], 50n],
    [tasks[2], 100n],
    ['own', 5n],
  ])
  expect(paid(market.tell(...withdraw(node, 5n)))).toEqual([['own', 5n]])
  const later = taskOf(market.tell(lock(7n, { jobId: 4n })))
  expect(paid(market.tell(...claim(7n, 0n, { jobId: 4n }), ...withdraw(node, 7n))).slice(-1)).toEqual([[later, 7n]])
})

test('several claims and the withdrawals of one transaction each have their transfer', () => {
  const market = withMoney()
  market.tell(lock(100n, { jobId: 1n }), lock(100n, { jobId: 2n }))
  const told = market.tell(
    ...claim(100n, 1n, { jobId: 1n }),
    ...claim(100n, 1n, { jobId: 2n }),
    ...withdraw(node, 198n),
  )
  expect(told.unexplained).toEqual([])
  expect(only(told, 'FeeCharged').map(({ money }) => money.transferLog)).toEqual([0, 2])
  expect(only(told, 'PayoutMade').map(({ money }) => [money.amount, money.transferLog])).toEqual([
    [99n, 5],
    [99n, 5],
  ])
})

test('who spends in the escrow what was earned there has been paid with it', () => {
  const market = withMoney()
  market.tell(...deposit(node, 30n))
  const earned = taskOf(market.tell(lock(100n)))
  market.tell(...claim(100n))
  const told = market.tell(lock(50n, { payer: node, payee: dave }))
  expect(told.events.slice(0, 3)).toMatchObject([
    { type: 'PayoutMade', reward: earned, money: { amount: 20n, settlement: 'UNMATCHED' } },
    { type: 'WalletMoved', incoming: true, account: node, money: { amount: 20n, settlement: 'UNMATCHED' } },
    { type: 'TaskPosted' },
  ])
  expect(only(market.tell(...withdraw(node, 80n)), 'PayoutMade')).toMatchObject([
    { reward: earned, money: { amount: 80n } },
  ])
})

test('a claim or an end of a job nobody knows means nothing, and its fee stays unexplained', () => {
  const told = newMarket().tell(...claim(10n, 1n), cancel(10n))
  expect(told.events).toEqual([])
  expect(told.unexplained).toHaveLength(1)
})
