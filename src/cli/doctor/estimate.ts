import type { ChainConfig } from '../../config/config.ts'
import { type CompletenessRule, ruleToText } from '../../domain/completeness.ts'
import type { NodeFacts } from './exam.ts'
import type { Estimate } from './finding.ts'

/** As in chain/source.ts. */
const RANGE_BLOCKS_MAX = 2_000
const RANGE_BLOCKS_SAMPLED_MAX = 20_000
const CONCURRENCY = 8
/** As in chain/prove.ts. */
const RECEIPTS_AT_ONCE = 50
/** Answers full of logs take longer than those of the probe, and nodes slow down under load. */
const SLACK = 1.5
/** What hashing a header takes here, which no concurrency shortens. */
const HASH_MS = 0.05
/** A share that is shown where none is chosen. */
const SAMPLE = 0.02

/** What reading the chain from its start costs under each choice of completeness, at the speed measured just now. */
export const estimatesOf = (chain: ChainConfig, startBlock: number, facts: NodeFacts): Estimate[] => {
  const chosen = chain.completeness
  const sampled = typeof chosen === 'object' ? chosen : { sample: SAMPLE }
  const blocks = Math.max(0, facts.head.number - startBlock + 1)
  return (['linked', 'bloom', 'receipts', sampled] as const).map((completeness) => ({
    chainId: chain.id,
    completeness,
    isChosen: ruleToText(chosen) === ruleToText(completeness),
    blocks,
    ...costOf(completeness, chain, blocks, facts),
  }))
}

/** JSON-RPC calls of each kind. */
type Calls = { readonly logs: number; readonly headers: number; readonly doubts: number; readonly receipts: number }

const callsOf = (rule: CompletenessRule, ranges: number, blocks: number, facts: NodeFacts): Calls => {
  const doubts = Math.ceil(blocks * facts.doubtShare)
  const events = Math.ceil(blocks * facts.eventShare)
  if (typeof rule === 'object') {
    const read = Math.ceil(blocks * rule.sample)
    const receipts = Math.min(blocks, events + Math.ceil(read * facts.doubtShare))
    return { logs: ranges, headers: Math.min(blocks, 3 * ranges + events + read), doubts: 0, receipts }
  }
  // The last header of each range is asked again beside its logs where no bloom is looked at.
  if (rule === 'linked') return { logs: ranges, headers: blocks + ranges, doubts: 0, receipts: 0 }
  if (rule === 'bloom') return { logs: ranges, headers: blocks, doubts, receipts: 0 }
  return { logs: ranges, headers: blocks, doubts: 0, receipts: Math.max(doubts, events) }
}

const costOf = (rule: CompletenessRule, chain: ChainConfig, blocks: number, facts: NodeFacts) => {
  const widest = chain.rangeBlocksMax ?? (typeof rule === 'object' ? RANGE_BLOCKS_SAMPLED_MAX : RANGE_BLOCKS_MAX)
  const ranges = Math.ceil(blocks / Math.min(facts.rangeBlocks, widest))
  const { logs, headers, doubts, receipts } = callsOf(rule, ranges, blocks, facts)
  const batches = Math.ceil((headers + doubts) / facts.batchSize)
  const receiptsTrips = Math.ceil(receipts / Math.min(RECEIPTS_AT_ONCE, facts.batchSize))
  // Receipts weigh so much that a batch of them takes about as long as one after the other.
  const receiptsMs = receipts * (facts.receiptsMs ?? facts.batchMs)
  const ms = (batches * facts.batchMs + logs * facts.logsMs + receiptsMs) / (chain.concurrency ?? CONCURRENCY)
  const hashMs = rule === 'linked' || rule === 'bloom' ? 0 : headers * HASH_MS
  return {
    requests: logs + headers + doubts + receipts,
    roundTrips: logs + batches + receiptsTrips,
    seconds: Math.ceil((ms * SLACK + hashMs) / 1_000),
  }
}
