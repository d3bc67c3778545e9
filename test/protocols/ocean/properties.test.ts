import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DomainEvent } from '../../../src/domain/event.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import {
  address,
  alice,
  carol,
  datatoken,
  dave,
  dollar6,
  enterpriseExchange,
  escrow,
  exchange,
  exchangeCreated,
  exchangeId,
  factory,
  type Line,
  marketFeeSet,
  moves,
  newMarket,
  nftCreated,
  ONE,
  opc,
  orderStarted,
  providerFee,
  router,
  says,
  swapped,
  type Told,
  tokenCreated,
  ZERO,
} from './market.ts'

// Whole transactions of random steps, their logs in the contracts' order. Amounts are small, so that many transfers look alike.

const own = new Set([factory, router, exchange, enterpriseExchange, escrow, datatoken])
const provider = address('provider')
const publishing = address('publishing market')
const consuming = address('consuming market')
const feeCollector = address('fee collector')

const who = fc.constantFrom(carol, dave, address('wallet'))
const small = fc.bigInt(1n, 4n)
const fee = fc.bigInt(0n, 3n)
const fees = fc.record({ market: fee, ocean: fee, consume: fee })

type Fees = { readonly market: bigint; readonly ocean: bigint; readonly consume: bigint }
type Way = 'direct' | 'router' | 'enterprise'

/** What the contracts keep: enough to know what they would do next. */
type State = { kept: Map<string, bigint>; ledger: Map<string, bigint>; oceanCharged: bigint; orders: number }
type Step = (state: State) => Line[]

const bump = (map: Map<string, bigint>, key: string, amount: bigint) => map.set(key, (map.get(key) ?? 0n) + amount)

const outgoing = (state: State, of: Hex, { market, ocean, consume }: Fees): Line[] => {
  state.oceanCharged += ocean
  bump(state.kept, `market ${of}`, market)
  if (of === exchange) bump(state.kept, `ocean ${of}`, ocean)
  return [
    ...(consume > 0n
      ? [
          moves(dollar6, of, consuming, consume),
          says('fixedRateExchange', of, 'ConsumeMarketFee', {
            exchangeId,
            to: consuming,
            token: dollar6,
            amount: consume,
          }),
        ]
      : []),
    ...(of === enterpriseExchange && ocean > 0n ? [moves(dollar6, of, feeCollector, ocean)] : []),
  ]
}

const buy = (
  state: State,
  { by, bare, datatokens, way, parts }: { by: Hex; bare: bigint; datatokens: bigint; way: Way; parts: Fees },
): Line[] => {
  const of = way === 'enterprise' ? enterpriseExchange : exchange
  const base = bare + parts.market + parts.ocean + parts.consume
  const buyer = way === 'router' ? router : by
  bump(state.kept, `base ${of}`, bare)
  return [
    ...(way === 'router' ? [moves(dollar6, by, router, base)] : []),
    moves(dollar6, buyer, of, base),
    moves(datatoken, ZERO, buyer, datatokens),
    ...outgoing(state, of, parts),
    swapped({ of, by: buyer, base, datatokens, ...parts }),
    ...(way === 'router' ? [moves(datatoken, router, by, datatokens)] : []),
  ]
}

const order = (state: State, payer: Hex, consumer: Hex, amount: bigint, viaFactory: boolean): Line[] => {
  state.orders++
  const caller = viaFactory ? factory : payer
  return [
    ...(viaFactory && amount > 0n
      ? [moves(dollar6, payer, factory, amount), moves(dollar6, payer, factory, amount)]
      : []),
    ...(viaFactory ? [moves(datatoken, payer, factory, ONE)] : []),
    orderStarted(consumer, caller),
    ...(amount > 0n
      ? [
          moves(dollar6, caller, publishing, amount),
          says('datatoken', datatoken, 'PublishMarketFee', {
            PublishMarketFeeAddress: publishing,
            PublishMarketFeeToken: dollar6,
            PublishMarketFeeAmount: amount,
          }),
        ]
      : []),
    providerFee(provider, dollar6, amount),
    ...(amount > 0n
      ? [
          moves(dollar6, caller, datatoken, amount),
          moves(dollar6, datatoken, provider, amount - 1n),
          moves(dollar6, datatoken, opc, 1n),
        ]
      : []),
    moves(datatoken, caller, alice, ONE - 3n),
    moves(datatoken, caller, opc, 3n),
  ]
}

const collect = (state: State, of: Hex, kind: 'base' | 'market' | 'ocean'): Line[] => {
  const amount = state.kept.get(`${kind} ${of}`) ?? 0n
  state.kept.set(`${kind} ${of}`, 0n)
  const event = { base: 'TokenCollected', market: 'MarketFeeCollected', ocean: 'OceanFeeCollected' }[kind]
  const args = kind === 'base' ? { to: alice, token: dollar6, amount } : { feeToken: dollar6, feeAmount: amount }
  const said = says('fixedRateExchange', of, event, { exchangeId, ...args })
  const sent = moves(dollar6, of, { base: alice, market: publishing, ocean: opc }[kind], amount)
  return kind === 'ocean' ? [sent, said] : [said, sent]
}

const ways = fc.constantFrom<Way>('direct', 'router', 'enterprise')
const trade: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      by: who,
      bare: small,
      datatokens: fc.constantFrom(ONE, 2n * ONE),
      way: ways,
      parts: fees,
      orders: fc.nat(2),
      amount: fee,
    })
    .map(
      ({ orders, amount, ...swap }): Step =>
        (state) => [
          ...buy(state, swap),
          ...Array.from({ length: orders }, () => order(state, swap.by, carol, amount, false)).flat(),
        ],
    ),
  fc.record({ payer: who, amount: fee, viaFactory: fc.boolean() }).map(
    ({ payer, amount, viaFactory }): Step =>
      (state) =>
        order(state, payer, dave, amount, viaFactory),
  ),
  fc.record({ by: who, bare: small, parts: fees, amount: fee }).map(
    ({ by, bare, parts, amount }): Step =>
      (state) => {
        // The datatoken contract buys for its caller, who orders; then it has the exchange pay out.
        const base = bare + parts.market + parts.ocean + parts.consume
        return [
          moves(dollar6, by, datatoken, base),
          ...buy(state, { by: datatoken, bare, datatokens: ONE, way: 'direct', parts }),
          moves(datatoken, datatoken, by, ONE),
          ...order(state, by, by, amount, false),
          ...collect(state, exchange, 'base'),
        ]
      },
  ),
  fc
    .record({
      of: fc.constantFrom(exchange, enterpriseExchange),
      kind: fc.constantFrom('base' as const, 'market' as const, 'ocean' as const),
    })
    .map(
      ({ of, kind }): Step =>
        (state) =>
          of === enterpriseExchange && kind === 'ocean' ? [] : collect(state, of, kind),
    ),
)

/** The escrow as it counts: what each account has available. Jobs are claimed in the transaction that locks them. */
const job: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ payer: who, amount: small }).map(
    ({ payer, amount }): Step =>
      ({ ledger }) => {
        bump(ledger, payer, amount)
        return [
          says('escrow', escrow, 'Deposit', { payer, token: dollar6, amount }),
          moves(dollar6, payer, escrow, amount),
        ]
      },
  ),
  fc.record({ payer: who, payee: who, locked: small, used: small, part: fee, ends: fc.boolean() }).map(
    ({ payer, payee, locked: wish, used: wanted, part, ends }): Step =>
      ({ ledger }) => {
        const available = ledger.get(payer) ?? 0n
        const locked = wish < available ? wish : available
        if (locked === 0n || payer === payee) return []
        const used = wanted < locked ? wanted : locked
        const taken = part < used ? part : used
        const said = { payer, payee, jobId: 1n, token: dollar6 }
        bump(ledger, payer, ends ? -used : 0n)
        bump(ledger, payee, ends ? used - taken : 0n)
        const lock = says('escrow', escrow, 'Lock', { ...said, amount: locked, expiry: 9n })
        if (!ends) return [lock, says('escrow', escrow, 'Canceled', { ...said, amount: locked })]
        return [
          lock,
          ...(taken > 0n ? [moves(dollar6, escrow, opc, taken)] : []),
          says('escrow', escrow, 'Claimed', { ...said, amount: used, proof: '0x' }),
        ]
      },
  ),
  fc.record({ payer: who, wish: fc.bigInt(0n, 6n) }).map(
    ({ payer, wish }): Step =>
      ({ ledger }) => {
        const available = ledger.get(payer) ?? 0n
        const amount = wish < available ? wish : available
        bump(ledger, payer, -amount)
        return [
          says('escrow', escrow, 'Withdraw', { payer, token: dollar6, amount }),
          moves(dollar6, escrow, payer, amount),
        ]
      },
  ),
)

/** What an event says about the money that the market's contracts hold. */
const heldBy = (event: DomainEvent): bigint => {
  switch (event.type) {
    case 'PurchaseMade':
      return event.held ? event.money.amount : 0n
    case 'TokensMoved':
    case 'WalletMoved':
      return event.incoming ? event.money.amount : -event.money.amount
    case 'FeeCharged':
      return !event.held && event.money.from !== null && own.has(event.money.from) ? -event.money.amount : 0n
    case 'FeeCollected':
    case 'PayoutMade':
      return -event.money.amount
    default:
      return 0n
  }
}

/** What an event says about what an account has in the escrow, earned or its own. */
const walletChange = (event: DomainEvent): [Hex | null, bigint] => {
  switch (event.type) {
    case 'WalletMoved':
      return [event.account, event.incoming ? event.money.amount : -event.money.amount]
    case 'TaskFunded':
      return [event.account, event.kind === 'DEPOSIT' ? -event.money.amount : event.money.amount]
    case 'RewardAccrued':
      return [event.contributor, event.amount]
    case 'PayoutMade':
      return [event.contributor, event.kind === 'REWARD' ? -event.money.amount : 0n]
    default:
      return [null, 0n]
  }
}

const transfersOf = (lines: readonly Line[]) =>
  lines.flatMap(({ of, event, args }, logIndex) =>
    event.name === 'Transfer' && of === dollar6
      ? [{ logIndex, from: args.from as Hex, to: args.to as Hex, amount: args.value as bigint }]
      : [],
  )

/** Each transfer over the border is passed on, or stated in full: by one statement, or by parts that sum to it. */
const expectExplainedOnce = (lines: readonly Line[], told: Told) => {
  const claims = told.meanings.flatMap((meaning) => meaning.claims ?? [])
  expect(new Set(claims).size).toBe(claims.length)
  const statedBy = new Map<number, bigint>()
  for (const event of told.events) {
    if (!('money' in event) || event.money.transferLog === null || event.money.token !== dollar6) continue
    const { transferLog, amount } = event.money
    statedBy.set(transferLog, (statedBy.get(transferLog) ?? 0n) + amount)
  }
  for (const { logIndex, from, to, amount } of transfersOf(lines)) {
    if (own.has(from) === own.has(to)) continue
    expect([logIndex, claims.includes(logIndex), statedBy.get(logIndex)]).toEqual(
      claims.includes(logIndex) ? [logIndex, true, undefined] : [logIndex, false, amount],
    )
  }
}

test('whatever happens in a transaction, each transfer is explained once, and the books hold what the contracts hold', () => {
  const transactions = fc.array(fc.array(fc.oneof(trade, job), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(transactions, (plan) => {
      const market = newMarket()
      market.tell(nftCreated(), tokenCreated(), ...exchangeCreated(), marketFeeSet(publishing))
      market.tell(...exchangeCreated({ of: enterpriseExchange }), marketFeeSet(publishing, enterpriseExchange))
      const state: State = { kept: new Map(), ledger: new Map(), oceanCharged: 0n, orders: 0 }
      const events: DomainEvent[] = []
      let balance = 0n
      const last: Step[] = [(now) => collect(now, exchange, 'ocean')]
      for (const steps of [...plan, last]) {
        const lines = steps.flatMap((step) => step(state))
        const told = market.tell(...lines)
        expect(told.unexplained).toEqual([])
        expectExplainedOnce(lines, told)
        events.push(...told.events)
        for (const { from, to, amount } of transfersOf(lines))
          balance += (own.has(to) ? amount : 0n) - (own.has(from) ? amount : 0n)
        expect(events.reduce((sum, event) => sum + heldBy(event), 0n)).toBe(balance)
      }
      // Each account has in the escrow what the contract says.
      const wallets = new Map<string, bigint>()
      for (const [account, change] of events.map(walletChange)) if (account !== null) bump(wallets, account, change)
      for (const account of new Set([...wallets.keys(), ...state.ledger.keys()]))
        expect(wallets.get(account) ?? 0n).toBe(state.ledger.get(account) ?? 0n)
      // Once all is collected, each fee of the protocol has had its row, and one only.
      const charged = events
        .filter((event) => event.type === 'FeeCharged')
        .filter(
          ({ kind, task, money }) =>
            kind === 'PROTOCOL' && task === null && (money.from === null || own.has(money.from)),
        )
      expect(charged.reduce((sum, { money }) => sum + money.amount, 0n)).toBe(state.oceanCharged)
      const purchases = events.filter((event) => event.type === 'PurchaseMade')
      expect(purchases).toHaveLength(state.orders)
      for (const { purchase, net, money } of purchases) {
        const ofIt = events
          .filter((event) => event.type === 'FeeCharged')
          .filter((event) => event.purchase === purchase)
        const named = ofIt.filter((event) => event.money.from !== null && own.has(event.money.from))
        const taken = named.reduce((sum, event) => sum + event.money.amount, 0n)
        if (net !== null) expect(net).toBeLessThanOrEqual(money.amount - taken)
      }
    }),
    { numRuns: 300 },
  )
})
