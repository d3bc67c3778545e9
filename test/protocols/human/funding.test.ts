import { expect, test } from 'vitest'
import { fund, launched, launchedV2, pendingV2, withdraw } from './emissions.ts'
import {
  account,
  ann,
  answering,
  bob,
  cid,
  createMarket,
  emit,
  escrow,
  factory,
  legacyFactory,
  lines,
  move,
  nobody,
  other,
  poster,
  token,
} from './market.ts'

const open = () => {
  const market = createMarket(answering(escrow, 'launcher', poster))
  market.run(launchedV2())
  return market
}

test('Fund states what is held: what no transfer brought was there before', () => {
  const market = open()
  market.run(move(bob, escrow, 30n))
  const { meanings } = market.run(move(poster, escrow, 50n), pendingV2(), fund(100n))
  expect(meanings.map(({ logIndex, events }) => [logIndex, lines(events).filter((l) => l.startsWith('dep'))])).toEqual([
    [3, ['deposit poster 50 @3 derived']],
    [4, []],
    [5, ['deposit ? 20 UNMATCHED derived']],
  ])
  expect(market.task()).toMatchObject({ remaining: 100n })
})

test('what came before the escrow did is told when it is launched', () => {
  const market = createMarket()
  const { meanings } = market.run(move(poster, escrow, 50n), launchedV2(), pendingV2(), fund(50n))
  expect(meanings.map(({ logIndex }) => logIndex)).toEqual([4, 5])
  expect(lines(meanings[0]!.events)).toEqual(['posted by ? for job-1', 'deposit poster 50 @3 derived', 'CREATED'])
})

test('minted tokens come from nobody', () => {
  expect(lines(open().run(move(nobody, escrow, 5n)).events)).toEqual(['deposit ? 5 @3 derived'])
})

test('Withdraw takes what is not budget, of any token, and tells nobody who posted', () => {
  const market = createMarket()
  market.run(launchedV2(), move(poster, escrow, 100n), move(ann, escrow, 7n, other))
  const { events, unclaimed } = market.run(
    move(escrow, bob, 40n),
    withdraw(token, 40n),
    move(escrow, cid, 7n, other),
    withdraw(other, 7n),
    withdraw(other, 0n),
  )
  expect(lines(events)).toEqual(['withdrawal bob 40 @3', 'withdrawal cid 7 of other @5'])
  expect(unclaimed).toEqual([])
})

test('a withdrawal of a token with a fee of its own is what arrived', () => {
  const market = open()
  market.run(move(poster, escrow, 100n))
  const { events, unclaimed } = market.run(move(escrow, cid, 3n), move(escrow, bob, 97n), withdraw(token, 100n))
  expect(lines(events)).toEqual(['taken by cid 3 @3 derived', 'withdrawal bob 97 @4 derived'])
  expect(unclaimed).toEqual([])
})

test('the poster is the launcher, or the canceler where the factory launched; null where neither answers', () => {
  const posted = (answers: Parameters<typeof createMarket>[0], launch = launched()) =>
    lines(createMarket(answers).run(launch).events)[0]
  expect(posted({ ...answering(escrow, 'launcher', ann), ...answering(escrow, 'canceler', bob) })).toBe('posted by ann')
  expect(posted({ ...answering(escrow, 'launcher', factory), ...answering(escrow, 'canceler', bob) })).toBe(
    'posted by bob',
  )
  expect(
    posted(
      { ...answering(escrow, 'launcher', legacyFactory), ...answering(escrow, 'canceler', bob) },
      launched(escrow, legacyFactory),
    ),
  ).toBe('posted by bob')
  expect(posted({})).toBe('posted by ?')
  expect(posted({ ...answering(escrow, 'launcher', nobody), ...answering(escrow, 'canceler', nobody) })).toBe(
    'posted by ?',
  )
})

test('only the factory itself has the owner of the market', () => {
  const owned = (by: typeof ann) =>
    createMarket().run(emit(by, 'OwnershipTransferred(address indexed a, address indexed b)', ann, bob)).events
  expect(owned(factory)).toEqual([{ type: 'MarketChanged', owner: bob, feeBps: null }])
  expect(owned(legacyFactory)).toEqual([])
})

test('a launch by anybody else is nobody’s escrow', () => {
  const market = createMarket()
  const { meanings } = market.run(
    emit(account(0xbad), 'LaunchedV2(address token, address escrow, string r)', token, escrow, 'x'),
    move(poster, escrow, 5n),
  )
  expect(meanings).toEqual([])
})

test('what lay at the address before the launch is a deposit of nobody, and Fund does not tell of it again', () => {
  const balance = `${token}:0x70a08231${escrow.slice(2).padStart(64, '0')}`
  const market = createMarket({
    ...answering(escrow, 'launcher', poster),
    [balance]: `0x${(40).toString(16).padStart(64, '0')}`,
  })
  expect(lines(market.run(launchedV2()).events)).toEqual([
    'posted by poster for job-1',
    'deposit ? 40 UNMATCHED derived',
    'CREATED',
  ])
  const { events } = market.run(move(poster, escrow, 60n), pendingV2(), fund(100n))
  expect(lines(events).filter((line) => line.startsWith('deposit'))).toEqual(['deposit poster 60 @3 derived'])
})
