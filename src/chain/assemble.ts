import type { Block, ProofLevel } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { distribute, examine, linkFault } from './check.ts'
import type { Context } from './context.ts'
import type { Header } from './header.ts'
import type { PlacedLog } from './logs.ts'
import type { Node } from './node.ts'
import type { LogsRead } from './read-logs.ts'
import { type Doubt, type Settled, settle } from './settle.ts'

/** Blocks of one stretch of the chain, every one listed, checked as far as asked. */
export type Assembled = {
  readonly blocks: readonly Block[]
  /** How many of them reached the completeness asked for. */
  readonly checked: number
}

/** What one node told of a stretch of the chain. */
export type Told = {
  readonly node: Node
  readonly headers: readonly Header[]
  /** The hash that the first header must follow on, when it is known. */
  readonly parentHash: Hex | null
  readonly read: LogsRead
}

/** Makes checked blocks of headers and logs, or throws RESPONSE_INCONSISTENT when they do not fit together. */
export const assemble = async (context: Context, { node, headers, parentHash, read }: Told): Promise<Assembled> => {
  const inconsistent = (what: string) =>
    new DaybookError('RESPONSE_INCONSISTENT', `${node.name} contradicts itself: ${what}`, {
      details: { node: node.name, from: headers[0]?.number, to: headers.at(-1)?.number, what },
    })
  const unlinked = linkFault(headers, parentHash)
  if (unlinked !== null) throw inconsistent(unlinked)
  const logsOf = distribute(headers, read.logs)
  if (typeof logsOf === 'string') throw inconsistent(logsOf)
  if (context.completeness === 'linked') {
    const blocks = headers.map((header) => toBlock(header, logsOf.get(header.hash) ?? [], 'HEADER_LINKED'))
    return { blocks, checked: blocks.length }
  }

  const { filters } = context
  const examineWith = (header: Header) => (logs: readonly PlacedLog[]) =>
    examine(
      header,
      logs.map(({ log }) => log),
      filters,
    )
  const doubts: Doubt[] = []
  for (const header of headers) {
    const logs = logsOf.get(header.hash) ?? []
    const finding = examineWith(header)(logs)
    if (finding === 'beyond') {
      const hint = 'if this chain fills its blooms otherwise, set chains[].completeness to "linked"'
      throw inconsistent(`a log of block ${header.number} is not in the bloom of its header (${hint})`)
    }
    const isRound = read.round.includes(header.number)
    if (!isRound && finding === 'agrees') continue
    doubts.push({
      header,
      logs,
      finding: isRound || finding === 'agrees' ? 'round' : finding,
      examine: examineWith(header),
    })
  }
  const settled: Map<Header, Settled> = doubts.length === 0 ? new Map() : await settle(context, node, doubts)
  const blocks = headers.map((header) => {
    const { logs, level } = settled.get(header) ?? { logs: logsOf.get(header.hash) ?? [], level: 'BLOOM_CONSISTENT' }
    return toBlock(header, logs, level)
  })
  return { blocks, checked: blocks.filter(({ level }) => level === 'BLOOM_CONSISTENT').length }
}

const toBlock = (
  { number, hash, parentHash, timestamp }: Header,
  logs: readonly PlacedLog[],
  level: ProofLevel,
): Block => ({
  number,
  hash,
  parentHash,
  timestamp,
  level,
  logs: logs.map(({ log }) => log),
})
