import type { Header } from '../../chain/header.ts'
import type { ChainConfig, MarketConfig } from '../../config/config.ts'
import type { Context } from '../context.ts'
import type { Finding } from './finding.ts'

/** What was learnt of a node, for estimates. */
export type NodeFacts = {
  head: Header
  rangeBlocks: number
  logsMs: number
  batchSize: number
  batchMs: number
  /** Share of blocks whose bloom leaves a doubt, so that they are asked about again. */
  doubtShare: number
  /** Share of the last blocks that hold logs of the markets. */
  eventShare: number
  /** What the receipts of one block take; null where they cannot be had at once. */
  receiptsMs: number | null
}

export type NodeExam = { chain: ChainConfig; markets: readonly MarketConfig[]; context: Context }

/** Adds a finding about the node at hand. */
export type Tell = (check: string, state: Finding['state'], found: string, advice?: string | null) => void
