import type { Log } from '../domain/block.ts'
import { dataMarket } from './datamarket/translate.ts'
import type { Arguments } from './decode.ts'
import { erc20Events } from './erc20.ts'
import { createEventTable, type EventTable, eventOf, type Protocol } from './protocol.ts'

/** Every protocol Daybook speaks, by name. */
export const protocols: ReadonlyMap<string, Protocol> = new Map(
  [dataMarket].map((protocol) => [protocol.name, protocol]),
)

const tables: ReadonlyMap<string, EventTable> = new Map(
  [...protocols.values()].map((protocol) => [protocol.name, createEventTable(protocol.events)]),
)
const transferTable = createEventTable(erc20Events)

/** The events of a protocol, for decoding. */
export const eventTableOf = (protocol: string): EventTable => tables.get(protocol) ?? new Map()

/** Name and arguments of a log, for showing: by its market's protocol, else as a token transfer; undefined when neither knows it. */
export const describeLog = (
  protocol: string | undefined,
  log: Pick<Log, 'topics' | 'data'>,
): { eventName: string; arguments: Arguments } | undefined => {
  const event = (protocol && eventOf(eventTableOf(protocol), log)) || eventOf(transferTable, log)
  const args = event?.decode(log)
  return event && args ? { eventName: event.name, arguments: args } : undefined
}
