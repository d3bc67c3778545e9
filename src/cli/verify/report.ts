import type { Log } from '../../domain/block.ts'
import type { Verified } from '../../indexer/verify.ts'
import { formatCount } from '../duration.ts'

/** One difference between the record and the chain, by the names `--json` gives it. */
export type VerifyFinding = {
  readonly code: 'MISSING_LOG' | 'FALSE_LOG' | 'UNCONFIRMED_LOG' | 'OTHER_BLOCK'
  readonly chainId: number
  readonly block: number
  readonly transactionHash: string | null
  readonly logIndex: number | null
  readonly contract: string | null
  readonly detail: string
  readonly healed: boolean
}

/** What was found, log by log, in chain order. */
export const findingsOf = (
  chainId: number,
  { corrections, differences }: Verified,
  { healed }: { healed: boolean },
): VerifyFinding[] => {
  const ofLog = (block: number, { transactionHash, logIndex, address }: Log) => ({
    chainId,
    block,
    transactionHash,
    logIndex,
    contract: address,
  })
  const put = healed
    ? 'It was put in, and all that follows from it was folded again.'
    : 'Run again with --heal to put it in.'
  const out = healed
    ? 'It was taken out, and all that follows from it was folded again.'
    : 'Run again with --heal to take it out.'
  const corrected = corrections.flatMap(({ block, added, removed }): VerifyFinding[] => [
    ...added.map((log) => ({
      code: 'MISSING_LOG' as const,
      ...ofLog(block, log),
      detail: `The chain has a log that the record has not. ${put}`,
      healed,
    })),
    ...removed.map((log) => ({
      code: 'FALSE_LOG' as const,
      ...ofLog(block, log),
      detail: `The record has a log that the chain has not. ${out}`,
      healed,
    })),
  ])
  const others = differences.flatMap((difference): VerifyFinding[] => {
    if (difference.type === 'OTHER_BLOCK') {
      const { number, held, told } = difference
      const detail =
        `The record is of block ${held}, and the nodes have ${told}. A final block was replaced, or the nodes are of another ` +
        'branch. Nothing was changed: `daybook resolve` shows both and goes on from the newest block they share.'
      const nothing = { transactionHash: null, logIndex: null, contract: null }
      return [{ code: 'OTHER_BLOCK', chainId, block: number, ...nothing, detail, healed: false }]
    }
    const detail =
      'The record has a log that no node shows, and nothing proves that it is not there. It stays; ask a node that gives receipts.'
    return difference.logs.map((log) => {
      return { code: 'UNCONFIRMED_LOG', ...ofLog(difference.number, log), detail, healed: false }
    })
  })
  return [...corrected, ...others].sort((a, b) => a.block - b.block || (a.logIndex ?? 0) - (b.logIndex ?? 0))
}

/** One line for people. */
export const findingLine = ({
  code,
  chainId,
  block,
  logIndex,
  transactionHash,
  contract,
  detail,
}: VerifyFinding): string => {
  const log = logIndex === null ? '' : `, log ${logIndex} of ${contract} in ${transactionHash}`
  return `${code} chain ${chainId}, block ${block}${log}: ${detail}`
}

/** What was read, and how far it is proved now. */
export const summaryLine = (name: string, { stretches, levels, open }: Verified): string => {
  if (stretches.length === 0) return `${name}: nothing to read again.`
  const blocks = stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const counts = new Map<string, number>()
  for (const { from, to, level } of levels) counts.set(level, (counts.get(level) ?? 0) + to - from + 1)
  const reached = [...counts].map(([level, count]) => `${formatCount(count)} ${level}`).join(', ')
  const left = open.length === 0 ? 'nothing open' : `${formatCount(open.length)} blocks open still: ${open[0]!.doubt}`
  return `${name}: ${formatCount(blocks)} blocks read again (${reached}), ${left}`
}
