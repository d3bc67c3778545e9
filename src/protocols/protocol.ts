import { type AbiEvent, toEventSelector } from 'viem'
import type { Log } from '../domain/block.ts'
import type { DomainEvent } from '../domain/event.ts'
import type { Hex } from '../domain/hex.ts'
import { type Arguments, createEventDecoder, type EventDecoder } from './decode.ts'

/** A log whose contract, signature and number of topics are known, read by its ABI. */
export type DecodedLog = { readonly log: Log; readonly eventName: string; readonly args: Arguments }

/** A family of market contracts: how its logs become domain events. Pure: it knows neither nodes nor databases. */
export type Protocol = {
  readonly name: string
  readonly events: readonly AbiEvent[]
  /** What one transaction's logs of one market mean, log by log: the result has one entry per log, in the same order. */
  translate(logs: readonly DecodedLog[]): readonly (readonly DomainEvent[])[]
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
