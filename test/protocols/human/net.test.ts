import { expect, test } from 'vitest'
import { bulk, cancelled, completed, launched, launchedV2, pending } from './emissions.ts'
import {
  ann,
  answering,
  bob,
  cid,
  createMarket,
  emit,
  escrow,
  escrow2,
  exchange,
  factory,
  lines,
  move,
  other,
  poster,
  recording,
  reputation,
  token,
} from './market.ts'

// 1.x and 3.x: net amounts, fees in transfers only.

const open = (launch = launchedV2()) => {
  const market = createMarket(answering(escrow, 'launcher', poster))
  market.run(launch)
  market.run(move(poster, escrow, 100n))
  market.run(pending())
  return market
}

test('what moves after the last worker is the fees of the oracles', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 9n),
    move(escrow, ann, 9n),
    move(escrow, reputation, 1n),
    move(escrow, recording, 1n),
    move(escrow, exchange, 1n),
    bulk(
      [
        [ann, 9n],
        [ann, 9n],
      ],
      true,
    ),
  )
  expect(lines(events)).toEqual([
    'fee reputation 1 @5 derived',
    'fee recording 1 @6 derived',
    'fee exchange 1 @7 derived',
    'pay ann 9 @3',
    'pay ann 9 @4',
    'role reputation-oracle reputation -',
    'role recording-oracle recording -',
    'role exchange-oracle exchange -',
    'PARTIAL',
  ])
  expect(unclaimed).toEqual([])
})

test('two fees name two oracles in 1.x, and nobody for certain in 3.x', () => {
  const payment = [
    move(escrow, ann, 80n),
    move(escrow, reputation, 10n),
    move(escrow, recording, 10n),
    bulk([[ann, 80n]], false),
  ]
  const roles = (market: ReturnType<typeof open>) =>
    lines(market.run(...payment).events).filter((line) => line.startsWith('role'))
  expect(roles(open(launched()))).toEqual(['role reputation-oracle reputation -', 'role recording-oracle recording -'])
  expect(roles(open())).toEqual([])
})

test('a worker may be an oracle, and the poster too', () => {
  const { events } = open().run(
    move(escrow, reputation, 8n),
    move(escrow, poster, 8n),
    move(escrow, reputation, 4n),
    bulk(
      [
        [reputation, 8n],
        [poster, 8n],
      ],
      true,
    ),
  )
  expect(lines(events)).toEqual(['fee reputation 4 @5 derived', 'pay reputation 8 @3', 'pay poster 8 @4', 'PARTIAL'])
})

test('rows that fees took all of are kept, and agree with no transfer', () => {
  const { events } = open().run(
    move(escrow, reputation, 50n),
    move(escrow, recording, 50n),
    bulk(
      [
        [ann, 0n],
        [bob, 0n],
      ],
      false,
    ),
  )
  expect(lines(events)).toEqual([
    'fee reputation 50 @3 derived',
    'fee recording 50 @4 derived',
    'pay ann 0 @-',
    'pay bob 0 @-',
    'PAID',
  ])
})

test('a token with a fee of its own: what arrived is the amount, what was stated the gross, its cut is a fee to the task', () => {
  const { events, unclaimed } = open().run(
    move(escrow, ann, 88n),
    move(escrow, cid, 2n),
    move(escrow, reputation, 9n),
    move(escrow, cid, 1n),
    bulk([[ann, 90n]], false),
  )
  expect(lines(events)).toEqual([
    'taken by cid 2 @4 derived',
    'fee reputation 9 @5 derived',
    'taken by cid 1 @6 derived',
    'pay ann 88 @3 derived gross 90',
    'PAID',
  ])
  expect(unclaimed).toEqual([])
})

test('a row without a transfer stays a payout, unmatched', () => {
  expect(lines(open().run(bulk([[ann, 5n]], true)).events)).toEqual(['pay ann 5 UNMATCHED', 'PARTIAL'])
})

test('cancel refunds without an amount, complete says so', () => {
  expect(lines(open().run(move(escrow, poster, 100n), cancelled()).events)).toEqual([
    'refund poster 100 @3 derived',
    'CANCELLED',
  ])
  const market = open()
  market.run(move(escrow, ann, 100n), bulk([[ann, 100n]], false))
  expect(lines(market.run(completed()).events)).toEqual(['COMPLETED'])
})

test('a poster that no call tells is known by the first refund', () => {
  const market = createMarket()
  expect(lines(market.run(launchedV2(escrow, 'a\u0000b')).events)).toEqual(['posted by ? for a\ufffdb', 'CREATED'])
  market.run(move(poster, escrow, 100n), pending())
  expect(lines(market.run(move(escrow, poster, 100n), cancelled()).events)).toEqual([
    'refund poster 100 @3 derived',
    'poster poster',
    'CANCELLED',
  ])
  market.run(move(poster, escrow, 1n))
  expect(lines(market.run(move(escrow, poster, 1n), cancelled()).events)).toEqual(['refund poster 1 @3 derived'])
})

test('what leaves in silence is given back when its poster gets it, and else the doing of the token', () => {
  expect(lines(open().run(move(escrow, poster, 100n)).events)).toEqual(['refund poster 100 @3 derived'])
  expect(lines(open().run(move(escrow, bob, 100n)).events)).toEqual(['taken by bob 100 @3 derived'])
})

test('other tokens are deposits; that they leave without Withdraw stays unexplained; moving nothing is nothing', () => {
  const market = open()
  expect(lines(market.run(move(bob, escrow, 7n, other)).events)).toEqual(['deposit bob 7 of other @3 derived'])
  const { events, unclaimed } = market.run(
    move(escrow, bob, 7n, other),
    move(escrow, bob, 0n),
    move(bob, escrow, 0n),
    cancelled(),
  )
  expect(lines(events)).toEqual(['CANCELLED'])
  expect(unclaimed).toHaveLength(3)
})

test('a transfer from escrow to escrow is a payout of one and a deposit of the other', () => {
  const market = open()
  market.run(launchedV2(escrow2))
  const { meanings } = market.run(move(escrow, escrow2, 30n), bulk([[escrow2, 30n]], true))
  expect(meanings.map(({ logIndex, events }) => [logIndex, lines(events)])).toEqual([
    [3, ['deposit escrow 30 @3 derived']],
    [4, ['pay escrow2 30 @3', 'PARTIAL']],
  ])
  expect(market.task(escrow2)).toMatchObject({ remaining: 30n })
})

test('an escrow that pays itself holds what it paid', () => {
  const market = open()
  expect(lines(market.run(move(escrow, escrow, 30n), bulk([[escrow, 30n]], true)).events)).toEqual([
    'deposit escrow 30 @3 derived',
    'pay escrow 30 @3',
    'PARTIAL',
  ])
  expect(market.task()).toMatchObject({ remaining: 100n })
})

test('bulks of two escrows in one transaction do not mix', () => {
  const market = open()
  market.run(launchedV2(escrow2), move(poster, escrow2, 100n), pending(escrow2))
  const { events, unclaimed } = market.run(
    move(escrow, ann, 40n),
    move(escrow2, ann, 40n),
    move(escrow2, reputation, 10n),
    bulk([[ann, 40n]], true, escrow2),
    move(escrow, recording, 10n),
    bulk([[ann, 40n]], true),
  )
  expect(lines(events).filter((line) => /^(pay|fee)/.test(line))).toEqual([
    'fee reputation 10 @5 derived',
    'pay ann 40 @4',
    'fee recording 10 @7 derived',
    'pay ann 40 @3',
  ])
  expect(unclaimed).toEqual([])
})

test('indexed and unindexed launches are told apart by their topics', () => {
  const market = createMarket()
  const indexed = emit(
    factory,
    'LaunchedV2(address indexed token, address indexed escrow, string jobRequesterId)',
    token,
    escrow,
    'job-2',
  )
  expect(lines(market.run(indexed).events)).toEqual(['posted by ? for job-2', 'CREATED'])
})

test('results are submissions of nobody in particular', () => {
  const market = open()
  const hash = 'AB'.repeat(32)
  const stored = (...args: string[]) => emit(escrow, 'IntermediateStorage(string url, string hash)', ...args)
  const { events, logs } = market.run(
    stored('u\u0000', hash),
    stored('v', 'sha1'),
    emit(escrow, 'IntermediateStorage(address s, string url, string hash)', bob, 'w', `0x${hash}`),
  )
  const transaction = logs[0]!.transactionHash
  expect(events).toEqual([
    {
      type: 'SubmissionMade',
      submission: `${transaction}:3`,
      task: escrow,
      contributor: null,
      contentHash: `0x${hash.toLowerCase()}`,
      uri: 'u\ufffd',
    },
    expect.objectContaining({ submission: `${transaction}:4`, contentHash: null, uri: 'v' }),
    expect.objectContaining({ submission: `${transaction}:5`, contentHash: `0x${hash.toLowerCase()}`, uri: 'w' }),
  ])
})

test('a token may take its fee before it moves the rest', () => {
  const { events, unclaimed } = open().run(
    move(escrow, cid, 9n),
    move(escrow, ann, 81n),
    move(escrow, cid, 1n),
    move(escrow, reputation, 9n),
    bulk([[ann, 90n]], false),
  )
  expect(lines(events)).toEqual([
    'taken by cid 9 @3 derived',
    'taken by cid 1 @5 derived',
    'fee reputation 9 @6 derived',
    'pay ann 81 @4 derived gross 90',
    'PAID',
  ])
  expect(unclaimed).toEqual([])
})
