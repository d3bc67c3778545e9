import { expect, test } from 'vitest'
import type { DomainEvent, Money } from '../../src/domain/event.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { settle, type Transfer } from '../../src/domain/settlement.ts'

const [market, ann, bob, token] = ['0x01', '0x0a', '0x0b', '0x70'] as const satisfies Hex[]
const money = (amount: bigint, to: Hex): Money => ({
  token,
  amount,
  from: null,
  to,
  settlement: 'UNMATCHED',
  transferLog: null,
  confidence: 'ONCHAIN',
})
const payout = (amount: bigint, contributor: Hex): DomainEvent => ({
  type: 'PayoutMade',
  kind: 'REWARD',
  contributor,
  gross: null,
  task: '1',
  submission: '1',
  dataset: null,
  reward: null,
  publisherEarns: false,
  money: money(amount, contributor),
})
const transfer = (logIndex: number, amount: bigint, to: Hex): Transfer => ({
  logIndex,
  token,
  from: market,
  to,
  amount,
})
const settlementOf = (event: DomainEvent | undefined) =>
  event && 'money' in event ? [event.money.settlement, event.money.transferLog] : null

test('a payout that its token agrees with is matched, and says who paid', () => {
  const { events, unexplained } = settle([payout(5n, ann)], [transfer(3, 5n, ann)])
  expect(events[0]).toMatchObject({ money: { settlement: 'MATCHED', transferLog: 3, from: market } })
  expect(unexplained).toEqual([])
})

test('two equal payouts need two transfers', () => {
  const { events } = settle([payout(5n, ann), payout(5n, ann)], [transfer(3, 5n, ann)])
  expect(events.map(settlementOf)).toEqual([
    ['MATCHED', 3],
    ['UNMATCHED', null],
  ])
})

test('another amount, receiver or token is no match, and is left over', () => {
  const transfers = [transfer(1, 4n, ann), transfer(2, 5n, bob), { ...transfer(3, 5n, ann), token: '0x71' as Hex }]
  const { events, unexplained } = settle([payout(5n, ann)], transfers)
  expect(events.map(settlementOf)).toEqual([['UNMATCHED', null]])
  expect(unexplained).toEqual(transfers)
})
