import { toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import {
  address,
  alice,
  carol,
  datatoken,
  dave,
  dollar6,
  enterpriseExchange,
  exchange,
  exchangeCreated,
  exchangeId,
  grains30,
  hash,
  type Line,
  marketWithSale,
  moves,
  newMarket,
  nft,
  nftCreated,
  ONE,
  ocean18,
  only,
  opc,
  router,
  says,
  swapped,
  tokenCreated,
  ZERO,
} from './market.ts'

const fixed = (event: string, args: Record<string, unknown>, of = exchange) =>
  says('fixedRateExchange', of, event, { exchangeId, exchangeOwner: alice, ...args })
const publishing = address('publishing market')
const consuming = address('consuming market')

test.each([
  [dollar6, 3_500_000n],
  [ocean18, 3_500_000_000_000_000_000n],
  [address('no decimals'), null],
])('a price is in base units of its token', (baseToken, price) => {
  const told = newMarket().tell(
    nftCreated(),
    tokenCreated(),
    ...exchangeCreated({ baseToken, fixedRate: (7n * ONE) / 2n }),
  )
  expect(only(told, 'DatasetPriced')).toEqual([{ type: 'DatasetPriced', dataset: nft, price, token: baseToken }])
})

test('a price nobody could pay is none', () => {
  const priced = (baseToken: typeof ocean18) =>
    only(
      newMarket().tell(nftCreated(), tokenCreated(), ...exchangeCreated({ fixedRate: 2n ** 256n - 1n, baseToken })),
      'DatasetPriced',
    ).map(({ price }) => price)
  expect(priced(ocean18)).toEqual([2n ** 256n - 1n])
  expect(priced(grains30)).toEqual([null])
})

test('the price follows the exchange that spoke last, and goes with it', () => {
  const market = marketWithSale()
  const other = { id: hash('other'), baseToken: ocean18, fixedRate: ONE }
  const price = (...lines: readonly Line[]) => only(market.tell(...lines), 'DatasetPriced').map((event) => event.price)
  expect(price(fixed('ExchangeRateChanged', { newRate: 5n * ONE }))).toEqual([5_000_000n])
  expect(price(fixed('ExchangeRateChanged', { newRate: 5n * ONE }))).toEqual([])
  expect(price(...exchangeCreated(other))).toEqual([ONE])
  // The first one closes: it is not what is shown.
  expect(price(fixed('ExchangeDeactivated', {}))).toEqual([])
  expect(price(fixed('ExchangeActivated', {}))).toEqual([5_000_000n])
  expect(price(fixed('ExchangeDeactivated', {}))).toEqual([null])
})

test('what is bought without an order is held for the dataset, less what the consuming market got at once', () => {
  const told = marketWithSale().tell(
    moves(dollar6, carol, exchange, 3_300n),
    moves(datatoken, ZERO, carol, ONE),
    moves(dollar6, exchange, consuming, 100n),
    says('fixedRateExchange', exchange, 'ConsumeMarketFee', {
      exchangeId,
      to: consuming,
      token: dollar6,
      amount: 100n,
    }),
    swapped({ by: carol, base: 3_300n, market: 120n, ocean: 80n, consume: 100n }),
  )
  expect(told.unexplained).toEqual([])
  expect(told.meanings.map(({ logIndex }) => logIndex)).toEqual([4])
  expect(told.events).toMatchObject([
    {
      type: 'TokensMoved',
      incoming: true,
      dataset: nft,
      money: { amount: 3_300n, from: carol, to: exchange, transferLog: 0 },
    },
    {
      type: 'FeeCharged',
      kind: 'PLATFORM',
      payee: consuming,
      held: false,
      purchase: null,
      money: { amount: 100n, transferLog: 2 },
    },
    {
      type: 'FeeCharged',
      kind: 'PLATFORM',
      payee: publishing,
      held: true,
      money: { amount: 120n, settlement: 'UNMATCHED' },
    },
    // Nobody has said yet whom the protocol's part is for.
  ])
})

test('held fees are named once their payee is known, and counted once when they are collected', () => {
  const market = marketWithSale()
  const buy = () =>
    market.tell(
      moves(dollar6, carol, exchange, 3_080n),
      moves(datatoken, ZERO, carol, ONE),
      swapped({ by: carol, base: 3_080n, ocean: 80n }),
    )
  const collect = (feeAmount: bigint) =>
    market.tell(
      moves(dollar6, exchange, opc, feeAmount),
      says('fixedRateExchange', exchange, 'OceanFeeCollected', { exchangeId, feeToken: dollar6, feeAmount }),
    )
  expect(only(buy(), 'FeeCharged')).toEqual([])
  market.tell(says('router', router, 'OPCCollectorChanged', { caller: alice, _newOpcCollector: address('first opc') }))
  expect(only(buy(), 'FeeCharged')).toMatchObject([{ kind: 'PROTOCOL', payee: address('first opc'), held: true }])
  const told = collect(160n)
  expect(told.events).toMatchObject([
    {
      type: 'FeeCharged',
      kind: 'PROTOCOL',
      payee: opc,
      held: false,
      dataset: nft,
      money: { amount: 80n, settlement: 'MATCHED', transferLog: 0 },
    },
    { type: 'FeeCollected', payee: opc, dataset: nft, money: { amount: 80n, transferLog: 0 } },
  ])
  // Who collected is whom later fees are for.
  expect(only(buy(), 'FeeCharged')).toMatchObject([{ payee: opc }])
  expect(collect(80n).events).toMatchObject([{ type: 'FeeCollected', money: { amount: 80n } }])
  expect(collect(0n).events).toMatchObject([{ type: 'FeeCollected', money: { amount: 0n } }])
})

test("until somebody was seen to collect, the protocol's fee is for whom the exchange's router names", () => {
  const named = address('named by the router')
  const selector = (signature: string) => toFunctionSelector(`function ${signature}`)
  const market = newMarket(
    new Map([
      [`${exchange} ${selector('router()')}`, router],
      [`${router} ${selector('getOPCCollector()')}`, named],
    ]),
  )
  market.tell(nftCreated(), tokenCreated(), ...exchangeCreated())
  const told = market.tell(
    moves(dollar6, carol, exchange, 3_080n),
    moves(datatoken, ZERO, carol, ONE),
    swapped({ by: carol, base: 3_080n, ocean: 80n }),
  )
  expect(only(told, 'FeeCharged')).toMatchObject([
    { kind: 'PROTOCOL', payee: named, held: true, money: { amount: 80n } },
  ])
})

test('market fees reach their collector', () => {
  const market = marketWithSale()
  const told = market.tell(
    says('fixedRateExchange', exchange, 'MarketFeeCollected', { exchangeId, feeToken: dollar6, feeAmount: 7n }),
    moves(dollar6, exchange, publishing, 7n),
  )
  expect(told.events).toMatchObject([
    { type: 'FeeCollected', payee: publishing, dataset: nft, money: { transferLog: 1 } },
  ])
  expect(told.unexplained).toEqual([])
})

test('the enterprise exchange pays the protocol at once', () => {
  const feeCollector = address('fee collector')
  const told = marketWithSale({ of: enterpriseExchange }).tell(
    moves(dollar6, carol, enterpriseExchange, 3_300n),
    moves(datatoken, ZERO, enterpriseExchange, ONE),
    moves(datatoken, enterpriseExchange, carol, ONE),
    moves(dollar6, enterpriseExchange, consuming, 100n),
    says('fixedRateExchange', enterpriseExchange, 'ConsumeMarketFee', {
      exchangeId,
      to: consuming,
      token: dollar6,
      amount: 100n,
    }),
    // As much as the consuming market gets.
    moves(dollar6, enterpriseExchange, feeCollector, 100n),
    swapped({ of: enterpriseExchange, by: carol, base: 3_300n, market: 100n, ocean: 100n, consume: 100n }),
  )
  expect(told.unexplained).toEqual([])
  expect(only(told, 'FeeCharged')).toMatchObject([
    { payee: consuming, held: false, money: { transferLog: 3, confidence: 'ONCHAIN' } },
    { payee: publishing, held: true },
    { kind: 'PROTOCOL', payee: feeCollector, held: false, money: { transferLog: 5, confidence: 'DERIVED' } },
  ])
})

test('what is sold back leaves what is held for the dataset', () => {
  const told = marketWithSale().tell(
    moves(datatoken, carol, exchange, ONE),
    moves(dollar6, exchange, carol, 2_700n),
    swapped({ by: carol, base: 2_700n, out: dollar6, market: 200n }),
  )
  expect(told.unexplained).toEqual([])
  expect(told.events).toMatchObject([
    {
      type: 'TokensMoved',
      incoming: false,
      dataset: nft,
      money: { amount: 2_700n, from: exchange, to: carol, transferLog: 1 },
    },
    { type: 'FeeCharged', payee: publishing, held: true, money: { amount: 200n } },
  ])
})

test("the router's batch buys for who pays it", () => {
  const told = marketWithSale().tell(
    moves(dollar6, carol, router, 3_000n),
    moves(dollar6, router, exchange, 3_000n),
    moves(datatoken, ZERO, router, ONE),
    swapped({ by: router, base: 3_000n }),
    moves(datatoken, router, carol, ONE),
  )
  expect(told.unexplained).toEqual([])
  expect(told.meanings).toMatchObject([{ logIndex: 3, claims: [1] }])
  expect(told.events).toMatchObject([{ type: 'TokensMoved', money: { from: carol, to: exchange, transferLog: 0 } }])
})

test('an exchange nobody told of means nothing', () => {
  const market = newMarket()
  market.tell(nftCreated(), tokenCreated())
  const told = market.tell(
    moves(dollar6, carol, exchange, 1n),
    moves(datatoken, ZERO, carol, ONE),
    swapped({ by: carol, base: 1n }),
  )
  expect(told.events).toEqual([])
  expect(told.unexplained).toHaveLength(1)
})

test("what a worthless token shows of the protocol's collector concerns that token alone", () => {
  const [worthless, otherId] = [address('worthless'), hash('other exchange id')]
  const market = marketWithSale()
  market.tell(says('router', router, 'OPCCollectorChanged', { caller: alice, _newOpcCollector: opc }))
  market.tell(...exchangeCreated({ baseToken: worthless, id: otherId }))
  const collected = { exchangeId: otherId, feeToken: worthless, feeAmount: 7n }
  market.tell(moves(worthless, exchange, dave, 7n), says('fixedRateExchange', exchange, 'OceanFeeCollected', collected))
  const told = market.tell(
    moves(dollar6, carol, exchange, 3_080n),
    moves(datatoken, ZERO, carol, ONE),
    swapped({ by: carol, base: 3_080n, ocean: 80n }),
  )
  expect(only(told, 'FeeCharged')).toMatchObject([{ kind: 'PROTOCOL', payee: opc }])
})
