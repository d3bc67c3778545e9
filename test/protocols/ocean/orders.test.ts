import { expect, test } from 'vitest'
import {
  address,
  alice,
  carol,
  datatoken,
  dave,
  dispenser,
  dollar6,
  exchange,
  exchangeCreated,
  exchangeId,
  factory,
  hash,
  type Line,
  marketWithSale,
  moves,
  newMarket,
  nft,
  ONE,
  ocean18,
  only,
  opc,
  orderReused,
  orderStarted,
  providerFee,
  says,
  swapped,
  tokenCreated,
  ZERO,
} from './market.ts'

const publishing = address('publishing market')
const consuming = address('consuming market')
const provider = address('provider')
const wallet = address('wallet')
const noFee = providerFee(provider, ZERO, 0n)

const publishFee = (token: typeof dollar6, amount: bigint) =>
  says('datatoken', datatoken, 'PublishMarketFee', {
    PublishMarketFeeAddress: publishing,
    PublishMarketFeeToken: token,
    PublishMarketFeeAmount: amount,
  })
const consumeFee = (token: typeof dollar6, amount: bigint) =>
  says('datatoken', datatoken, 'ConsumeMarketFee', {
    consumeMarketFeeAddress: consuming,
    consumeMarketFeeToken: token,
    consumeMarketFeeAmount: amount,
  })
/** Template 1 sends the datatoken on, less the protocol's share; template 2 burns it. */
const spends = (from: typeof dollar6): Line[] => [
  moves(datatoken, from, alice, (ONE * 97n) / 100n),
  moves(datatoken, from, opc, (ONE * 3n) / 100n),
]
const burns = (from: typeof dollar6) => moves(datatoken, from, ZERO, ONE)
const buys = (by: typeof dollar6, base: bigint, datatokens = ONE): Line[] => [
  moves(dollar6, by, exchange, base),
  moves(datatoken, ZERO, by, datatokens),
  swapped({ by, base, datatokens, market: base / 30n }),
]

test('an order with a datatoken bought before costs that datatoken', () => {
  const told = marketWithSale().tell(orderStarted(dave, carol), noFee, ...spends(carol))
  expect(told.events).toEqual([
    {
      type: 'PurchaseMade',
      purchase: `${told.hash}:0:0`,
      dataset: nft,
      buyer: dave,
      net: null,
      held: false,
      money: {
        token: datatoken,
        amount: ONE,
        from: carol,
        to: alice,
        settlement: 'MATCHED',
        transferLog: 2,
        confidence: 'DERIVED',
      },
    },
  ])
})

test('a datatoken that is dispensed and burnt in the transaction is its own price', () => {
  const told = marketWithSale().tell(
    moves(datatoken, ZERO, dispenser, ONE),
    says('dispenser', dispenser, 'TokensDispensed', { datatokenAddress: datatoken, userAddress: carol, amount: ONE }),
    moves(datatoken, dispenser, carol, ONE),
    orderStarted(carol, carol),
    noFee,
    burns(carol),
  )
  expect(told.events).toMatchObject([
    {
      type: 'PurchaseMade',
      held: false,
      money: { token: datatoken, from: carol, to: ZERO, transferLog: 5, confidence: 'ONCHAIN' },
    },
  ])
})

test('a datatoken that is seen going nowhere is not matched', () => {
  const [purchase] = only(marketWithSale().tell(orderStarted(carol, carol)), 'PurchaseMade')
  expect(purchase!.money).toMatchObject({ settlement: 'UNMATCHED', from: carol, to: null, transferLog: null })
})

test('what a contract buys and orders at once costs what the swap cost, from its first giver', () => {
  const told = marketWithSale().tell(
    moves(dollar6, carol, datatoken, 3_300n),
    moves(dollar6, datatoken, exchange, 3_300n),
    moves(datatoken, ZERO, datatoken, ONE),
    moves(dollar6, exchange, consuming, 100n),
    says('fixedRateExchange', exchange, 'ConsumeMarketFee', {
      exchangeId,
      to: consuming,
      token: dollar6,
      amount: 100n,
    }),
    swapped({ by: datatoken, base: 3_300n, market: 110n, ocean: 90n, consume: 100n }),
    moves(datatoken, datatoken, carol, ONE),
    orderStarted(dave, carol),
    noFee,
    burns(carol),
    says('fixedRateExchange', exchange, 'TokenCollected', { exchangeId, to: alice, token: dollar6, amount: 3_000n }),
    moves(dollar6, exchange, alice, 3_000n),
  )
  expect(told.unexplained).toEqual([])
  const purchase = `${told.hash}:7:0`
  expect(told.meanings.map(({ logIndex, claims }) => [logIndex, claims])).toEqual([
    [5, [1]],
    [7, undefined],
    [10, undefined],
  ])
  expect(told.events).toMatchObject([
    {
      type: 'PurchaseMade',
      purchase,
      buyer: dave,
      net: 3_000n,
      held: true,
      money: { token: dollar6, amount: 3_300n, from: carol, to: exchange, settlement: 'MATCHED', transferLog: 0 },
    },
    { type: 'FeeCharged', purchase, payee: consuming, held: false, money: { amount: 100n, transferLog: 3 } },
    { type: 'FeeCharged', purchase, payee: publishing, held: true, money: { amount: 110n } },
    { type: 'PayoutMade', contributor: alice, money: { amount: 3_000n } },
  ])
})

test('two swaps and two orders in turn are two purchases', () => {
  const told = marketWithSale().tell(
    ...buys(wallet, 3_000n),
    orderStarted(carol, wallet),
    ...spends(wallet),
    ...buys(wallet, 6_000n),
    orderStarted(dave, wallet),
    ...spends(wallet),
  )
  expect(only(told, 'PurchaseMade').map(({ money, buyer }) => [buyer, money.amount])).toEqual([
    [carol, 3_000n],
    [dave, 6_000n],
  ])
  expect(told.unexplained).toEqual([])
})

test('orders share the swap they are served from; what they leave is held for the dataset', () => {
  const told = marketWithSale().tell(
    ...buys(wallet, 10_000n, 3n * ONE),
    orderStarted(carol, wallet),
    ...spends(wallet),
    orderStarted(dave, wallet),
    ...spends(wallet),
  )
  expect(told.unexplained).toEqual([])
  const shares = [...only(told, 'PurchaseMade'), ...only(told, 'TokensMoved')].map(({ money }) => money)
  expect(shares.map(({ amount }) => amount)).toEqual([3_333n, 3_333n, 3_334n])
  expect(new Set(shares.map(({ confidence }) => confidence))).toEqual(new Set(['DERIVED']))
  const fees = only(told, 'FeeCharged')
  expect(fees.map(({ money, purchase }) => [money.amount, purchase])).toEqual([
    [111n, null],
    [111n, `${told.hash}:3:0`],
    [111n, `${told.hash}:6:0`],
  ])
  expect(only(told, 'PurchaseMade').map(({ net }) => net)).toEqual([3_222n, 3_222n])
})

test("nobody's order is paid by somebody else's swap, nor by that of another datatoken", () => {
  const market = marketWithSale()
  const told = market.tell(...buys(dave, 3_000n), orderStarted(carol, carol), ...spends(carol))
  expect(only(told, 'PurchaseMade')).toMatchObject([{ held: false, money: { token: datatoken, from: carol } }])
  expect(only(told, 'TokensMoved')).toMatchObject([{ incoming: true, money: { amount: 3_000n, from: dave } }])

  const other = address('second')
  market.tell(tokenCreated(other))
  const mixed = market.tell(
    ...buys(wallet, 3_000n),
    orderStarted(carol, wallet, other),
    moves(other, wallet, ZERO, ONE),
  )
  expect(only(mixed, 'PurchaseMade')).toMatchObject([{ held: false, money: { token: other } }])
})

test("an order's fees are its payer's, matched where they pass over the market", () => {
  const told = marketWithSale().tell(
    orderStarted(dave, carol),
    // Straight from the payer to the markets: no contract of the market touches it.
    moves(dollar6, carol, publishing, 11n),
    publishFee(dollar6, 11n),
    moves(ocean18, carol, consuming, 12n),
    consumeFee(ocean18, 12n),
    providerFee(provider, dollar6, 200n),
    moves(dollar6, carol, datatoken, 200n),
    moves(dollar6, datatoken, provider, 190n),
    moves(dollar6, datatoken, opc, 10n),
    ...spends(carol),
  )
  const fee = { type: 'FeeCharged', purchase: `${told.hash}:0:0`, task: null, dataset: nft, ofLog: null, held: false }
  expect(only(told, 'FeeCharged')).toMatchObject([
    {
      ...fee,
      kind: 'PLATFORM',
      payee: publishing,
      money: { token: dollar6, amount: 11n, from: carol, to: publishing, settlement: 'UNMATCHED' },
    },
    {
      ...fee,
      kind: 'PLATFORM',
      payee: consuming,
      money: { token: ocean18, amount: 12n, from: carol, settlement: 'UNMATCHED' },
    },
    {
      ...fee,
      kind: 'PLATFORM',
      payee: provider,
      money: { amount: 190n, from: carol, to: provider, transferLog: 7, confidence: 'DERIVED' },
    },
    {
      ...fee,
      kind: 'PROTOCOL',
      payee: opc,
      money: { amount: 10n, from: carol, to: opc, transferLog: 8, confidence: 'DERIVED' },
    },
  ])
  expect(told.meanings.find(({ logIndex }) => logIndex === 5)!.claims).toEqual([6])
  expect(told.unexplained).toEqual([])
})

test("a provider's fee without the protocol's cut is what the event says", () => {
  const told = marketWithSale().tell(
    orderStarted(carol, carol),
    providerFee(provider, dollar6, 200n),
    moves(dollar6, carol, datatoken, 200n),
    moves(dollar6, datatoken, provider, 200n),
    ...spends(carol),
  )
  expect(only(told, 'FeeCharged')).toMatchObject([
    { money: { amount: 200n, confidence: 'ONCHAIN', settlement: 'MATCHED' } },
  ])
})

test('a fee of nothing is kept where a token and a payee are named; one for nobody or in no token is none', () => {
  const fees = (...line: Parameters<typeof providerFee>) =>
    only(marketWithSale().tell(orderStarted(carol, carol), providerFee(...line), ...spends(carol)), 'FeeCharged')
  expect(fees(provider, dollar6, 0n)).toMatchObject([
    { payee: provider, money: { amount: 0n, settlement: 'UNMATCHED' } },
  ])
  expect(fees(provider, ZERO, 5n)).toEqual([])
  expect(fees(ZERO, dollar6, 5n)).toEqual([])
})

test('the factory orders for others: neither it nor a datatoken is anybody', () => {
  const one = (consumer: typeof carol, amount: bigint): Line[] => [
    moves(dollar6, carol, factory, 11n),
    moves(dollar6, carol, factory, amount),
    moves(datatoken, carol, factory, ONE),
    orderStarted(consumer, factory),
    moves(dollar6, factory, publishing, 11n),
    publishFee(dollar6, 11n),
    providerFee(provider, dollar6, amount),
    moves(dollar6, factory, datatoken, amount),
    moves(dollar6, datatoken, provider, amount - 1n),
    moves(dollar6, datatoken, opc, 1n),
    ...spends(factory),
  ]
  const told = marketWithSale().tell(...one(carol, 100n), ...one(dave, 100n))
  expect(told.unexplained).toEqual([])
  expect(only(told, 'PurchaseMade').map(({ buyer, money }) => [buyer, money.from, money.to])).toEqual([
    [carol, carol, alice],
    [dave, carol, alice],
  ])
  const fees = only(told, 'FeeCharged')
  expect(fees.map(({ payee, money }) => [payee, money.from, money.amount, money.settlement])).toEqual(
    [carol, dave].flatMap(() => [
      [publishing, carol, 11n, 'MATCHED'],
      [provider, carol, 99n, 'MATCHED'],
      [opc, carol, 1n, 'MATCHED'],
    ]),
  )
  expect(fees.map(({ purchase }) => purchase)).toEqual([3, 3, 3, 15, 15, 15].map((log) => `${told.hash}:${log}:0`))
})

test('a renewal is of the order its transaction holds, and its fee too', () => {
  const market = marketWithSale()
  const order = market.tell(orderStarted(carol, carol), noFee, ...spends(carol))
  const purchase = `${order.hash}:0:0`
  const told = market.tell(
    orderReused(order.hash, dave),
    providerFee(provider, dollar6, 5n),
    moves(dollar6, dave, datatoken, 5n),
    moves(dollar6, datatoken, provider, 5n),
  )
  expect(told.events).toMatchObject([
    { type: 'PurchaseRenewed', purchase },
    { type: 'FeeCharged', purchase, money: { from: dave, settlement: 'MATCHED' } },
  ])
})

test('a renewal of no order means nothing, and its fee is paid all the same', () => {
  const market = marketWithSale()
  const order = market.tell(orderStarted(carol, carol), ...spends(carol))
  market.tell(tokenCreated(address('second')))
  expect(market.tell(orderReused(order.hash, carol, address('second'))).events).toEqual([])
  const told = market.tell(
    orderReused(hash('no transaction'), carol),
    providerFee(provider, dollar6, 5n),
    moves(dollar6, carol, datatoken, 5n),
    moves(dollar6, datatoken, provider, 5n),
  )
  expect(told.events).toMatchObject([{ type: 'FeeCharged', purchase: null, dataset: nft, money: { from: carol } }])
})

test('of several orders in one transaction, a renewal is of its own; in doubt, of none', () => {
  const market = marketWithSale()
  const { hash: both } = market.tell(
    orderStarted(carol, carol),
    ...spends(carol),
    orderStarted(dave, carol),
    ...spends(carol),
  )
  expect(market.tell(orderReused(both, dave)).events).toEqual([{ type: 'PurchaseRenewed', purchase: `${both}:3:0` }])
  expect(market.tell(orderReused(both, alice)).events).toEqual([])
})

test('an order of a datatoken that the factory did not make is not heard', () => {
  expect(newMarket().tell(orderStarted(carol, carol), ...exchangeCreated()).events).toEqual([])
})

test('what a datatoken contract takes in and gives out for no order is held for its dataset', () => {
  const told = marketWithSale().tell(moves(ocean18, carol, datatoken, 50n), moves(ocean18, datatoken, dave, 20n))
  expect(told.meanings.map(({ logIndex }) => logIndex)).toEqual([0, 1])
  expect(told.events).toMatchObject([
    { type: 'TokensMoved', incoming: true, dataset: nft, money: { from: carol, transferLog: 0 } },
    { type: 'TokensMoved', incoming: false, dataset: nft, money: { to: dave, transferLog: 1 } },
  ])
})
