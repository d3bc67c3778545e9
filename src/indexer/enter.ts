import type { Block, Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { packId } from '../store/ids.ts'
import { packBody } from '../store/log-body.ts'
import type { Books } from './books.ts'
import { decodeBlock, type KnownMarket } from './decode.ts'
import type { At } from './fold/at.ts'
import { fold } from './fold/fold.ts'

/** A log's row and that of its transaction. */
export type Place = { readonly logId: number; readonly transactionId: number }

/** Writes a block's logs down as they are; says where each went. */
export const recordLogs = (books: Books, block: Block): Place[] => {
  const places: Place[] = []
  let transactionId = 0
  let index = -1
  for (const log of block.logs) {
    if (log.transactionIndex !== index) {
      index = log.transactionIndex
      const blockId = packId(books.slot, block.number)
      transactionId = books.add('transactions', { blockId, txIndex: index, hash: log.transactionHash }).id
    }
    places.push({ transactionId, logId: books.add('logs', { transactionId, ...rowOf(books, log) }).id })
  }
  return places
}

const rowOf = (books: Books, { address, topics, data, logIndex }: Log) => {
  const [topic0, topicCount] = [topics[0] ?? '0x', topics.length] as const
  const emitter =
    books.find('emitters', address, topic0, topicCount) ?? books.add('emitters', { address, topic0, topicCount })
  return { logIndex, emitterId: emitter.id, body: packBody(topics, data) }
}

/** Folds a block whose logs are written down at `places`. */
export const enterBlock = (
  books: Books,
  block: Pick<Block, 'number' | 'timestamp' | 'logs'>,
  places: readonly Place[],
  markets: ReadonlyMap<Hex, KnownMarket>,
): void => {
  const ids = new Map(block.logs.map((log, i) => [log.logIndex, places[i]!.logId]))
  const logIdOf = (logIndex: number) => ids.get(logIndex) ?? null
  let records = new Map<number, number>()
  let transaction = 0
  decodeBlock(block, markets).forEach(({ log, meanings, undecoded }, i) => {
    const { logId, transactionId } = places[i]!
    if (transactionId !== transaction) {
      transaction = transactionId
      records = new Map()
    }
    if (undecoded) books.add('undecoded', { logId, reason: undecoded })
    for (const { marketId, events } of meanings) {
      events.forEach((event, part) => {
        const at: At = {
          block: block.number,
          timestamp: block.timestamp,
          logId,
          logIndex: log.logIndex,
          part,
          marketId,
          transactionId,
          logIdOf,
          records,
        }
        fold(books, event, at)
      })
    }
  })
}
