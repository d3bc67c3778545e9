import { expect, test } from 'vitest'
import { counted, launched, pending } from './emissions.ts'
import {
  ann,
  answering,
  bob,
  createMarket,
  emit,
  escrow,
  legacyFactory,
  lines,
  move,
  poster,
  recording,
  reputation,
  token,
} from './market.ts'

const open = () => {
  const market = createMarket({
    ...answering(escrow, 'launcher', legacyFactory),
    ...answering(escrow, 'canceler', poster),
  })
  market.run(launched(escrow, legacyFactory))
  market.run(move(poster, escrow, 100n))
  market.run(pending())
  return market
}

test('the factory is the launcher of its escrows, so the canceler is who posted them', () => {
  const market = createMarket({
    ...answering(escrow, 'launcher', legacyFactory),
    ...answering(escrow, 'canceler', poster),
  })
  expect(lines(market.run(launched(escrow, legacyFactory)).events)).toEqual(['posted by poster', 'CREATED'])
  expect(lines(market.run(move(poster, escrow, 100n)).events)).toEqual(['deposit poster 100 @3 derived'])
  expect(lines(market.run(pending()).events)).toEqual(['described ipfs://m', 'OPEN'])
})

test('the last transfers before a bulk are the workers in order and both oracles, nothing included', () => {
  const { events } = open().run(
    move(escrow, ann, 18n),
    move(escrow, bob, 0n),
    move(escrow, ann, 18n),
    move(escrow, reputation, 2n),
    move(escrow, recording, 0n),
    counted(3),
  )
  expect(lines(events)).toEqual([
    'fee reputation 2 @6 derived',
    'fee recording 0 @7 derived',
    'pay ann 18 @3 derived',
    'pay bob 0 @4 derived',
    'pay ann 18 @5 derived',
    'role reputation-oracle reputation -',
    'role recording-oracle recording -',
    'PARTIAL',
  ])
})

test('paid out, nobody knows whether it is complete', () => {
  const market = open()
  const half = [move(escrow, ann, 50n), move(escrow, reputation, 0n), move(escrow, recording, 0n), counted(1)]
  expect(lines(market.run(...half).events).at(-1)).toBe('PARTIAL')
  expect(lines(market.run(...half).events)).toEqual([
    'fee reputation 0 @4 derived',
    'fee recording 0 @5 derived',
    'pay ann 50 @3 derived',
    'UNKNOWN',
  ])
  expect(market.task()).toMatchObject({ remaining: 0n, status: 'UNKNOWN' })
})

test('money that goes back in silence is a cancellation', () => {
  expect(lines(open().run(move(escrow, poster, 100n)).events)).toEqual(['refund poster 100 @3 derived', 'CANCELLED'])
})

test('what a token takes is no refund', () => {
  const { events, unclaimed } = open().run(move(escrow, bob, 10n), move(escrow, poster, 0n))
  expect(lines(events)).toEqual(['taken by bob 10 @3 derived'])
  expect(unclaimed.map(({ amount }) => amount)).toEqual([0n])
})

test('two bulks in one transaction keep their workers', () => {
  const of = (worker: typeof ann, amount: bigint) => [
    move(escrow, worker, amount),
    move(escrow, reputation, 1n),
    move(escrow, recording, 1n),
    counted(1),
  ]
  const { events, unclaimed } = open().run(...of(ann, 8n), ...of(bob, 18n))
  expect(lines(events).filter((line) => line.startsWith('pay'))).toEqual([
    'pay ann 8 @3 derived',
    'pay bob 18 @7 derived',
  ])
  expect(unclaimed).toEqual([])
})

test('an escrow of 2022 gives the rest back within its last bulk', () => {
  const market = createMarket(answering(escrow, 'canceler', poster))
  market.run(emit(legacyFactory, 'Launched(address token, address escrow, uint256 counter)', token, escrow, 1n))
  market.run(move(poster, escrow, 100n))
  const { events } = market.run(
    move(escrow, ann, 40n),
    move(escrow, reputation, 5n),
    move(escrow, recording, 5n),
    move(escrow, poster, 50n),
    counted(1),
  )
  expect(lines(events)).toEqual([
    'fee reputation 5 @4 derived',
    'fee recording 5 @5 derived',
    'refund poster 50 @6 derived',
    'pay ann 40 @3 derived',
    'role reputation-oracle reputation -',
    'role recording-oracle recording -',
    'UNKNOWN',
  ])
})

test('the two-day form of 2023-02 says itself whether something is left', () => {
  const { events } = open().run(
    move(escrow, ann, 98n),
    move(escrow, reputation, 1n),
    move(escrow, recording, 1n),
    emit(escrow, 'BulkTransfer(uint256 indexed i, uint256 n, uint256 a, bool p)', 1n, 1n, 98n, false),
  )
  expect(lines(events).at(-1)).toBe('PAID')
})

test('one that pays again after it was paid out was complete all the while', () => {
  const market = open()
  market.run(move(escrow, ann, 100n), move(escrow, reputation, 0n), move(escrow, recording, 0n), counted(1))
  expect(market.task()).toMatchObject({ status: 'UNKNOWN' })
  market.run(move(poster, escrow, 50n))
  const { events } = market.run(
    move(escrow, ann, 10n),
    move(escrow, reputation, 0n),
    move(escrow, recording, 0n),
    counted(1),
  )
  expect(lines(events).at(-1)).toBe('COMPLETED')
})
