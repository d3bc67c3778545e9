import type { LogFilter } from '../chain/rules.ts'
import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { TRANSFER_TOPIC } from '../protocols/erc20.ts'
import { type Contract, eventOf } from '../protocols/protocol.ts'
import { eventTableOf, holds, protocols, receives } from '../protocols/registry.ts'

/** A market as reading its logs needs it. */
export type KnownMarket = { readonly marketId: number; readonly address: Hex; readonly protocol: string }

/** A contract's part in one market. */
export type Part = { readonly market: KnownMarket; readonly role: string }

/**
 * Addresses that are, or once were, contracts of a chain's markets. It says what to ask nodes for, and a quick no for all other
 * addresses; it only grows. Which of them belong to which market when a transaction begins, the books say.
 */
export type Contracts = {
  of(address: Hex): readonly Part[]
  /** True when this part was not known. */
  add(address: Hex, part: Part): boolean
  /** What to ask nodes for: all that these contracts emit, and the token transfers out of and into those whose money matters. */
  filters(): readonly LogFilter[]
  /** What logs make wanted besides, by announcing further contracts. Remembers them. */
  discover(logs: readonly Log[]): readonly LogFilter[]
}

const NONE: readonly Part[] = []

export const createContracts = (known: Iterable<readonly [Hex, Part]>): Contracts => {
  const parts = new Map<Hex, Part[]>()

  const add = (address: Hex, part: Part): boolean => {
    const own = parts.get(address) ?? []
    if (own.some(({ market, role }) => market.marketId === part.market.marketId && role === part.role)) return false
    own.push(part)
    parts.set(address, own)
    return true
  }
  for (const [address, part] of known) add(address, part)

  const discover = (logs: readonly Log[]): readonly LogFilter[] => {
    const found: (readonly [Hex, readonly Part[]])[] = []
    let fresh = logs
    // What is announced may announce in its turn, in this log's own block.
    while (fresh.length > 0) {
      const before = found.length
      for (const log of fresh) {
        for (const { market, role } of parts.get(log.address) ?? NONE) {
          for (const contract of announcedBy(market.protocol, role, log)) {
            const part = { market, role: contract.role }
            if (add(contract.address, part)) found.push([contract.address, [part]])
          }
        }
      }
      const added = new Set(found.slice(before).map(([address]) => address))
      fresh = added.size === 0 ? [] : logs.filter((log) => added.has(log.address))
    }
    return filtersFor(found)
  }

  return { of: (address) => parts.get(address) ?? NONE, add, filters: () => filtersFor(parts), discover }
}

/** The contracts that a log announces, when it can be read. */
const announcedBy = (protocol: string, role: string, log: Log): readonly Contract[] => {
  const event = eventOf(eventTableOf(protocol, role), log)
  const args = event?.decode(log)
  return event && args ? protocols.get(protocol)!.announces({ log, role, eventName: event.name, args }) : []
}

const asTopic = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`

const filtersFor = (known: Iterable<readonly [Hex, readonly Part[]]>): readonly LogFilter[] => {
  const all = [...known]
  const topicsOf = (wanted: typeof holds) =>
    all
      .filter(([, own]) => own.some(({ market, role }) => wanted(market.protocol, role)))
      .map(([address]) => asTopic(address))
  const speaking = all.filter(([, own]) => own.some(({ market, role }) => !receives(market.protocol, role)))
  const holders = topicsOf(holds)
  const takers = [...holders, ...topicsOf(receives)]
  return [
    ...(speaking.length === 0 ? [] : [{ addresses: speaking.map(([address]) => address) }]),
    ...(holders.length === 0 ? [] : [{ topics: [[TRANSFER_TOPIC], holders] }]),
    ...(takers.length === 0 ? [] : [{ topics: [[TRANSFER_TOPIC], null, takers] }]),
  ]
}
