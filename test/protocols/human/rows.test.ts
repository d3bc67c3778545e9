import { expect, test } from 'vitest'
import {
  bulkV3,
  cancellationRefund,
  cancellationRequested,
  cancelled,
  completed,
  fund,
  launchedV2,
  oracleFees,
  pendingV2,
  pendingV3,
  upgraded,
} from './emissions.ts'
import {
  account,
  ann,
  answering,
  bob,
  cid,
  createMarket,
  escrow,
  escrow2,
  exchange,
  implementation,
  lines,
  move,
  nobody,
  poster,
  recording,
  reputation,
} from './market.ts'

// 5.x on: BulkTransferV3, whose rows end in fees until 6.x.

const open = (setup = pendingV3([5, 0, 5])) => {
  const market = createMarket({
    ...answering(escrow, 'launcher', poster),
    ...answering(escrow2, 'launcher', poster),
  })
  market.run(upgraded(implementation))
  market.run(launchedV2(), move(poster, escrow, 1000n), setup, fund(1000n))
  return market
}
type Rows = readonly (readonly [typeof ann, bigint])[]
const paying = (rows: Rows, isPartial: boolean, of = escrow) => [
  ...rows.filter(([to]) => to !== nobody).map(([to, amount]) => move(of, to, amount)),
  bulkV3(rows, isPartial, of),
]

test('created, funded and set up in one transaction', () => {
  const market = createMarket(answering(escrow, 'launcher', poster))
  const { meanings } = market.run(launchedV2(), move(poster, escrow, 1000n), pendingV3([5, 0, 25]), fund(1000n))
  expect(meanings.map(({ logIndex, events }) => [logIndex, lines(events)])).toEqual([
    [3, ['posted by poster for job-1', 'CREATED']],
    [4, ['deposit poster 1000 @4 derived']],
    [
      5,
      [
        'described ipfs://m',
        'role reputation-oracle reputation 500',
        'role recording-oracle recording 0',
        'role exchange-oracle exchange 2500',
        'OPEN',
      ],
    ],
  ])
})

test('workers, then the oracles that take a fee, then padding', () => {
  const rows = [
    [ann, 90n],
    [ann, 90n],
    [reputation, 10n],
    [exchange, 10n],
    [nobody, 0n],
  ] as const
  const { meanings, unclaimed } = open().run(...paying(rows, true))
  expect(meanings.map(({ logIndex, events }) => [logIndex, lines(events)])).toEqual([
    [7, ['pay ann 90 @3', 'pay ann 90 @4', 'fee reputation 10 @5', 'fee exchange 10 @6', 'PARTIAL']],
  ])
  expect(unclaimed).toEqual([])
})

test('dust: an oracle that takes a fee of nothing has its row and its transfer', () => {
  const rows = [
    [ann, 1n],
    [reputation, 0n],
    [exchange, 0n],
    [nobody, 0n],
  ] as const
  expect(lines(open().run(...paying(rows, true)).events)).toEqual([
    'pay ann 1 @3',
    'fee reputation 0 @4',
    'fee exchange 0 @5',
    'PARTIAL',
  ])
})

test('in 5.x the fees are in no event, and the rows end in fees all the same', () => {
  const rows = [
    [ann, 70n],
    [reputation, 10n],
    [recording, 10n],
    [exchange, 10n],
  ] as const
  expect(lines(open(pendingV2()).run(...paying(rows, true)).events)).toEqual([
    'pay ann 70 @3',
    'fee reputation 10 @4',
    'fee recording 10 @5',
    'fee exchange 10 @6',
    'PARTIAL',
  ])
})

test('a forced completion sends the rest to the poster and says nothing of it', () => {
  const rows = [
    [ann, 90n],
    [reputation, 5n],
    [exchange, 5n],
    [nobody, 0n],
  ] as const
  expect(lines(open().run(...paying(rows, false), move(escrow, poster, 900n), completed()).events)).toEqual([
    'pay ann 90 @3',
    'fee reputation 5 @4',
    'fee exchange 5 @5',
    'PAID',
    'refund poster 900 @7 derived',
    'COMPLETED',
  ])
})

test('while it is being cancelled it pays from what is reserved, and stays so until it is over', () => {
  const market = open()
  expect(lines(market.run(cancellationRequested()).events)).toEqual(['CANCELLING'])
  expect(lines(market.run(move(escrow, poster, 900n), cancellationRefund(900n)).events)).toEqual([
    'refund poster 900 @3',
  ])
  const rows = [
    [ann, 45n],
    [reputation, 2n],
    [exchange, 2n],
    [nobody, 0n],
  ] as const
  expect(lines(market.run(...paying(rows, true)).events)).toEqual([
    'pay ann 45 @3',
    'fee reputation 2 @4',
    'fee exchange 2 @5',
  ])
  expect(
    lines(market.run(...paying(rows, false), move(escrow, poster, 2n), cancellationRefund(2n), cancelled()).events),
  ).toEqual(['pay ann 45 @3', 'fee reputation 2 @4', 'fee exchange 2 @5', 'refund poster 2 @7', 'CANCELLED'])
  expect(market.task()).toMatchObject({ remaining: 0n, status: 'CANCELLED' })
})

test('cancelled before setup: no amount is stated', () => {
  const market = createMarket(answering(escrow, 'launcher', poster))
  market.run(launchedV2())
  expect(lines(market.run(cancellationRequested(), cancelled()).events)).toEqual(['CANCELLING', 'CANCELLED'])
  const funded = createMarket(answering(escrow, 'launcher', poster))
  funded.run(launchedV2(), move(bob, escrow, 5n))
  expect(lines(funded.run(cancellationRequested(), move(escrow, poster, 5n), cancelled()).events)).toEqual([
    'CANCELLING',
    'refund poster 5 @4 derived',
    'CANCELLED',
  ])
})

test('in 7.x all rows are workers: too few, no padding, or others than the oracles show it', () => {
  const three = [
    [ann, 90n],
    [bob, 90n],
  ] as const
  expect(lines(open().run(...paying(three, true)).events)).toEqual(['pay ann 90 @3', 'pay bob 90 @4', 'PARTIAL'])
  const unpadded = [...three, [cid, 1n], [reputation, 10n], [exchange, 10n]] as const
  expect(lines(open().run(...paying(unpadded, true)).events).filter((line) => line.startsWith('fee'))).toEqual([])
  const strangers = [...three, [cid, 1n], [reputation, 10n]] as const
  expect(lines(open(pendingV3([5, 5, 5])).run(...paying(strangers, true)).events)).toContain('pay reputation 10 @6')
})

test('three oracles paid as workers, with amounts that no fee could have, are workers', () => {
  const rows = [
    [ann, 85n],
    [reputation, 5n],
    [recording, 5n],
    [exchange, 30n],
  ] as const
  expect(lines(open(pendingV3([5, 5, 5])).run(...paying(rows, true)).events)).toEqual([
    'pay ann 85 @3',
    'pay reputation 5 @4',
    'pay recording 5 @5',
    'pay exchange 30 @6',
    'PARTIAL',
  ])
})

test('rows that may be either are what their implementation was seen to mean, and fees if it never was', () => {
  const either = [
    [ann, 8500n],
    [reputation, 500n],
    [recording, 500n],
    [exchange, 500n],
  ] as const
  const market = open(pendingV3([5, 5, 5]))
  expect(lines(market.run(...paying(either, true)).events)).toContain('fee exchange 500 @6')
  // Another escrow of the same implementation pays two workers, and nobody else.
  market.run(launchedV2(escrow2), move(poster, escrow2, 1000n), pendingV3([5, 5, 5], escrow2), fund(1000n, escrow2))
  market.run(
    ...paying(
      [
        [ann, 1n],
        [bob, 1n],
      ],
      true,
      escrow2,
    ),
  )
  expect(lines(market.run(...paying(either, true)).events)).toContain('pay exchange 500 @6')
  // Padding shows the other meaning, whatever was seen.
  expect(
    lines(
      market.run(
        ...paying(
          [
            [ann, 100n],
            [nobody, 0n],
            [nobody, 0n],
            [nobody, 0n],
          ],
          true,
        ),
      ).events,
    ),
  ).toEqual(['pay ann 100 @3'])
})

test('an implementation is what is live at launch, not what came after', () => {
  const market = open(pendingV3([5, 5, 5]))
  market.run(upgraded(account(0x222)))
  market.run(launchedV2(escrow2), move(poster, escrow2, 1000n), pendingV3([5, 5, 5], escrow2), fund(1000n, escrow2))
  market.run(...paying([[ann, 1n]], true, escrow2))
  const either = [
    [ann, 8500n],
    [reputation, 500n],
    [recording, 500n],
    [exchange, 500n],
  ] as const
  expect(lines(market.run(...paying(either, true)).events)).toContain('fee exchange 500 @6')
  expect(lines(market.run(...paying(either, true, escrow2)).events)).toContain('pay exchange 500 @6')
})

test('7.x pays its oracles at the end, and oracles without an address are padding', () => {
  const market = open(pendingV3([5, 0, 5]))
  const { events, unclaimed } = market.run(
    ...paying([[ann, 800n]], false),
    move(escrow, reputation, 50n),
    move(escrow, exchange, 50n),
    oracleFees([
      [reputation, 50n],
      [recording, 0n],
      [exchange, 50n],
    ]),
    move(escrow, poster, 100n),
    completed(),
  )
  expect(lines(events)).toEqual([
    'pay ann 800 @3',
    'PAID',
    'fee reputation 50 @5',
    'fee recording 0 @-',
    'fee exchange 50 @6',
    'refund poster 100 @8 derived',
    'COMPLETED',
  ])
  expect(unclaimed).toEqual([])
  expect(market.task()).toMatchObject({ remaining: 0n })
  const empty = open().run(
    oracleFees([
      [nobody, 0n],
      [nobody, 0n],
      [nobody, 0n],
    ]),
  )
  expect(lines(empty.events)).toEqual([])
})

test('fees that are stated before they move are found after', () => {
  const { events, unclaimed } = open().run(
    oracleFees([
      [reputation, 50n],
      [recording, 0n],
      [exchange, 50n],
    ]),
    move(escrow, reputation, 50n),
    move(escrow, exchange, 50n),
    move(escrow, poster, 900n),
    completed(),
  )
  expect(lines(events)).toEqual([
    'fee reputation 50 @4',
    'fee recording 0 @-',
    'fee exchange 50 @5',
    'refund poster 900 @6 derived',
    'COMPLETED',
  ])
  expect(unclaimed).toEqual([])
})

test('several bulks of one escrow in one transaction keep their own transfers', () => {
  const rows = (to: typeof ann) =>
    [
      [to, 90n],
      [reputation, 5n],
      [exchange, 5n],
      [nobody, 0n],
    ] as const
  const { events } = open().run(...paying(rows(ann), true), ...paying(rows(ann), true))
  expect(lines(events).filter((line) => /^(pay|fee)/.test(line))).toEqual([
    'pay ann 90 @3',
    'fee reputation 5 @4',
    'fee exchange 5 @5',
    'pay ann 90 @7',
    'fee reputation 5 @8',
    'fee exchange 5 @9',
  ])
})

test('rows that could be either are settled by what only 7.x answers', () => {
  const lookalike: Rows = [
    [ann, 90n],
    [reputation, 5n],
    [recording, 3n],
    [exchange, 2n],
  ]
  const payees = (answers: Record<string, `0x${string}`>) => {
    const market = createMarket({ ...answering(escrow, 'launcher', poster), ...answers })
    market.run(launchedV2(), move(poster, escrow, 1000n), pendingV3([5, 3, 2]), fund(1000n))
    return lines(market.run(...paying(lookalike, true)).events).map((line) => line.split(' ')[0])
  }
  expect(payees({})).toEqual(['pay', 'fee', 'fee', 'fee', 'PARTIAL'])
  expect(payees({ [`${escrow}:0xaaf7e704`]: `0x${'00'.repeat(32)}` })).toEqual(['pay', 'pay', 'pay', 'pay', 'PARTIAL'])
})
