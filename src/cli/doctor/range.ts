import { toQuantity } from '../../chain/quantity.ts'
import type { MarketConfig } from '../../config/config.ts'
import { DaybookError } from '../../errors.ts'
import { formatCount } from '../duration.ts'
import type { Tell } from './exam.ts'
import type { Probe } from './probe.ts'

/** Doubling from here finds any usual limit in few requests. */
const BLOCKS_MIN = 125
/** The indexer never asks for more at once, so that more need not be known. */
const BLOCKS_MAX = 64_000
/** Providers refuse longer lists of addresses; so many show the range's limit as well. */
const ADDRESSES_MAX = 50

export type RangeFound = {
  /** Widest range that was answered. */
  blocks: number
  ms: number
  /** How many of these blocks hold logs of the markets. */
  eventBlocks: number
  /** A log of the markets, when one came by. */
  sample: Readonly<Record<string, unknown>> | null
}

type RangeAsked = { head: number; markets: readonly MarketConfig[]; signal: AbortSignal }

/** Finds how many blocks one eth_getLogs may cover, by doubling until the node refuses or there are no more blocks. */
export const probeRange = async (
  probe: Probe,
  { head, markets, signal }: RangeAsked,
  tell: Tell,
): Promise<RangeFound> => {
  const address = markets.slice(0, ADDRESSES_MAX).map((market) => market.address)
  const found: RangeFound = { blocks: 0, ms: 0, eventBlocks: 0, sample: null }
  let refusal: string | null = null
  for (let blocks = BLOCKS_MIN; refusal === null && !signal.aborted; blocks *= 2) {
    const size = Math.min(blocks, BLOCKS_MAX, head + 1)
    if (size <= found.blocks) break
    const asked = await askLogs(probe, { fromBlock: head - size + 1, toBlock: head, address })
    if ('refusal' in asked) refusal = asked.refusal
    else {
      found.blocks = size
      found.ms = asked.ms
      found.eventBlocks = asked.eventBlocks
      found.sample ??= asked.sample
    }
  }
  if (refusal === null) tell('eth_getLogs range', 'ok', `at least ${formatCount(found.blocks)} blocks`)
  else if (found.blocks > 0) {
    tell('eth_getLogs range', 'ok', `${formatCount(found.blocks)} blocks; more is refused: ${refusal}`)
  } else {
    const size = formatCount(Math.min(BLOCKS_MIN, head + 1))
    tell(
      'eth_getLogs range',
      'change',
      `${size} blocks are refused: ${refusal}`,
      'Use a node that allows wider ranges.',
    )
  }
  return { ...found, blocks: Math.max(1, found.blocks) }
}

type LogsAsked = { fromBlock: number; toBlock: number; address: readonly string[] }
type LogsAnswer = { ms: number; eventBlocks: number; sample: RangeFound['sample'] } | { refusal: string }

/** A node that breaks off at a wide range refuses it in its own way. */
const askLogs = async (probe: Probe, { fromBlock, toBlock, address }: LogsAsked): Promise<LogsAnswer> => {
  const filter = {
    fromBlock: toQuantity(fromBlock),
    toBlock: toQuantity(toBlock),
    ...(address.length > 0 ? { address } : {}),
  }
  try {
    const { answer, ms } = await probe.ask('eth_getLogs', [filter])
    if ('error' in answer) return { refusal: answer.error.message }
    if (!Array.isArray(answer.result)) return { refusal: 'the answer is no list of logs' }
    const logs = answer.result as readonly { readonly blockNumber?: unknown }[]
    const eventBlocks = new Set(logs.map(({ blockNumber }) => blockNumber)).size
    return { ms, eventBlocks, sample: answer.result.at(-1) ?? null }
  } catch (error) {
    if (error instanceof DaybookError) return { refusal: error.message }
    throw error
  }
}
