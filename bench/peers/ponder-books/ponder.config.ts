import { createConfig } from 'ponder'
import type { Hex } from 'viem'
import { marketAbi } from './market-abi'

// Everything else is as it comes: PGlite, polling, no limits and no block ranges of its own.
export default createConfig({
  database: { kind: 'pglite', directory: process.env.BENCH_DATABASE! },
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
