import { createConfig } from 'ponder'
import type { Hex } from 'viem'
import { marketAbi } from '../market-abi'

const { PEER_DATABASE, PEER_RPC, PEER_CHAIN_ID, PEER_MARKET, PEER_START_BLOCK } = process.env as Record<string, string>

/**
 * The market of a history, from a node, as the environment names them. A database that is a folder is for PGlite, its default. All else is
 * as it comes: polling, no limits and no block ranges of its own.
 */
export const marketConfig = () =>
  createConfig({
    database: PEER_DATABASE!.startsWith('postgres')
      ? { kind: 'postgres', connectionString: PEER_DATABASE! }
      : { kind: 'pglite', directory: PEER_DATABASE! },
    chains: { market: { id: Number(PEER_CHAIN_ID), rpc: PEER_RPC! } },
    contracts: {
      DataMarket: {
        abi: marketAbi,
        chain: 'market',
        address: PEER_MARKET as Hex,
        startBlock: Number(PEER_START_BLOCK),
      },
    },
  })
