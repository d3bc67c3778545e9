import type { ChainConfig } from '../../config/config.ts'
import type { NodeFacts } from './exam.ts'
import type { Estimate } from './finding.ts'

/** As in chain/source.ts. */
const RANGE_BLOCKS_MAX = 2_000
const CONCURRENCY = 8
/** Answers full of logs take longer than those of the probe, and nodes slow down under load. */
const SLACK = 1.5

/** What reading the chain from its start costs under each choice of completeness, at the speed measured just now. */
export const estimatesOf = (chain: ChainConfig, startBlock: number, facts: NodeFacts): Estimate[] => {
  const blocks = Math.max(0, facts.head.number - startBlock + 1)
  const rangeBlocks = Math.min(facts.rangeBlocks, chain.rangeBlocksMax ?? RANGE_BLOCKS_MAX)
  const ranges = Math.ceil(blocks / rangeBlocks)
  const doubts = Math.ceil(blocks * facts.doubtShare)
  return (['linked', 'bloom'] as const).map((completeness) => {
    // Either way every header is read, which is what links them; a bloom that leaves a doubt costs another call.
    const calls = blocks + (completeness === 'bloom' ? doubts : 0)
    const batches = Math.ceil(calls / facts.batchSize)
    const ms = (batches * facts.batchMs + ranges * facts.logsMs) / (chain.concurrency ?? CONCURRENCY)
    return {
      chainId: chain.id,
      completeness,
      isChosen: chain.completeness === completeness,
      blocks,
      requests: calls + ranges,
      roundTrips: batches + ranges,
      seconds: Math.ceil((ms * SLACK) / 1_000),
    }
  })
}
