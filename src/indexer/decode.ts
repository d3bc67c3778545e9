import type { BlockRef, Log } from '../domain/block.ts'
import type { DomainEvent } from '../domain/event.ts'
import type { Hex } from '../domain/hex.ts'
import { settle, type Transfer } from '../domain/settlement.ts'
import { isTransfer, transferOf } from '../protocols/erc20.ts'
import { type Contract, type DecodedLog, eventOf, type Meaning } from '../protocols/protocol.ts'
import { eventTableOf, holds, protocols } from '../protocols/registry.ts'
import type { KnownMarket } from './contracts.ts'
import { type Lookups, viewOf } from './market-view.ts'

/** What a log means to the markets of its chain. */
export type LogMeaning = {
  readonly log: Log
  readonly meanings: { readonly marketId: number; readonly events: readonly DomainEvent[] }[]
  undecoded: 'UNKNOWN_EVENT' | 'MALFORMED' | null
}

/** What one transaction has to do with one market. */
type Survey = {
  readonly market: KnownMarket
  /** The role of a contract as of this transaction. */
  readonly roleOf: (address: Hex) => string | undefined
  readonly holding: (address: Hex) => boolean
  /** Accounts that its logs say were paid straight. */
  readonly payees: Set<Hex>
  /** Takes in a contract that the transaction announces; false when it is known. */
  readonly take: (log: Log, contract: Contract) => boolean
  readonly decoded: Map<Log, DecodedLog | 'UNKNOWN_EVENT' | 'MALFORMED'>
  readonly announced: { readonly log: Log; readonly contract: Contract }[]
  readonly transfers: Transfer[]
}

const read = (market: KnownMarket, role: string, log: Log): DecodedLog | 'UNKNOWN_EVENT' | 'MALFORMED' => {
  const event = eventOf(eventTableOf(market.protocol, role), log)
  if (!event) return 'UNKNOWN_EVENT'
  const args = event.decode(log)
  return args ? { log, role, eventName: event.name, args } : 'MALFORMED'
}

const createSurvey = (market: KnownMarket, { books, contracts }: Lookups): Survey => {
  const roles = new Map<Hex, string | undefined>()
  const announced: Survey['announced'] = []
  const roleOf = (address: Hex): string | undefined => {
    if (contracts.of(address).length === 0) return undefined
    if (!roles.has(address)) roles.set(address, books.find('contracts', address, market.marketId)?.role)
    return roles.get(address)
  }
  return {
    market,
    roleOf,
    holding: (address) => {
      const role = roleOf(address)
      return role !== undefined && holds(market.protocol, role)
    },
    payees: new Set(),
    take: (log, contract) => {
      const { address, role } = contract
      contracts.add(address, { market, role })
      if (roleOf(address) !== undefined) return false
      roles.set(address, role)
      announced.push({ log, contract })
      return true
    },
    decoded: new Map(),
    announced,
    transfers: [],
  }
}

/** Finds out, market by market, which logs come from contracts it knows, and which transfers move its money. */
const surveyTransaction = (logs: readonly Log[], block: number, lookups: Lookups): Survey[] => {
  const { contracts } = lookups
  /** Markets that an address may have to do with, of those that have begun. */
  const marketsOf = (address: Hex) =>
    contracts.of(address).flatMap(({ market }) => (market.startBlock <= block ? [market] : []))
  const surveys = new Map<number, Survey>()
  const surveyOf = (market: KnownMarket): Survey => {
    const survey = surveys.get(market.marketId) ?? createSurvey(market, lookups)
    surveys.set(market.marketId, survey)
    return survey
  }

  // A contract may be announced after its own first logs: what is announced is looked at again.
  for (let grown = true; grown; ) {
    grown = false
    for (const log of logs) {
      for (const market of marketsOf(log.address)) {
        const survey = surveyOf(market)
        const role = survey.roleOf(log.address)
        if (role === undefined || survey.decoded.has(log)) continue
        const reading = read(market, role, log)
        survey.decoded.set(log, reading)
        if (typeof reading === 'string') continue
        const protocol = protocols.get(market.protocol)!
        for (const payee of protocol.pays?.(reading) ?? []) survey.payees.add(payee)
        for (const contract of protocol.announces?.(reading) ?? []) if (survey.take(log, contract)) grown = true
      }
    }
  }

  for (const log of logs) {
    if (!isTransfer(log)) continue
    const transfer = transferOf(log)
    for (const market of [transfer.from, transfer.to].flatMap(marketsOf)) surveyOf(market)
    for (const survey of surveys.values()) {
      const held = survey.holding(transfer.from) || survey.holding(transfer.to)
      const shown = held || survey.payees.has(transfer.to)
      if (shown && survey.roleOf(transfer.token) === undefined) survey.transfers.push(transfer)
    }
  }
  return [...surveys.values()].sort((a, b) => a.market.marketId - b.market.marketId)
}

/** What the transfers of a market mean that no statement of its events took: tokens came or left, for no known reason. */
const unexplained = (survey: Survey, left: readonly Transfer[]): Meaning[] =>
  left.flatMap(({ token, amount, from, to, logIndex }) => {
    // Anybody may move nothing in anybody's name.
    if (amount === 0n || survey.holding(from) === survey.holding(to)) return []
    const money = {
      token,
      amount,
      from,
      to,
      settlement: 'MATCHED',
      transferLog: logIndex,
      confidence: 'DERIVED',
    } as const
    return [
      { logIndex, events: [{ type: 'TokensMoved', incoming: survey.holding(to), dataset: null, money } as const] },
    ]
  })

/** A market's meanings of a transaction, its statements of money held against the transfers beside them. */
const translate = (survey: Survey, block: BlockRef, lookups: Lookups): Meaning[] => {
  const { market, decoded, roleOf, transfers } = survey
  const logs = [...decoded.values()].filter((reading) => typeof reading !== 'string')
  logs.sort((a, b) => a.log.logIndex - b.log.logIndex)
  const view = viewOf(market.marketId, block, lookups, roleOf)
  const meanings = protocols.get(market.protocol)!.translate({ timestamp: block.timestamp, logs, transfers }, view)
  const events = meanings.flatMap((meaning) => meaning.events)
  const claimed = new Set([
    ...meanings.flatMap((meaning) => meaning.claims ?? []),
    ...events.flatMap((event) =>
      'money' in event && event.money.transferLog !== null ? [event.money.transferLog] : [],
    ),
  ])
  const settled = settle(
    events,
    transfers.filter(({ logIndex }) => !claimed.has(logIndex)),
  )
  const rest = settled.events[Symbol.iterator]()
  const whole = meanings.map(({ logIndex, events: own }) => ({
    logIndex,
    events: own.map(() => rest.next().value as DomainEvent),
  }))
  return [...whole, ...unexplained(survey, settled.unexplained)]
}

/** What the logs of one transaction mean, in order; logs that concern no market are left out. */
export const decodeTransaction = (logs: readonly Log[], block: BlockRef, lookups: Lookups): LogMeaning[] => {
  const surveys = surveyTransaction(logs, block.number, lookups)
  const all = new Map<number, LogMeaning>()
  const meaningOf = (log: Log): LogMeaning => {
    const known = all.get(log.logIndex)
    if (known) return known
    const meaning: LogMeaning = { log, meanings: [], undecoded: null }
    all.set(log.logIndex, meaning)
    return meaning
  }
  const readable = new Set<LogMeaning>()
  const byIndex = new Map(logs.map((log) => [log.logIndex, log]))
  for (const survey of surveys) {
    const { marketId } = survey.market
    for (const [log, reading] of survey.decoded) {
      const meaning = meaningOf(log)
      // What one market cannot read, another may.
      if (typeof reading !== 'string') readable.add(meaning)
      else meaning.undecoded ??= reading
    }
    for (const { logIndex } of survey.transfers) meaningOf(byIndex.get(logIndex)!)
    for (const { logIndex, events } of translate(survey, block, lookups))
      if (events.length > 0) meaningOf(byIndex.get(logIndex)!).meanings.push({ marketId, events })
    for (const { log, contract } of survey.announced)
      meaningOf(log).meanings.push({ marketId, events: [{ type: 'ContractAnnounced', ...contract }] })
  }
  for (const meaning of readable) meaning.undecoded = null
  return [...all.values()].sort((a, b) => a.log.logIndex - b.log.logIndex)
}
