import type { LogFilter } from '../chain/rules.ts'
import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { TRANSFER_TOPIC } from '../protocols/erc20.ts'
import { type Contract, eventOf } from '../protocols/protocol.ts'
import { eventTableOf, grows, holds, protocols } from '../protocols/registry.ts'

/** A market as reading its logs needs it. */
export type KnownMarket = {
  readonly marketId: number
  readonly address: Hex
  readonly protocol: string
  /** What was before is not its own, even where another market's history is read from earlier on. */
  readonly startBlock: number
}

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
    const paid = new Set<Hex>()
    let fresh = logs
    // What is announced may announce in its turn, in this log's own block.
    while (fresh.length > 0) {
      const added = new Set<Hex>()
      for (const log of fresh) {
        for (const { market, role } of parts.get(log.address) ?? NONE) {
          const { contracts, payees } = said(market.protocol, role, log)
          for (const payee of payees) paid.add(payee)
          for (const contract of contracts) {
            const part = { market, role: contract.role }
            if (!add(contract.address, part)) continue
            found.push([contract.address, [part]])
            added.add(contract.address)
          }
        }
      }
      fresh = added.size === 0 ? [] : logs.filter((log) => added.has(log.address))
    }
    const filters = filtersFor(found)
    return paid.size === 0
      ? filters
      : [...filters, { topics: [[TRANSFER_TOPIC], null, [...paid].map(asTopic)], once: true }]
  }

  return { of: (address) => parts.get(address) ?? NONE, add, filters: () => filtersFor(parts), discover }
}

const NOTHING: { readonly contracts: readonly Contract[]; readonly payees: readonly Hex[] } = {
  contracts: [],
  payees: [],
}

/** The contracts that a log announces and the accounts it says were paid, when it can be read. */
const said = (protocol: string, role: string, log: Log) => {
  const known = protocols.get(protocol)
  if (!known || !grows(protocol)) return NOTHING
  const event = eventOf(eventTableOf(protocol, role), log)
  const args = event?.decode(log)
  if (!event || !args) return NOTHING
  const decoded = { log, role, eventName: event.name, args }
  return { contracts: known.announces?.(decoded) ?? [], payees: known.pays?.(decoded) ?? [] }
}

const asTopic = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`

const filtersFor = (known: Iterable<readonly [Hex, readonly Part[]]>): readonly LogFilter[] => {
  const all = [...known]
  if (all.length === 0) return []
  const addresses: LogFilter = { addresses: all.map(([address]) => address) }
  const holders = all
    .filter(([, own]) => own.some(({ market, role }) => holds(market.protocol, role)))
    .map(([address]) => asTopic(address))
  if (holders.length === 0) return [addresses]
  return [addresses, { topics: [[TRANSFER_TOPIC], holders] }, { topics: [[TRANSFER_TOPIC], null, holders] }]
}
