import type { Block, ProofLevel } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { distribute, examine, linkFault } from './check.ts'
import type { Context } from './context.ts'
import type { PreparedFilter } from './filter.ts'
import type { Header } from './header.ts'
import { mergeLogs, type PlacedLog } from './logs.ts'
import type { Node } from './node.ts'
import type { LogsRead } from './read-logs.ts'
import type { Completeness } from './rules.ts'
import { type Doubt, type Settled, settle } from './settle.ts'

/** A stretch of the chain as one node tells it. */
type Stretch = {
  readonly node: Node
  readonly headers: readonly Header[]
  /** Asks the node for more logs of these blocks. */
  readonly ask: (context: Context, filters: readonly PreparedFilter[]) => Promise<LogsRead>
}

/** What the node told of all that these filters want. */
export type Answer = {
  readonly filters: readonly PreparedFilter[]
  /** What is wanted altogether once this is known. */
  readonly version: number
  readonly read: LogsRead
}

/** A stretch, every block of it, with the logs that were wanted at `version`, checked as far as asked. */
export type Assembled = Stretch & { readonly version: number; readonly found: readonly Settled[] }

const LEVELS = { linked: 'HEADER_LINKED', bloom: 'BLOOM_CONSISTENT' } as const satisfies Record<
  Completeness,
  ProofLevel
>

/** The hash that the first header must follow on, when it is known. */
type Parent = { readonly parentHash: Hex | null }

/** Puts headers and logs together, or throws RESPONSE_INCONSISTENT when they do not fit. */
export const assemble = async (context: Context, told: Stretch & Parent & Answer): Promise<Assembled> => {
  const { node, headers, ask, parentHash } = told
  const unlinked = linkFault(headers, parentHash)
  if (unlinked !== null) throw inconsistent(told, unlinked)
  const nothing: Settled = { logs: [], level: LEVELS[context.completeness] }
  return absorb(context, { node, headers, ask, version: 0, found: headers.map(() => nothing) }, told)
}

/** Puts in what was not asked before; what this says nothing of stays as it was settled. */
export const absorb = async (context: Context, before: Assembled, answer: Answer): Promise<Assembled> => {
  const { node, headers } = before
  const { filters, version, read } = answer
  const logsOf = distribute(headers, read.logs)
  if (typeof logsOf === 'string') throw inconsistent(before, logsOf)
  const merged = before.found.map((old, index): Settled => {
    const more = logsOf.get(headers[index]!.hash)
    if (more === undefined) return old
    return { ...old, logs: old.logs.length === 0 ? more : mergeLogs([...old.logs, ...more], node.name) }
  })
  if (context.completeness === 'linked') return { ...before, version, found: merged }

  const doubts: Doubt[] = []
  for (const [index, header] of headers.entries()) {
    const { logs } = merged[index]!
    const isRound = read.round.includes(header.number)
    const isUnchanged = logs.length > 0 && merged[index] === before.found[index]
    if (isUnchanged && !isRound && !filters.some((filter) => filter.mayLack(header.logsBloom, []))) continue
    const examineThese = (some: readonly PlacedLog[]) =>
      examine(
        header,
        some.map(({ log }) => log),
        filters,
      )
    const finding = examineThese(logs)
    if (finding === 'beyond') {
      const hint = 'if this chain fills its blooms otherwise, set chains[].completeness to "linked"'
      throw inconsistent(before, `a log of block ${header.number} is not in the bloom of its header (${hint})`)
    }
    if (!isRound && finding === 'agrees') continue
    doubts.push({
      header,
      logs,
      finding: isRound || finding === 'agrees' ? 'round' : finding,
      examine: examineThese,
    })
  }
  if (doubts.length === 0) return { ...before, version, found: merged }
  const settled = await settle(context, node, doubts, filters)
  const found = merged.map((old, index): Settled => {
    const now = settled.get(headers[index]!)
    if (now === undefined) return old
    // What was left open about other filters is still open.
    return old.level === 'BLOOM_CONSISTENT' ? now : { ...now, level: old.level }
  })
  return { ...before, version, found }
}

export const blocksOf = ({ headers, found }: Assembled): readonly Block[] =>
  headers.map(({ number, hash, parentHash, timestamp }, index) => {
    const { logs, level } = found[index]!
    return { number, hash, parentHash, timestamp, level, logs: logs.map(({ log }) => log) }
  })

/** How many of these blocks reached the completeness asked for. */
export const countChecked = ({ completeness }: Context, blocks: readonly Block[]): number =>
  blocks.filter(({ level }) => level === LEVELS[completeness]).length

const inconsistent = ({ node, headers }: Stretch, what: string) =>
  new DaybookError('RESPONSE_INCONSISTENT', `${node.name} contradicts itself: ${what}`, {
    details: { node: node.name, from: headers[0]?.number, to: headers.at(-1)?.number, what },
  })
