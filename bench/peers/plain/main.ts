import { parseArgs } from 'node:util'
import { createPublicClient, type Hex, http } from 'viem'
import { marketAbi } from '../market-abi.ts'
import { openBooks } from './books.ts'

// What somebody writes in an hour to have the six events in SQLite, with nothing but viem and better-sqlite3: no reorganisations,
// no restarts in the middle, no checks of what the node says.
//
//     node main.ts --rpc URL --market 0x… --from BLOCK --database FILE

const { values } = parseArgs({
  options: {
    rpc: { type: 'string', default: 'http://127.0.0.1:8545' },
    market: { type: 'string', default: '' },
    from: { type: 'string', default: '0' },
    database: { type: 'string', default: 'plain.db' },
  },
})

/** What every node allows, and keeps an answer of a busy market below the 10 MB that viem takes. */
const RANGE_BLOCKS = 500n

const client = createPublicClient({ transport: http(values.rpc) })
const books = openBooks(values.database)
const head = await client.getBlockNumber()

const timestampsOf = async (logs: readonly { blockNumber: bigint; blockTimestamp?: bigint | undefined }[]) => {
  const known = new Map<bigint, bigint>()
  const missing = new Set<bigint>()
  for (const { blockNumber, blockTimestamp } of logs) {
    if (blockTimestamp === undefined) missing.add(blockNumber)
    else known.set(blockNumber, blockTimestamp)
  }
  const blocks = await Promise.all([...missing].map((blockNumber) => client.getBlock({ blockNumber })))
  for (const { number, timestamp } of blocks) known.set(number, timestamp)
  return known
}

for (let fromBlock = BigInt(values.from); fromBlock <= head; fromBlock += RANGE_BLOCKS) {
  const toBlock = fromBlock + RANGE_BLOCKS - 1n < head ? fromBlock + RANGE_BLOCKS - 1n : head
  const logs = await client.getLogs({
    address: values.market as Hex,
    events: marketAbi,
    fromBlock,
    toBlock,
    strict: true,
  })
  const timestamps = await timestampsOf(logs)
  books.transaction(() => {
    for (const log of logs) {
      const { blockNumber, logIndex } = log
      books.write(log, { blockNumber, logIndex, timestamp: timestamps.get(blockNumber)! })
    }
  })
}
books.close()
