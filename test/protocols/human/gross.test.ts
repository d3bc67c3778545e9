import { expect, test } from 'vitest'
import { bulkV2, cancelled, completed, fund, launchedV2, pendingV2 } from './emissions.ts'
import {
  ann,
  answering,
  bob,
  cid,
  createMarket,
  escrow,
  exchange,
  lines,
  move,
  nobody,
  poster,
  recording,
  reputation,
} from './market.ts'

// 4.x: gross amounts, fees in transfers only.

const open = (by = poster) => {
  const market = createMarket(answering(escrow, 'launcher', by))
  market.run(launchedV2())
  market.run(move(by, escrow, 1000n), pendingV2(), fund(1000n))
  return market
}

test('the amount is what moved, the gross what was asked for', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 90n),
    move(escrow, ann, 180n),
    move(escrow, reputation, 15n),
    move(escrow, exchange, 15n),
    bulkV2(
      [
        [ann, 100n],
        [ann, 200n],
      ],
      true,
    ),
  )
  expect(lines(events)).toEqual([
    'fee reputation 15 @5 derived',
    'fee exchange 15 @6 derived',
    'pay ann 90 @3 derived gross 100',
    'pay ann 180 @4 derived gross 200',
    'PARTIAL',
  ])
  expect(unclaimed).toEqual([])
})

test('oracles are named when the escrow is set up', () => {
  const market = createMarket(answering(escrow, 'launcher', poster))
  market.run(launchedV2())
  expect(lines(market.run(move(poster, escrow, 10n), pendingV2(), fund(10n)).events)).toEqual([
    'deposit poster 10 @3 derived',
    'described ipfs://m',
    'role reputation-oracle reputation -',
    'role recording-oracle recording -',
    'role exchange-oracle exchange -',
    'OPEN',
  ])
})

test('the first build refunds the rest before it says who was paid', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 90n),
    move(escrow, reputation, 10n),
    move(escrow, poster, 900n),
    bulkV2([[ann, 100n]], false),
    completed(),
  )
  expect(lines(events)).toEqual([
    'fee reputation 10 @4 derived',
    'refund poster 900 @5 derived',
    'pay ann 90 @3 derived gross 100',
    'PAID',
    'COMPLETED',
  ])
  expect(unclaimed).toEqual([])
})

test('also where the poster is an oracle that takes no fee, and a worker', () => {
  const { events } = open(exchange).run(
    move(escrow, exchange, 90n),
    move(escrow, reputation, 10n),
    move(escrow, exchange, 900n),
    bulkV2([[exchange, 100n]], false),
    completed(),
  )
  expect(lines(events)).toEqual([
    'fee reputation 10 @4 derived',
    'refund exchange 900 @5 derived',
    'pay exchange 90 @3 derived gross 100',
    'PAID',
    'COMPLETED',
  ])
})

test('later builds refund after it', () => {
  const { events } = open().run(
    move(escrow, ann, 100n),
    bulkV2([[ann, 100n]], false),
    move(escrow, poster, 900n),
    completed(),
  )
  expect(lines(events)).toEqual([
    'pay ann 100 @3 derived gross 100',
    'PAID',
    'refund poster 900 @5 derived',
    'COMPLETED',
  ])
})

test('dust: a fee of nothing is kept, a worker too small to be paid as well', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 1n),
    move(escrow, reputation, 0n),
    bulkV2([[ann, 1n]], true),
  )
  expect(lines(events)).toEqual(['fee reputation 0 @4 derived', 'pay ann 1 @3 derived gross 1', 'PARTIAL'])
  expect(unclaimed).toEqual([])
})

test('a token with a fee of its own', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 88n),
    move(escrow, cid, 2n),
    move(escrow, reputation, 9n),
    move(escrow, cid, 1n),
    bulkV2([[ann, 100n]], true),
  )
  expect(lines(events)).toEqual([
    'taken by cid 2 @4 derived',
    'fee reputation 9 @5 derived',
    'taken by cid 1 @6 derived',
    'pay ann 88 @3 derived gross 100',
    'PARTIAL',
  ])
  expect(unclaimed).toEqual([])
})

test('a late build states net amounts and each fee in its place, and completes before it says so', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 90n),
    move(escrow, bob, 180n),
    move(escrow, reputation, 15n),
    move(escrow, exchange, 15n),
    move(escrow, poster, 700n),
    completed(),
    bulkV2(
      [
        [ann, 90n],
        [bob, 180n],
        [reputation, 15n],
        [nobody, 0n],
        [exchange, 15n],
      ],
      false,
    ),
  )
  expect(lines(events)).toEqual([
    'refund poster 700 @7 derived',
    'COMPLETED',
    'pay ann 90 @3',
    'pay bob 180 @4',
    'fee reputation 15 @5',
    'fee exchange 15 @6',
  ])
  expect(unclaimed).toEqual([])
})

test('three oracles paid as workers are fees only if whole percents can be', () => {
  const rows = [
    [ann, 400n],
    [reputation, 33n],
    [recording, 17n],
    [exchange, 51n],
  ] as const
  const { events } = open().run(...rows.map(([to, amount]) => move(escrow, to, amount)), bulkV2(rows, true))
  expect(lines(events)).toEqual([
    'pay ann 400 @3 derived gross 400',
    'pay reputation 33 @4 derived gross 33',
    'pay recording 17 @5 derived gross 17',
    'pay exchange 51 @6 derived gross 51',
    'PARTIAL',
  ])
})

test('cancel says nothing of its refund', () => {
  expect(lines(open().run(move(escrow, poster, 1000n), cancelled()).events)).toEqual([
    'refund poster 1000 @3 derived',
    'CANCELLED',
  ])
})

test('fees that leave before the pay are fees, also where an oracle is a worker', () => {
  const { events, unclaimed } = open().run(
    move(escrow, reputation, 15n),
    move(escrow, exchange, 15n),
    move(escrow, ann, 90n),
    move(escrow, reputation, 180n),
    bulkV2(
      [
        [ann, 100n],
        [reputation, 200n],
      ],
      true,
    ),
  )
  expect(lines(events)).toEqual([
    'fee reputation 15 @3 derived',
    'fee exchange 15 @4 derived',
    'pay ann 90 @5 derived gross 100',
    'pay reputation 180 @6 derived gross 200',
    'PARTIAL',
  ])
  expect(unclaimed).toEqual([])
})

test('a contract may say what it pays before it does', () => {
  const { events, unclaimed } = open().run(
    bulkV2([[ann, 100n]], true),
    move(escrow, ann, 95n),
    move(escrow, recording, 5n),
  )
  expect(lines(events)).toEqual(['pay ann 95 @4 derived gross 100', 'PARTIAL', 'fee recording 5 @5 derived'])
  expect(unclaimed).toEqual([])
})

test('three oracles paid as the last workers are workers, since the tokens show that their amounts are gross', () => {
  const { events } = open().run(
    move(escrow, ann, 90n),
    move(escrow, reputation, 45n),
    move(escrow, recording, 45n),
    move(escrow, exchange, 45n),
    move(escrow, reputation, 25n),
    bulkV2(
      [
        [ann, 100n],
        [reputation, 50n],
        [recording, 50n],
        [exchange, 50n],
      ],
      true,
    ),
  )
  expect(lines(events)).toEqual([
    'fee reputation 25 @7 derived',
    'pay ann 90 @3 derived gross 100',
    'pay reputation 45 @4 derived gross 50',
    'pay recording 45 @5 derived gross 50',
    'pay exchange 45 @6 derived gross 50',
    'PARTIAL',
  ])
})

test('an escrow may be completed and refunded before the log that names its last payouts', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 90n),
    move(escrow, reputation, 10n),
    move(escrow, poster, 900n),
    completed(),
    bulkV2([[ann, 100n]], false),
  )
  expect(lines(events)).toEqual([
    'fee reputation 10 @4 derived',
    'refund poster 900 @5 derived',
    'COMPLETED',
    'pay ann 90 @3 derived gross 100',
  ])
  expect(unclaimed).toEqual([])
})
