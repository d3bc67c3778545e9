import { chanceUnnoticed } from '../../domain/completeness.ts'
import { formatCount, formatSeconds } from '../duration.ts'
import { formatTable, printable } from '../table.ts'
import type { ChainStatus } from './read.ts'

const columns = ['chain', 'phase', 'indexed', 'head', 'finalized', 'proven through', 'lag', 'rate', 'events'] as const
const right = new Set(['indexed', 'head', 'finalized', 'events'])

/** Gaps that are told one by one. */
const GAPS_SHOWN = 3

const gapsText = (openGaps: number, chainId: number): string =>
  `${formatCount(openGaps)} gap${openGaps === 1 ? '' : 's'} open: \`daybook verify --chain ${chainId} --gaps --heal\` asks the nodes again`

/** A table with a line per chain, and below it what needs attention. */
export const formatStatus = (chains: readonly ChainStatus[]): string => {
  if (chains.length === 0) return 'No chain is indexed in this database yet.'
  const rows = chains.map((chain) => [
    `${chain.name} (${chain.chainId})`,
    chain.phase,
    block(chain.indexedBlock),
    block(chain.headBlock),
    block(chain.finalizedBlock),
    provenText(chain.completeness),
    lagText(chain),
    `${formatCount(Math.round(chain.blocksPerSecond * 10) / 10)} blocks/s`,
    formatCount(chain.eventCount),
  ])
  return [formatTable(columns, rows, { right }), ...chains.flatMap(remarks)].join('\n')
}

const block = (value: number | null): string => (value === null ? '?' : formatCount(value))

const provenText = ({ provenThrough, level, sample }: ChainStatus['completeness']): string =>
  sample === null ? `${block(provenThrough)} ${level}` : `a sample of ${formatCount(sample * 100)} %`

const percent = (chance: number): string => `${(100 * chance).toFixed(chance < 0.01 ? 4 : 0)} %`

const lagText = ({ lagBlocks, lagSeconds }: ChainStatus): string =>
  lagBlocks === null || lagSeconds === null ? '?' : `${formatCount(lagBlocks)} blocks, ${formatSeconds(lagSeconds)}`

const remarks = (chain: ChainStatus): string[] => {
  const lines: string[] = []
  if (chain.reason !== null) lines.push(`not ready: ${printable(chain.reason.replace(/^Chain \d+: /, ''))}`)
  for (const [reason, count] of Object.entries(chain.undecoded)) {
    lines.push(`${formatCount(count)} log${count === 1 ? '' : 's'} kept but not understood: ${reason}`)
  }
  const { gaps, openGaps, sample } = chain.completeness
  for (const { fromBlock, toBlock, doubt } of gaps.slice(0, GAPS_SHOWN)) {
    const where =
      fromBlock === toBlock ? `block ${block(fromBlock)}` : `blocks ${block(fromBlock)} to ${block(toBlock)}`
    lines.push(`not proven: ${where}. ${printable(doubt)}`)
  }
  if (sample !== null) {
    const [one, hundred] = [1, 100].map((blocks) => percent(chanceUnnoticed(sample, blocks)))
    lines.push(
      `only a sample is proved: logs left out of 1 block go unnoticed with a chance of ${one}, of 100 blocks ${hundred}`,
    )
  }
  if (openGaps > 0) lines.push(gapsText(openGaps, chain.chainId))
  if (chain.reorgCount > 0) lines.push(`${formatCount(chain.reorgCount)} reorganisations rolled back`)
  if (chain.lastError !== null) lines.push(`last error: ${printable(chain.lastError)}`)
  return lines.map((line) => `${printable(chain.name)}: ${line}`)
}
