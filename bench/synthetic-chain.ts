import type { Hex } from 'viem'
import { blockHash, headerText, logText, transactionHash } from './block-json.ts'
import { createBloomMaker } from './bloom.ts'
import { createNumbers } from './grow.ts'
import { createSpool } from './spool.ts'
import type { MarketBlock, SyntheticMarket } from './synthetic-market.ts'

/** A finished chain, kept as the JSON that a node answers with. */
export type SyntheticChain = {
  readonly market: Hex
  readonly startBlock: number
  readonly head: number
  readonly logs: number
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
  close(): void
}

const NO_PARENT: Hex = `0x${'00'.repeat(32)}`
const SECONDS_BEFORE = 12

/** Reads a market's history once and keeps it in files, with places of blocks and logs in memory: some 50 bytes a log. */
export const buildChain = (market: SyntheticMarket, { logTimestamps }: { logTimestamps: boolean }): SyntheticChain => {
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

  const add = ({ number, timestamp, transactions }: MarketBlock) => {
    const items = new Set<Hex>()
    if (transactions.length > 0) items.add(market.address)
    for (const own of transactions) for (const { topics } of own) for (const topic of topics) items.add(topic)
    const parentHash = hashes.at(-1) ?? NO_PARENT
    const transactionHashes = transactions.map((_, index) => transactionHash(parentHash, number, index))
    const parts = { number, timestamp, parentHash, bloom: bloomOf(items), transactions: transactionHashes }
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

  for (const block of market.blocks()) {
    // Blocks from before the market, so that the chain begins at its genesis.
    while (hashes.length < block.number) {
      const number = hashes.length
      add({ number, timestamp: block.timestamp - (block.number - number) * SECONDS_BEFORE, transactions: [] })
    }
    add(block)
  }

  const [head, total] = [hashes.length - 1, logAt.length()]
  headerAt.push(headers.size())
  firstLog.push(total)
  logAt.push(logs.size())

  return {
    market: market.address,
    startBlock: market.startBlock,
    head,
    logs: total,
    topic0s,
    numberOf: (hash) => numbers.get(hash),
    hashOf: (number) => hashes[number]!,
    timestampOf: timestamps.at,
    parentOf: (number) => hashes[number - 1] ?? NO_PARENT,
    transactionsOf: transactionCounts.at,
    header: (number) => headers.read(headerAt.at(number), headerAt.at(number + 1)),
    logRange: (from, to) => [firstLog.at(from), firstLog.at(to + 1)],
    topic0Of: topic0Of.at,
    logText: (from, to) => logs.read(logAt.at(from), logAt.at(to)),
    close: () => {
      headers.close()
      logs.close()
    },
  }
}
