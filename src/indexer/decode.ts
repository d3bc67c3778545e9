import type { Block, Log } from '../domain/block.ts'
import type { DomainEvent } from '../domain/event.ts'
import type { Hex } from '../domain/hex.ts'
import { settle, type Transfer } from '../domain/settlement.ts'
import { isTransfer, transferOf } from '../protocols/erc20.ts'
import { type DecodedLog, eventOf } from '../protocols/protocol.ts'
import { eventTableOf, protocols } from '../protocols/registry.ts'

/** A market as decoding needs it. */
export type KnownMarket = { readonly address: Hex; readonly protocol: string; readonly marketId: number }

/** What a log means: events of one market, nothing, or something the index cannot read. */
export type LogMeaning = {
  readonly log: Log
  readonly meanings: { readonly marketId: number; readonly events: readonly DomainEvent[] }[]
  undecoded: 'UNKNOWN_EVENT' | 'MALFORMED' | null
}

const isUnexplained = (transfer: Transfer, market: Hex): boolean =>
  (transfer.from === market) !== (transfer.to === market)

/** Logs of one transaction, in order, through every market they concern. */
const decodeTransaction = (logs: readonly LogMeaning[], markets: ReadonlyMap<Hex, KnownMarket>): void => {
  const transfers: Transfer[] = []
  const concerned = new Map<Hex, { decoded: DecodedLog[]; of: LogMeaning[] }>()
  const concern = (address: Hex) => {
    const known = concerned.get(address) ?? { decoded: [], of: [] }
    concerned.set(address, known)
    return known
  }
  for (const meaning of logs) {
    const { log } = meaning
    if (isTransfer(log)) {
      const transfer = transferOf(log)
      transfers.push(transfer)
      for (const side of [transfer.from, transfer.to]) if (markets.has(side)) concern(side)
    }
    const market = markets.get(log.address)
    if (!market) continue
    const event = eventOf(eventTableOf(market.protocol), log)
    const args = event?.decode(log)
    if (!event) meaning.undecoded = 'UNKNOWN_EVENT'
    else if (!args) meaning.undecoded = 'MALFORMED'
    else {
      const { decoded, of } = concern(log.address)
      decoded.push({ log, eventName: event.name, args })
      of.push(meaning)
    }
  }
  for (const [address, { decoded, of }] of concerned) {
    const { marketId, protocol } = markets.get(address)!
    const perLog = protocols.get(protocol)!.translate(decoded)
    const own = transfers.filter((transfer) => transfer.from === address || transfer.to === address)
    const { events, unexplained } = settle(perLog.flat(), own)
    let from = 0
    perLog.forEach((ofLog, i) => {
      if (ofLog.length > 0) of[i]!.meanings.push({ marketId, events: events.slice(from, from + ofLog.length) })
      from += ofLog.length
    })
    for (const transfer of unexplained) {
      if (!isUnexplained(transfer, address)) continue
      const { token, amount, from: sender, to, logIndex } = transfer
      const money = { token, amount, from: sender, to, settlement: 'MATCHED', transferLog: logIndex } as const
      const meaning = logs.find(({ log }) => log.logIndex === logIndex)!
      meaning.meanings.push({ marketId, events: [{ type: 'TokensMoved', incoming: to === address, money }] })
    }
  }
}

/** What each log of a block means, in the order of the block. Pure: the same logs mean the same, always. */
export const decodeBlock = (block: Pick<Block, 'logs'>, markets: ReadonlyMap<Hex, KnownMarket>): LogMeaning[] => {
  const all = block.logs.map((log): LogMeaning => ({ log, meanings: [], undecoded: null }))
  for (let start = 0; start < all.length; ) {
    let end = start + 1
    while (end < all.length && all[end]!.log.transactionIndex === all[start]!.log.transactionIndex) end++
    decodeTransaction(all.slice(start, end), markets)
    start = end
  }
  return all
}
