import type { Log } from '../domain/block.ts'
import { dataMarket } from './datamarket/translate.ts'
import type { Arguments } from './decode.ts'
import { erc20Events } from './erc20.ts'
import { human } from './human/translate.ts'
import { ocean } from './ocean/translate.ts'
import { createEventTable, type EventTable, eventOf, type Protocol } from './protocol.ts'
import type { Witness } from './witness.ts'

/** Every protocol Daybook speaks, by name. */
export const protocols: ReadonlyMap<string, Protocol> = new Map(
  [dataMarket, human, ocean].map((protocol) => [protocol.name, protocol]),
)

const tables: ReadonlyMap<string, EventTable> = new Map(
  [...protocols.values()].flatMap(({ name, roles }) =>
    Object.entries(roles).map(([role, { events }]) => [`${name}/${role}`, createEventTable(events)] as const),
  ),
)
const nothing: EventTable = new Map()
const transferTable = createEventTable(erc20Events)

/** The events that a contract of a protocol emits in its role, for decoding. */
export const eventTableOf = (protocol: string, role: string): EventTable => tables.get(`${protocol}/${role}`) ?? nothing

/** A contract of a market, as far as reading its logs goes. */
export type Emitter = { readonly protocol: string; readonly role: string }

/** Name and arguments of a log, for showing: as its contract's role says, else as a token transfer; undefined when neither knows it. */
export const describeLog = (
  emitters: readonly Emitter[],
  log: Pick<Log, 'topics' | 'data'>,
): { eventName: string; arguments: Arguments } | undefined => {
  for (const table of [...emitters.map(({ protocol, role }) => eventTableOf(protocol, role)), transferTable]) {
    const event = eventOf(table, log)
    const args = event?.decode(log)
    if (event && args) return { eventName: event.name, arguments: args }
  }
  return undefined
}

/** The role of the contract that a market's own address names, and those that a configuration may give. */
export const rolesOf = (protocol: string): { root: string; configurable: readonly string[] } => {
  const known = protocols.get(protocol)
  return known ? { root: known.root, configurable: known.configurable } : { root: 'market', configurable: [] }
}

/** Whether a protocol's chain shows what is owed before it is paid. */
export const showsDebts = (protocol: string): boolean => protocols.get(protocol)?.showsDebts ?? true

/** What a protocol's contracts can be asked of their own records; undefined where they cannot. */
export const witnessOf = (protocol: string): Witness | undefined => protocols.get(protocol)?.witness

/** Whether tokens that a contract of this role holds are the market's. */
export const holds = (protocol: string, role: string): boolean => protocols.get(protocol)?.roles[role]?.holds ?? false

/** Whether a protocol's logs make further logs wanted. */
export const grows = (protocol: string): boolean => {
  const known = protocols.get(protocol)
  return known?.announces !== undefined || known?.pays !== undefined
}
