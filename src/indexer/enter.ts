import type { BlockRef, Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { numberOf, packId } from '../store/ids.ts'
import { packBody } from '../store/log-body.ts'
import type { Books } from './books.ts'
import { decodeTransaction, type LogMeaning } from './decode.ts'
import type { At } from './fold/at.ts'
import { fold } from './fold/fold.ts'
import type { Lookups } from './market-view.ts'

/** A log's row and that of its transaction, and the log as it is packed. */
export type Place = { readonly logId: number; readonly transactionId: number; readonly body: Buffer }

type EnteredBlock = BlockRef & { readonly logs: readonly Log[] }

/** Writes one transaction's logs down as they are; says where each went. */
export const recordLogs = (books: Books, block: number, logs: readonly Log[]): ReadonlyMap<number, Place> => {
  const [first] = logs
  if (!first) return new Map()
  const { transactionIndex: txIndex, transactionHash: hash } = first
  const transactionId = books.add('transactions', { blockId: packId(books.slot, block), txIndex, hash }).id
  const places = new Map<number, Place>()
  for (const log of logs) {
    const { id: logId, body } = books.add('logs', rowOf(books, log))
    places.set(log.logIndex, { transactionId, logId, body })
  }
  return places
}

const rowOf = (books: Books, { address, topics, data, logIndex }: Log) => {
  const [topic0, topicCount] = [topics[0] ?? '0x', topics.length] as const
  const emitter =
    books.find('emitters', address, topic0, topicCount) ?? books.add('emitters', { address, topic0, topicCount })
  const numberOfAddress = (address: Hex) =>
    numberOf((books.find('addresses', address) ?? books.add('addresses', { address })).id)
  return { logIndex, emitterId: emitter.id, body: packBody(topics, data, numberOfAddress) }
}

/**
 * Enters a block, transaction by transaction: what concerns a market is written down by `record` and folded; the rest, which came
 * along because it was asked for too early, is dropped. Returns how many logs were entered.
 */
export const enterBlock = (
  block: EnteredBlock,
  lookups: Lookups,
  record: (logs: readonly Log[]) => ReadonlyMap<number, Place>,
): number => {
  let entered = 0
  for (const logs of byTransaction(block.logs)) {
    const meanings = decodeTransaction(logs, block, lookups)
    const places = record(meanings.map(({ log }) => log))
    foldTransaction(lookups.books, block, meanings, places)
    entered += meanings.length
  }
  return entered
}

const byTransaction = (logs: readonly Log[]): Log[][] => {
  const groups: Log[][] = []
  for (const log of logs) {
    const last = groups.at(-1)
    if (last?.at(-1)?.transactionIndex === log.transactionIndex) last.push(log)
    else groups.push([log])
  }
  return groups
}

const foldTransaction = (
  books: Books,
  block: EnteredBlock,
  meanings: readonly LogMeaning[],
  places: ReadonlyMap<number, Place>,
) => {
  const logIdOf = (logIndex: number) => places.get(logIndex)?.logId ?? null
  const records = new Map<number, number>()
  for (const { log, meanings: own, undecoded } of meanings) {
    const { logId, transactionId, body } = places.get(log.logIndex)!
    if (undecoded) books.add('undecoded', { logId, reason: undecoded })
    // Parts are numbered over all markets that a log means something to, so that no two records share a place.
    let part = 0
    for (const { marketId, events } of own) {
      for (const event of events) {
        const at: At = {
          block: block.number,
          timestamp: block.timestamp,
          logId,
          logIndex: log.logIndex,
          part: part++,
          marketId,
          transactionId,
          body,
          logIdOf,
          records,
        }
        fold(books, event, at)
      }
    }
  }
}
