import { formatCount, formatSeconds } from '../duration.ts'
import { formatTable, printable } from '../table.ts'
import type { ChainStatus } from './read.ts'

const columns = ['chain', 'phase', 'indexed', 'head', 'finalized', 'proven through', 'lag', 'rate', 'events'] as const
const right = new Set(['indexed', 'head', 'finalized', 'events'])

/** A running indexer says something of itself about once a second; this long without is a stopped one. */
const SILENT_SECONDS_MAX = 60

/** A table with a line per chain, and below it what needs attention. */
export const formatStatus = (chains: readonly ChainStatus[], nowMs: number): string => {
  if (chains.length === 0) return 'No chain is indexed in this database yet.'
  const rows = chains.map((chain) => [
    `${chain.name} (${chain.chainId})`,
    chain.phase,
    block(chain.indexedBlock),
    block(chain.headBlock),
    block(chain.finalizedBlock),
    `${block(chain.completeness.provenThrough)} ${chain.completeness.level}`,
    lagText(chain),
    `${formatCount(Math.round(chain.blocksPerSecond * 10) / 10)} blocks/s`,
    formatCount(chain.eventCount),
  ])
  return [formatTable(columns, rows, { right }), ...chains.flatMap((chain) => remarks(chain, nowMs))].join('\n')
}

const block = (value: number | null): string => (value === null ? '?' : formatCount(value))

const lagText = ({ lagBlocks, lagSeconds }: ChainStatus): string =>
  lagBlocks === null || lagSeconds === null ? '?' : `${formatCount(lagBlocks)} blocks, ${formatSeconds(lagSeconds)}`

const remarks = (chain: ChainStatus, nowMs: number): string[] => {
  const lines: string[] = []
  const silentSeconds = chain.measuredAt === null ? null : Math.floor(nowMs / 1_000) - chain.measuredAt
  if (chain.phase !== 'PAUSED' && silentSeconds !== null && silentSeconds > SILENT_SECONDS_MAX) {
    lines.push(`nothing heard from the indexer for ${formatSeconds(silentSeconds)}: it does not run`)
  }
  for (const [reason, count] of Object.entries(chain.undecoded)) {
    lines.push(`${formatCount(count)} log${count === 1 ? '' : 's'} kept but not understood: ${reason}`)
  }
  if (chain.reorgCount > 0) lines.push(`${formatCount(chain.reorgCount)} reorganisations rolled back`)
  if (chain.lastError !== null) lines.push(`last error: ${printable(chain.lastError)}`)
  return lines.map((line) => `${printable(chain.name)}: ${line}`)
}
