import { toHex } from 'viem'
import type { Hex } from '../../src/domain/hex.ts'
import { ocean } from '../../src/protocols/ocean/translate.ts'
import type { BareLog } from '../protocols/helpers/encode.ts'
import {
  type Act,
  address,
  amount,
  fresh,
  NOBODY,
  PEOPLE,
  recent,
  type Stage,
  shuffled,
  speaker,
  TOKENS,
  transfer,
} from './factory-cast.ts'

// Ocean without its rules: data NFTs, datatokens and exchanges that factory and router announce, orders whose fees announce who is
// paid by them, and an escrow for jobs.

export const FACTORY = address(0xf5)
export const ROUTER = address(0xf6)
export const ESCROW = address(0xf7)
export const exchangeAt = (n: number): Hex => address(0xec, n)
const nftAt = (n: number): Hex => address(0xd1, n)
const datatokenAt = (n: number): Hex => address(0xd2, n)

const { says, anything } = speaker(ocean)
const ONE = 10n ** 18n
const idOf = (n: number): Hex => toHex(n, { size: 32 })
/** A router adds an exchange every now and then; the first is configured. */
const exchangeOf = (n: number) => ({ role: 'fixedRateExchange', of: exchangeAt(Math.floor(n / 4)) })
const baseOf = (n: number): Hex => TOKENS[n % 2]!
const datatoken = (n: number) => ({ role: 'datatoken', of: datatokenAt(n) })
const nft = (n: number) => ({ role: 'nft', of: nftAt(n) })

/** Who gets fees: people, accounts that only fees announce, and addresses at which a datatoken is made later. */
const payee = (stage: Stage): Hex => {
  const { random } = stage
  if (random.chance(0.2)) return random.pick(PEOPLE)
  return random.chance(0.15) ? datatokenAt(fresh(stage) + 1) : address(0xfe, recent(stage))
}

const publish: Act = (stage) => {
  const { random } = stage
  const n = fresh(stage)
  const factory = { role: 'factory', of: FACTORY }
  const sale = { exchangeId: idOf(n) }
  const logs = [
    says(random, nft(n), 'Transfer', { from: NOBODY, tokenId: 1n }),
    says(random, factory, 'NFTCreated', { newTokenAddress: nftAt(n) }),
    says(random, factory, 'TokenCreated', { newTokenAddress: datatokenAt(n), creator: nftAt(n) }),
    says(random, exchangeOf(n), 'ExchangeCreated', { ...sale, baseToken: baseOf(n), datatoken: datatokenAt(n) }),
    says(random, exchangeOf(n), 'ExchangeActivated', sale),
    ...(random.chance(0.6) ? [says(random, exchangeOf(n), 'PublishMarketFeeChanged', sale)] : []),
    ...(random.chance(0.7) ? [says(random, nft(n), 'MetadataCreated', { state: 0 })] : []),
  ]
  const some = random.chance(0.2) ? logs.filter(() => random.chance(0.7)) : logs
  return random.chance(0.3) ? shuffled(random, some) : some
}

const addExchange: Act = ({ random, height }) => {
  const contractAddress = exchangeAt(Math.floor(height / 16) + random.int(2))
  const router = { role: 'router', of: ROUTER }
  return [
    random.chance(0.7)
      ? says(random, router, 'FixedRateContractAdded', { contractAddress })
      : says(random, router, random.pick(['DispenserContractAdded', 'OPCCollectorChanged', 'OPCFeeChanged'])),
  ]
}

/** A swap for some datatokens: what came in, what it cost, and the fees that stay. */
const swap = (stage: Stage, n: number, by: Hex, count: bigint): BareLog[] => {
  const { random } = stage
  const exchange = exchangeOf(n)
  const base = amount(random) * count
  const fee = () => (random.chance(0.5) ? 0n : BigInt(random.int(5)))
  const consume = fee()
  const to = payee(stage)
  return [
    transfer(baseOf(n), by, exchange.of, base),
    transfer(datatokenAt(n), exchange.of, by, count * ONE),
    ...(consume > 0n
      ? [
          transfer(baseOf(n), exchange.of, to, consume),
          says(random, exchange, 'ConsumeMarketFee', { exchangeId: idOf(n), to, token: baseOf(n), amount: consume }),
        ]
      : []),
    says(random, exchange, 'Swapped', {
      exchangeId: idOf(n),
      by,
      baseTokenSwappedAmount: base,
      datatokenSwappedAmount: count * ONE,
      tokenOutAddress: random.chance(0.9) ? datatokenAt(n) : baseOf(n),
      marketFeeAmount: fee(),
      oceanFeeAmount: fee(),
      consumeMarketFeeAmount: consume,
    }),
  ]
}

/** A fee beside an order: the transfer first, then the event that names its payee for the first time. */
const orderFee = (stage: Stage, n: number, payer: Hex): BareLog[] => {
  const { random } = stage
  const [to, token, value] = [payee(stage), random.pick(TOKENS), amount(random)]
  if (random.chance(0.3)) {
    const fee = { providerFeeAddress: to, providerFeeToken: token, providerFeeAmount: value }
    const cut = value > 10n && random.chance(0.5) ? 3n : 0n
    return [
      says(random, datatoken(n), 'ProviderFee', fee),
      transfer(token, payer, datatokenAt(n), value),
      transfer(token, datatokenAt(n), to, value - cut),
      ...(cut > 0n ? [transfer(token, datatokenAt(n), random.pick(PEOPLE), cut)] : []),
    ]
  }
  const paid = transfer(token, payer, to, value)
  return random.chance(0.5)
    ? [
        paid,
        says(random, datatoken(n), 'PublishMarketFee', {
          PublishMarketFeeAddress: to,
          PublishMarketFeeToken: token,
          PublishMarketFeeAmount: value,
        }),
      ]
    : [
        paid,
        says(random, datatoken(n), 'ConsumeMarketFee', {
          consumeMarketFeeAddress: to,
          consumeMarketFeeToken: token,
          consumeMarketFeeAmount: value,
        }),
      ]
}

const order: Act = (stage) => {
  const { random } = stage
  const n = recent(stage)
  const payer = random.pick(PEOPLE)
  const count = 1 + random.int(2)
  const orders = Array.from({ length: random.chance(0.8) ? count : 1 }, () => [
    says(random, datatoken(n), 'OrderStarted', { payer, amount: ONE }),
    ...(random.chance(0.7) ? orderFee(stage, n, payer) : []),
    transfer(datatokenAt(n), payer, random.chance(0.5) ? NOBODY : random.pick(PEOPLE), ONE),
  ])
  return [...(random.chance(0.7) ? swap(stage, n, payer, BigInt(count)) : []), ...orders.flat()]
}

const renew: Act = (stage) => {
  const { random, earlier } = stage
  const n = recent(stage)
  const caller = random.pick(PEOPLE)
  const orderTxId = earlier.length > 0 ? random.pick(earlier) : idOf(0)
  return [
    says(random, datatoken(n), 'OrderReused', { orderTxId, caller }),
    ...(random.chance(0.5) ? orderFee(stage, n, caller) : []),
  ]
}

const collect: Act = (stage) => {
  const { random } = stage
  const n = recent(stage)
  const exchange = exchangeOf(n)
  const [token, value, to] = [baseOf(n), amount(random), random.pick(PEOPLE)]
  const out = transfer(token, exchange.of, to, value)
  const fee = { exchangeId: idOf(n), feeToken: token, feeAmount: value }
  return random.pick([
    () => [says(random, exchange, 'TokenCollected', { exchangeId: idOf(n), to, token, amount: value }), out],
    () => [says(random, exchange, 'TokenCollected', { exchangeId: idOf(n), to, token, amount: value }), out],
    () => [says(random, exchange, 'MarketFeeCollected', fee), out],
    () => [out, says(random, exchange, 'OceanFeeCollected', fee)],
    () => [
      says(random, exchange, random.pick(['ExchangeDeactivated', 'ExchangeRateChanged']), { exchangeId: idOf(n) }),
    ],
  ])()
}

const job: Act = ({ random }) => {
  const escrow = { role: 'escrow', of: ESCROW }
  const [payer, payee] = [random.pick(PEOPLE.slice(0, 2)), random.pick(PEOPLE.slice(1, 4))]
  const [token, value] = [random.pick(TOKENS), amount(random)]
  const terms = { payer, payee, jobId: BigInt(random.int(3)), token, amount: value }
  const locked = () => [says(random, escrow, 'Lock', { ...terms, expiry: 100n })]
  const claimed = () => [
    transfer(token, ESCROW, random.pick(PEOPLE), value / 10n),
    says(random, escrow, 'Claimed', terms),
  ]
  const withdrawn = () => [
    says(random, escrow, 'Withdraw', { payer: payee, token, amount: value }),
    transfer(token, ESCROW, payee, value),
  ]
  return random.pick([
    () => [says(random, escrow, 'Deposit', { payer, token, amount: value }), transfer(token, payer, ESCROW, value)],
    locked,
    claimed,
    withdrawn,
    () => [...locked(), ...claimed(), ...withdrawn()],
    () => [says(random, escrow, 'Canceled', terms)],
  ])()
}

const anythingElse: Act = (stage) => {
  const { random } = stage
  const n = recent(stage)
  return [
    anything(random, random.pick([nft(n), nft(n), datatoken(n), exchangeOf(n), { role: 'router', of: ROUTER }])),
    ...(random.chance(0.2) ? [transfer(baseOf(n), random.pick(PEOPLE), datatokenAt(n), amount(random))] : []),
  ]
}

export const oceanActs: readonly Act[] = [
  publish,
  publish,
  publish,
  addExchange,
  addExchange,
  order,
  order,
  order,
  order,
  renew,
  collect,
  collect,
  job,
  job,
  job,
  anythingElse,
]
