import type { Hex } from 'viem'
import { blockHash, headerText, logText, transactionHash } from './block-json.ts'
import { createBloomMaker } from './bloom.ts'
import { createNumbers, type Numbers } from './grow.ts'
import { createSpool } from './spool.ts'
import type { MarketBlock, SyntheticMarket } from './synthetic-market.ts'

/** A chain, kept as the JSON that a node answers with. */
export type SyntheticChain = {
  readonly market: Hex
  readonly startBlock: number
  /** Number of the newest block; -1 before the first. */
  head(): number
  /** How many logs there are. */
  logs(): number
  numberOf(hash: Hex): number | undefined
  hashOf(number: number): Hex
  timestampOf(number: number): number
  parentOf(number: number): Hex
  transactionsOf(number: number): number
  /** A header's JSON up to its transactions, without a closing brace. */
  header(number: number): Buffer
  /** Numbers of the logs of these blocks: the first, and the one after the last. */
  logRange(from: number, to: number): readonly [from: number, to: number]
  /** Which event a log is: an index into `topic0s`. */
  topic0Of(log: number): number
  readonly topic0s: readonly Hex[]
  /** Logs from one number up to, not including, another, as JSON with a comma after each. */
  logText(from: number, to: number): Buffer
  /** The next block, on the branch with this number. Blocks before the first one are made up, so that the chain begins at its genesis. */
  add(block: MarketBlock, branch?: number): void
  /** Takes all blocks above this one away. */
  cut(ancestor: number): void
  close(): void
}

const NO_PARENT: Hex = `0x${'00'.repeat(32)}`
const SECONDS_BEFORE = 12

/** Keeps history in files, with places of blocks and logs in memory: some 50 bytes a log. */
export const createChain = (
  market: Pick<SyntheticMarket, 'address' | 'startBlock'>,
  { logTimestamps }: { logTimestamps: boolean },
): SyntheticChain => {
  const headers = createSpool()
  const logs = createSpool()
  const headerAt = createNumbers()
  const timestamps = createNumbers()
  const transactionCounts = createNumbers()
  /** The first log of each block. */
  const firstLog = createNumbers()
  const logAt = createNumbers()
  const topic0Of = createNumbers()
  const topic0s: Hex[] = []
  const hashes: Hex[] = []
  const numbers = new Map<Hex, number>()
  const bloomOf = createBloomMaker()

  const codeOf = (topic0: Hex): number => {
    const known = topic0s.indexOf(topic0)
    return known >= 0 ? known : topic0s.push(topic0) - 1
  }

  const append = ({ number, timestamp, transactions }: MarketBlock, branch: number) => {
    const items = new Set<Hex>()
    if (transactions.length > 0) items.add(market.address)
    for (const own of transactions) for (const { topics } of own) for (const topic of topics) items.add(topic)
    const parentHash = hashes.at(-1) ?? NO_PARENT
    const transactionHashes = transactions.map((_, index) => transactionHash(parentHash, number, index))
    const parts = { number, timestamp, parentHash, bloom: bloomOf(items), transactions: transactionHashes, branch }
    const own = blockHash(parts)
    hashes.push(own)
    numbers.set(own, number)
    timestamps.push(timestamp)
    transactionCounts.push(transactions.length)
    headerAt.push(headers.append(headerText(parts, own)))
    firstLog.push(logAt.length())
    let logIndex = 0
    transactions.forEach((encoded, transactionIndex) => {
      for (const each of encoded) {
        const place = {
          address: market.address,
          blockNumber: number,
          blockHash: own,
          timestamp: logTimestamps ? timestamp : null,
          transactionHash: transactionHashes[transactionIndex]!,
          transactionIndex,
          logIndex: logIndex++,
        }
        topic0Of.push(codeOf(each.topics[0]!))
        logAt.push(logs.append(`${logText(each, place)},`))
      }
    })
  }

  const endOf = (places: Numbers, index: number, end: number): number =>
    index < places.length() ? places.at(index) : end

  return {
    market: market.address,
    startBlock: market.startBlock,
    head: () => hashes.length - 1,
    logs: logAt.length,
    topic0s,
    numberOf: (hash) => numbers.get(hash),
    hashOf: (number) => hashes[number]!,
    timestampOf: timestamps.at,
    parentOf: (number) => hashes[number - 1] ?? NO_PARENT,
    transactionsOf: transactionCounts.at,
    header: (number) => headers.read(headerAt.at(number), endOf(headerAt, number + 1, headers.size())),
    logRange: (from, to) => [firstLog.at(from), endOf(firstLog, to + 1, logAt.length())],
    topic0Of: topic0Of.at,
    logText: (from, to) => logs.read(logAt.at(from), endOf(logAt, to, logs.size())),
    add: (block, branch = 0) => {
      while (hashes.length < block.number) {
        const number = hashes.length
        const timestamp = block.timestamp - (block.number - number) * SECONDS_BEFORE
        append({ number, timestamp, transactions: [] }, branch)
      }
      append(block, branch)
    },
    cut: (ancestor) => {
      const length = ancestor + 1
      if (length >= hashes.length) return
      const logsLeft = firstLog.at(length)
      if (logsLeft < logAt.length()) logs.cut(logAt.at(logsLeft))
      headers.cut(headerAt.at(length))
      for (const hash of hashes.splice(length)) numbers.delete(hash)
      for (const perBlock of [headerAt, timestamps, transactionCounts, firstLog]) perBlock.cut(length)
      for (const perLog of [logAt, topic0Of]) perLog.cut(logsLeft)
    },
    close: () => {
      headers.close()
      logs.close()
    },
  }
}
