import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { matchesAny, type PreparedFilter } from './filter.ts'
import { parseHex, parseQuantity } from './quantity.ts'

/** A log with the block that the node says it is in. */
export type PlacedLog = {
  readonly blockNumber: number
  readonly blockHash: Hex
  /** Told by newer nodes only. */
  readonly blockTimestamp: number | null
  readonly log: Log
}

/** About as many bytes as these logs take as JSON. */
export const bytesOf = (placed: readonly PlacedLog[]): number =>
  placed.reduce((sum, { log: { topics, data } }) => sum + 480 + 69 * topics.length + data.length, 0)

/** What was asked, to hold the answer against. */
export type LogsAsked = {
  readonly from: number
  readonly to: number
  /** When logs were asked by block hash. */
  readonly blockHash?: Hex
  readonly filters: readonly PreparedFilter[]
  readonly node: string
}

/**
 * The logs of one eth_getLogs answer, each checked to be whole and asked for. Logs marked `removed` belong to no chain any
 * more and are dropped; anything else out of place makes the whole answer RPC_NONSENSE.
 */
export const parseLogs = (value: unknown, asked: LogsAsked): readonly PlacedLog[] => {
  const wrong = (what: string) =>
    new DaybookError('RPC_NONSENSE', `${asked.node} answered logs of ${asked.from} to ${asked.to} with ${what}`, {
      details: { node: asked.node, from: asked.from, to: asked.to, what },
    })
  if (!Array.isArray(value)) throw wrong(value === null ? 'null' : 'something that is no list')
  const placed: PlacedLog[] = []
  for (const item of value as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) throw wrong('an item that is no log')
    if ((item as { removed?: unknown }).removed === true) continue
    const log = parseLog(item as Record<string, unknown>, placed.at(-1))
    if (typeof log === 'string') throw wrong(log)
    if (log.blockNumber < asked.from || log.blockNumber > asked.to) throw wrong(`one of block ${log.blockNumber}`)
    if (asked.blockHash !== undefined && log.blockHash !== asked.blockHash) throw wrong(`one of block ${log.blockHash}`)
    if (!matchesAny(asked.filters, log.log)) throw wrong('one that was not asked for')
    placed.push(log)
  }
  return placed
}

/** Bytes as hex, which are often those of the log before: then they are known to be in order, and their text is held once. */
const parseAgain = (value: unknown, known: Hex | undefined, bytes: number): Hex | null =>
  known !== undefined && value === known ? known : parseHex(value, bytes)

/** One log, or what is wrong with it; `before` is a log of the same answer. */
export const parseLog = (item: Record<string, unknown>, before?: PlacedLog): PlacedLog | string => {
  const blockNumber = parseQuantity(item.blockNumber)
  const blockHash = parseAgain(item.blockHash, before?.blockHash, 32)
  const transactionHash = parseAgain(item.transactionHash, before?.log.transactionHash, 32)
  const transactionIndex = parseQuantity(item.transactionIndex)
  const logIndex = parseQuantity(item.logIndex)
  const address = parseAgain(item.address, before?.log.address, 20)
  const data = parseHex(item.data)
  if (blockNumber === null || blockHash === null) return 'a log without its block'
  if (transactionHash === null || transactionIndex === null) return 'a log without its transaction'
  if (logIndex === null) return 'a log without its index'
  if (address === null || data === null) return 'a log without address or data'
  if (!Array.isArray(item.topics) || item.topics.length > 4) return 'a log without a list of 0 to 4 topics'
  const topics: Hex[] = []
  for (let at = 0; at < item.topics.length; at += 1) {
    const topic = parseAgain(item.topics[at], before?.log.topics[at], 32)
    if (topic === null) return 'a topic that is not 32 bytes'
    topics.push(topic)
  }
  const told = item.blockTimestamp
  const blockTimestamp = told === undefined || told === null ? null : parseQuantity(told)
  if (told !== undefined && told !== null && blockTimestamp === null) return 'a log with a timestamp that is no number'
  return {
    blockNumber,
    blockHash,
    blockTimestamp,
    log: { transactionHash, transactionIndex, logIndex, address, topics, data },
  }
}

/** Logs in chain order, each once. Two different logs with one (block hash, log index) cannot both be true: RPC_NONSENSE. */
export const mergeLogs = (placed: readonly PlacedLog[], node: string): readonly PlacedLog[] => {
  const sorted = [...placed].sort(inChainOrder)
  const seen = new Map<string, PlacedLog>()
  const merged: PlacedLog[] = []
  for (const each of sorted) {
    const id = `${each.blockHash}:${each.log.logIndex}`
    const other = seen.get(id)
    if (other === undefined) {
      seen.set(id, each)
      merged.push(each)
    } else if (!isSameLog(each.log, other.log)) {
      const message = `${node} answered two different logs with index ${each.log.logIndex} of block ${each.blockNumber}`
      throw new DaybookError('RPC_NONSENSE', message, { details: { node, block: each.blockNumber } })
    }
  }
  return merged
}

export const isSameLog = (a: Log, b: Log): boolean =>
  a.logIndex === b.logIndex &&
  a.transactionHash === b.transactionHash &&
  a.transactionIndex === b.transactionIndex &&
  a.address === b.address &&
  a.data === b.data &&
  a.topics.length === b.topics.length &&
  a.topics.every((topic, index) => topic === b.topics[index])

const inChainOrder = (a: PlacedLog, b: PlacedLog): number =>
  a.blockNumber - b.blockNumber || a.log.transactionIndex - b.log.transactionIndex || a.log.logIndex - b.log.logIndex
