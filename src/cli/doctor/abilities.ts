import { prepareFilters } from '../../chain/filter.ts'
import { type Header, headerRequest, parseHeader } from '../../chain/header.ts'
import type { MarketConfig } from '../../config/config.ts'
import { formatCount } from '../duration.ts'
import type { NodeFacts, Tell } from './exam.ts'
import type { Probe } from './probe.ts'
import type { RangeFound } from './range.ts'

/** As many as the indexer puts in one batch. */
const BATCH_SIZE = 100

/** Headers in one batch, spread over the last blocks: they also show how crowded the blooms are. */
export const batchFinding = async (
  probe: Probe,
  { head, markets }: { head: Header; markets: readonly MarketConfig[] },
  tell: Tell,
): Promise<Pick<NodeFacts, 'batchSize' | 'batchMs' | 'doubtShare'> & { headers: readonly Header[] }> => {
  const count = Math.min(BATCH_SIZE, head.number + 1)
  const numbers = Array.from({ length: count }, (_, i) => head.number - i)
  const { answers, ms } = await probe.askAll(numbers.map(headerRequest))
  const batchSize = Math.min(BATCH_SIZE, probe.batchMax())
  const headers = answers.flatMap((answer, i) => {
    const header = 'result' in answer ? parseHeader(answer.result, numbers[i]!, probe.name, { hashed: true }) : null
    return header ? [header] : []
  })
  if (headers.length < count) {
    const found = `${formatCount(headers.length)} of ${formatCount(count)} headers came`
    tell('batches', 'change', found, 'Use a node that answers every call of a batch; this one leaves some out.')
  } else if (batchSize < count) {
    tell('batches', 'note', `at most ${batchSize} calls each, which makes reading history slower`)
  } else tell('batches', 'ok', `${formatCount(count)} headers in ${Math.round(ms)} ms`)

  const filters = prepareFilters([{ addresses: markets.map((market) => market.address) }])
  const doubtful = headers.filter(({ logsBloom }) => filters.some((filter) => filter.mayLack(logsBloom, [])))
  const trips = Math.max(1, Math.ceil(count / batchSize))
  // Blocks that do hold logs of a market count as doubtful here: an upper bound.
  const doubtShare = headers.length === 0 ? 0 : doubtful.length / headers.length
  return { batchSize, batchMs: ms / trips, doubtShare, headers }
}

/** Newer nodes date each log, which lets the indexer hold one answer against the other. */
export const blockTimestampFinding = (sample: RangeFound['sample'], tell: Tell): void => {
  if (sample === null) tell('blockTimestamp in logs', 'note', 'unknown: no log of a market among the last blocks')
  else if (sample.blockTimestamp === undefined)
    tell('blockTimestamp in logs', 'note', 'not given; headers tell the time')
  else tell('blockTimestamp in logs', 'ok', 'given')
}
