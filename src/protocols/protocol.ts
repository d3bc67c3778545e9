import { type AbiEvent, toEventSelector } from 'viem'
import type { Log } from '../domain/block.ts'
import type { TaskStatus } from '../domain/codes.ts'
import type { DomainEvent } from '../domain/event.ts'
import type { Hex } from '../domain/hex.ts'
import type { Transfer } from '../domain/settlement.ts'
import { type Arguments, createEventDecoder, type EventDecoder } from './decode.ts'
import type { Witness } from './witness.ts'

/** What contracts of one kind can say, and whether the tokens they hold are the market's. */
export type Role = {
  readonly events: readonly AbiEvent[]
  /** Token transfers out of and into such a contract are followed and accounted for. */
  readonly holds: boolean
}

/** A contract of a market and its role there. */
export type Contract = { readonly address: Hex; readonly role: string }

/** A log whose contract, signature and number of topics are known, read by the ABI of the contract's role. */
export type DecodedLog = {
  readonly log: Log
  readonly role: string
  readonly eventName: string
  readonly args: Arguments
}

/** What one transaction shows of one market. */
export type MarketTransaction = {
  readonly timestamp: number
  /** Logs of the market's contracts, in order; also of contracts that this very transaction announces. */
  readonly logs: readonly DecodedLog[]
  /**
   * Transfers out of and into the market's holding contracts, and into accounts that `pays` names, in order; from one to the other is
   * listed once. Of any token that is no contract of this market itself: those give access, and are no money.
   */
  readonly transfers: readonly Transfer[]
}

/** What is known of a market when a transaction begins. */
export type MarketView = {
  /** The role of a contract of this market, those that this transaction announces included; undefined for everybody else's. */
  roleOf(address: Hex): string | undefined
  /** What was remembered under a key. */
  recall(key: string): string | undefined
  /** A task's reward token, state, and what is left of its money in that token. */
  task(key: string): { readonly token: Hex; readonly status: TaskStatus; readonly remaining: bigint } | undefined
  /**
   * What a contract answered to a read-only call as of the block that first asked it, recorded for good; null when it answers
   * nothing. For what never changes, or for how something was before the first event that changes it.
   */
  answer(address: Hex, data: Hex): Hex | null
  /** The same, as of the end of the block before; null also where no node knows any more. */
  answerBefore(address: Hex, data: Hex): Hex | null
}

/** What a log means, as events in the order of its parts. */
export type Meaning = {
  readonly logIndex: number
  readonly events: readonly DomainEvent[]
  /** Logs of further transfers that this explains, e.g. those that brought in what it passes on. */
  readonly claims?: readonly number[]
}

/** A family of market contracts: how its logs become domain events. Pure: it knows neither nodes nor databases. */
export type Protocol = {
  readonly name: string
  /** By name. */
  readonly roles: Readonly<Record<string, Role>>
  /** The role of the contract that a market's own address names. */
  readonly root: string
  /** Roles that a configuration may give contracts under `contracts`. */
  readonly configurable: readonly string[]
  /** Who is owed what, before it is paid, is on the chain; else what was ever owed is not known. */
  readonly showsDebts: boolean
  /** What its contracts can be asked of their own records, for an audit. */
  readonly witness?: Witness
  /** The contracts that a log makes part of the market. Emitters are known contracts; the result is trusted. */
  announces?(log: DecodedLog): readonly Contract[]
  /** Accounts that, by a log, were paid without a detour over a contract of the market: transfers to them beside it are shown. */
  pays?(log: DecodedLog): readonly Hex[]
  /**
   * What one transaction means. Each meaning names a log or a transfer of it; logs without a meaning need none. Money that the
   * protocol has matched with a transfer itself says so (MATCHED and its log); what it left UNMATCHED is compared with the
   * transfers that are left, and what no statement takes becomes TokensMoved.
   */
  translate(transaction: MarketTransaction, view: MarketView): readonly Meaning[]
}

/** Events by signature and number of topics, never by name: one signature may have been emitted with other indexed arguments. */
export type EventTable = ReadonlyMap<string, { readonly name: string; readonly decode: EventDecoder }>

const lookupKey = (topic0: Hex | undefined, topicCount: number): string => `${topic0}/${topicCount}`

export const createEventTable = (events: readonly AbiEvent[]): EventTable =>
  new Map(
    events.map((event) => [
      lookupKey(toEventSelector(event), 1 + event.inputs.filter((input) => input.indexed).length),
      { name: event.name, decode: createEventDecoder(event) },
    ]),
  )

/** The event a log is of; undefined when the table has no such signature with so many topics. */
export const eventOf = (table: EventTable, log: Pick<Log, 'topics'>) =>
  table.get(lookupKey(log.topics[0], log.topics.length))
