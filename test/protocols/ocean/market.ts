import { type AbiEvent, encodeAbiParameters, encodeEventTopics, keccak256, parseAbi, stringToHex } from 'viem'
import type { Log } from '../../../src/domain/block.ts'
import type { DomainEvent } from '../../../src/domain/event.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import type { Transfer } from '../../../src/domain/settlement.ts'
import { isTransfer, transferOf } from '../../../src/protocols/erc20.ts'
import { ocean } from '../../../src/protocols/ocean/translate.ts'
import { createEventTable, type DecodedLog, eventOf, type Meaning } from '../../../src/protocols/protocol.ts'

/** An address of that name, the same every time. */
export const address = (name: string): Hex => `0x${keccak256(stringToHex(name)).slice(-40)}`
export const hash = (name: string): Hex => keccak256(stringToHex(name))
export const ZERO: Hex = `0x${'0'.repeat(40)}`
export const ONE = 10n ** 18n

const [transferEvent] = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])
const tables = new Map(Object.entries(ocean.roles).map(([role, { events }]) => [role, createEventTable(events)]))

/** A log that is meant: of which contract, in which role, saying what. */
export type Line = { readonly of: Hex; readonly event: AbiEvent; readonly args: Record<string, unknown> }

export const says = (role: string, of: Hex, eventName: string, args: Record<string, unknown>): Line => {
  const event = ocean.roles[role]!.events.find(({ name }) => name === eventName)
  if (!event) throw new Error(`${role} has no event ${eventName}.`)
  return { of, event, args }
}

export const moves = (token: Hex, from: Hex, to: Hex, value: bigint): Line => ({
  of: token,
  event: transferEvent,
  args: { from, to, value },
})

const encode = ({ of, event, args }: Line, logIndex: number, transactionHash: Hex): Log => {
  const plain = event.inputs.filter((input) => !('indexed' in input && input.indexed))
  return {
    transactionHash,
    transactionIndex: 0,
    logIndex,
    address: of,
    topics: encodeEventTopics({ abi: [event], eventName: event.name, args }) as Hex[],
    data: encodeAbiParameters(
      plain,
      plain.map(({ name }) => args[name!]),
    ),
  }
}

/** A transaction read: what came of it, and what its tokens did. */
export type Told = {
  readonly hash: Hex
  readonly meanings: readonly Meaning[]
  /** Without what is only remembered. */
  readonly events: readonly DomainEvent[]
  /** Transfers across the market's border that neither a statement names nor a meaning claims. */
  readonly unexplained: readonly Transfer[]
}

/** A market that reads transactions one after the other, as the indexer does: it keeps what was announced and remembered. */
export const openMarket = (
  contracts: Readonly<Record<string, readonly Hex[]>>,
  decimals: ReadonlyMap<Hex, number>,
  /** What contracts answer with an address, by contract and selector. */
  addresses: ReadonlyMap<string, Hex> = new Map(),
) => {
  const roles = new Map(Object.entries(contracts).flatMap(([role, list]) => list.map((each) => [each, role] as const)))
  const memory = new Map<string, string>()
  const view = {
    roleOf: (of: Hex) => roles.get(of),
    recall: (key: string) => memory.get(key),
    task: () => undefined,
    answerBefore: () => null,
    answer: (of: Hex, data: Hex): Hex | null => {
      const named = addresses.get(`${of} ${data}`)
      if (named) return `0x${named.slice(2).padStart(64, '0')}`
      const known = decimals.get(of)
      return known === undefined ? null : `0x${known.toString(16).padStart(64, '0')}`
    },
  }
  const holds = (of: Hex): boolean => ocean.roles[roles.get(of) ?? '']?.holds ?? false

  const read = (logs: readonly Log[], timestamp: number): Told => {
    const decoded = new Map<Log, DecodedLog>()
    for (let grown = true; grown; ) {
      grown = false
      for (const log of logs) {
        const role = roles.get(log.address)
        if (role === undefined || decoded.has(log)) continue
        const event = eventOf(tables.get(role)!, log)
        const args = event?.decode(log)
        if (!event || !args) throw new Error(`Log ${log.logIndex} of a ${role} cannot be read.`)
        const reading = { log, role, eventName: event.name, args }
        decoded.set(log, reading)
        for (const contract of ocean.announces!(reading)) {
          if (roles.has(contract.address)) continue
          roles.set(contract.address, contract.role)
          grown = true
        }
      }
    }
    const transfers = logs
      .filter(isTransfer)
      .map(transferOf)
      .filter(({ from, to, token }) => (holds(from) || holds(to)) && !roles.has(token))
    const inOrder = [...decoded.values()].sort((a, b) => a.log.logIndex - b.log.logIndex)
    const meanings = ocean.translate({ timestamp, logs: inOrder, transfers }, view)
    const all = meanings.flatMap(({ events }) => events)
    for (const event of all) if (event.type === 'Remembered') memory.set(event.key, event.value)
    const explained = new Set(
      meanings.flatMap(({ events, claims = [] }) => [
        ...claims,
        ...events.flatMap((event) =>
          'money' in event && event.money.transferLog !== null ? [event.money.transferLog] : [],
        ),
      ]),
    )
    return {
      hash: logs[0]?.transactionHash ?? '0x',
      meanings,
      events: all.filter(({ type }) => type !== 'Remembered'),
      unexplained: transfers.filter(({ logIndex, from, to }) => holds(from) !== holds(to) && !explained.has(logIndex)),
    }
  }

  let count = 0
  return {
    read,
    /** A transaction of these logs, in this order. */
    tell: (...lines: readonly Line[]): Told => {
      count++
      const transactionHash = hash(`transaction ${count}`)
      return read(
        lines.map((line, i) => encode(line, i, transactionHash)),
        1_700_000_000 + count,
      )
    },
  }
}

export type Market = ReturnType<typeof openMarket>

// The cast of the tests.
export const factory = address('factory')
export const router = address('router')
export const exchange = address('exchange')
export const enterpriseExchange = address('enterprise exchange')
export const dispenser = address('dispenser')
export const escrow = address('escrow')
export const nft = address('nft')
export const datatoken = address('datatoken')
export const ocean18 = address('OCEAN')
export const dollar6 = address('USDC')
/** A token with more digits than a price can have. */
export const grains30 = address('GRAIN')
export const alice = address('alice')
export const carol = address('carol')
export const dave = address('dave')
export const opc = address('opc')
export const exchangeId = hash('exchange id')

export const newMarket = (addresses?: ReadonlyMap<string, Hex>): Market =>
  openMarket(
    {
      factory: [factory],
      router: [router],
      fixedRateExchange: [exchange, enterpriseExchange],
      dispenser: [dispenser],
      escrow: [escrow],
    },
    new Map([
      [ocean18, 18],
      [dollar6, 6],
      [grains30, 30],
    ]),
    addresses,
  )

export const nftCreated = (more: Record<string, unknown> = {}) =>
  says('factory', factory, 'NFTCreated', {
    newTokenAddress: nft,
    templateAddress: address('template'),
    tokenName: 'Birds',
    admin: alice,
    symbol: 'BRD',
    tokenURI: 'https://example.org/nft',
    transferable: true,
    creator: address('relay'),
    ...more,
  })

export const tokenCreated = (newTokenAddress = datatoken, creator = nft) =>
  says('factory', factory, 'TokenCreated', {
    newTokenAddress,
    templateAddress: address('template 20'),
    name: 'Bird token',
    symbol: 'BT',
    cap: 10n ** 30n,
    creator,
  })

export const exchangeCreated = ({
  of = exchange,
  baseToken = dollar6,
  fixedRate = 3n * ONE,
  id = exchangeId,
  sells = datatoken,
} = {}) => [
  says('fixedRateExchange', of, 'ExchangeCreated', {
    exchangeId: id,
    baseToken,
    datatoken: sells,
    exchangeOwner: alice,
    fixedRate,
  }),
  says('fixedRateExchange', of, 'ExchangeActivated', { exchangeId: id, exchangeOwner: alice }),
]

export const marketFeeSet = (newMarketCollector: Hex, of = exchange) =>
  says('fixedRateExchange', of, 'PublishMarketFeeChanged', {
    exchangeId,
    caller: router,
    newMarketCollector,
    swapFee: 1n,
  })

export type SwapTerms = {
  readonly of?: Hex
  readonly by: Hex
  readonly base: bigint
  readonly datatokens?: bigint
  readonly out?: Hex
  readonly market?: bigint
  readonly ocean?: bigint
  readonly consume?: bigint
}

export const swapped = ({
  of = exchange,
  by,
  base,
  datatokens = ONE,
  out = datatoken,
  market = 0n,
  ocean: fee = 0n,
  consume = 0n,
}: SwapTerms) =>
  says('fixedRateExchange', of, 'Swapped', {
    exchangeId,
    by,
    baseTokenSwappedAmount: base,
    datatokenSwappedAmount: datatokens,
    tokenOutAddress: out,
    marketFeeAmount: market,
    oceanFeeAmount: fee,
    consumeMarketFeeAmount: consume,
  })

export const orderStarted = (consumer: Hex, payer: Hex, of = datatoken) =>
  says('datatoken', of, 'OrderStarted', {
    consumer,
    payer,
    amount: ONE,
    serviceIndex: 0n,
    timestamp: 0n,
    publishMarketAddress: ZERO,
    blockNumber: 0n,
  })

export const orderReused = (orderTxId: Hex, caller: Hex, of = datatoken) =>
  says('datatoken', of, 'OrderReused', { orderTxId, caller, timestamp: 0n, number: 0n })

export const providerFee = (payee: Hex, token: Hex, amount: bigint, of = datatoken) =>
  says('datatoken', of, 'ProviderFee', {
    providerFeeAddress: payee,
    providerFeeToken: token,
    providerFeeAmount: amount,
    providerData: '0x',
    v: 27,
    r: hash('r'),
    s: hash('s'),
    validUntil: 0n,
  })

/** A market with one dataset, its datatoken, and an exchange for it. */
export const marketWithSale = (terms: Parameters<typeof exchangeCreated>[0] = {}): Market => {
  const market = newMarket()
  market.tell(
    nftCreated(),
    tokenCreated(),
    ...exchangeCreated(terms),
    marketFeeSet(address('publishing market'), terms.of),
  )
  return market
}

/** The events of one kind. */
export const only = <T extends DomainEvent['type']>({ events }: Told, type: T) =>
  events.filter((event): event is Extract<DomainEvent, { type: T }> => event.type === type)
