import { createConfig } from 'ponder'
import type { Hex } from 'viem'
import { marketAbi } from './market-abi'

const database = process.env.BENCH_DATABASE!

// A folder is for PGlite, its default. Everything else is as it comes: polling, no limits and no block ranges of its own.
export default createConfig({
  database: database.startsWith('postgres')
    ? { kind: 'postgres', connectionString: database }
    : { kind: 'pglite', directory: database },
  chains: { market: { id: Number(process.env.BENCH_CHAIN_ID), rpc: process.env.BENCH_RPC! } },
  contracts: {
    DataMarket: {
      abi: marketAbi,
      chain: 'market',
      address: process.env.BENCH_MARKET as Hex,
      startBlock: Number(process.env.BENCH_START_BLOCK),
    },
  },
})
