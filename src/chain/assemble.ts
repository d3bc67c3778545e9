import type { ProofLevel } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { distribute, linkFault } from './check.ts'
import { conclude, withoutBlooms } from './conclude.ts'
import type { Context } from './context.ts'
import { isSampled } from './demand.ts'
import type { PreparedFilter } from './filter.ts'
import { fetchHeaders, type Header } from './header.ts'
import type { Node } from './node.ts'
import { proveLogs } from './prove.ts'
import type { Range } from './range.ts'
import type { LogsRead } from './read-logs.ts'
import { type Doubt, type Settled, settle } from './settle.ts'
import { soundHeaders, unsoundDoubts } from './sound.ts'
import { findSuspects, notInBloom, type Suspect } from './suspects.ts'
import { mergeOrTear } from './torn.ts'
import { boundWhole, takeFromWhole } from './whole.ts'

/** A stretch of the chain as one node tells it. */
type Stretch = {
  readonly node: Node
  readonly range: Range
  /** Ascending; of all blocks of the range, or of those that are read where the demand is for a sample. */
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

/** A stretch with the logs that were wanted at `version`, checked as far as asked; `found` is by header. */
export type Assembled = Stretch & {
  readonly version: number
  readonly found: readonly Settled[]
  /** All that its node was asked for. */
  readonly asked: readonly PreparedFilter[]
  /** How often its node had been caught when it was checked last: if it is more often by now, it was believed too much. */
  readonly lapses: number
}

/** The hash that the first header must follow on, when it is known. */
type Parent = { readonly parentHash: Hex | null }

/** Puts headers and logs together, or throws RESPONSE_INCONSISTENT when they do not fit. */
export const assemble = async (context: Context, told: Stretch & Parent & Answer): Promise<Assembled> => {
  const { node, range, ask, parentHash } = told
  const unlinked = linkFault(told.headers, told.headers[0]?.number === range.from ? parentHash : null)
  if (unlinked !== null) throw inconsistent(told, unlinked)
  const headers = await soundHeaders(context, node, told.headers)
  const found = beginWith(context, headers)
  return absorb(context, { node, range, ask, version: 0, headers, found, asked: [], lapses: node.lapses() }, told)
}

/** What is known of blocks before any log is put in. */
const beginWith = ({ demand }: Context, headers: readonly Header[]): readonly Settled[] => {
  const level: ProofLevel = demand.check === 'linked' ? 'HEADER_LINKED' : 'BLOOM_CONSISTENT'
  if (demand.check !== 'receipts') return headers.map(() => ({ logs: [], level }))
  const doubts = unsoundDoubts(headers.filter(({ number }) => isSampled(demand.sample, number)))
  return headers.map((header): Settled => {
    const doubt = doubts.get(header)
    return { logs: [], level, ...(doubt === undefined ? {} : { doubt }) }
  })
}

/** Puts in what was not asked before; what this says nothing of stays as it was settled. */
export const absorb = async (context: Context, earlier: Assembled, answer: Answer): Promise<Assembled> => {
  const { demand, oddities } = context
  const { filters, version, read } = answer
  const torn = new Map(read.torn.map(({ number, error }) => [number, error]))
  const before = await withHeadersOf(context, earlier, [...torn.keys(), ...read.logs.map((log) => log.blockNumber)])
  const { node, headers } = before
  const logsOf = distribute(headers, read.logs)
  if (typeof logsOf === 'string') throw inconsistent(before, logsOf)
  /** Blocks all of whose logs are known, whatever is told of them now. */
  const known = new Set<Header>()
  const lapses = node.lapses()
  const isCaught = node.isQuarantined() || lapses > before.lapses
  const merged = before.found.map((old, index): Settled => {
    const header = headers[index]!
    const more = logsOf.get(header.hash) ?? []
    const taken = takeFromWhole(context, node, old, more, filters)
    // Receipts that only add up to the bloom may be those of the node that was caught.
    if (taken !== null && (!isCaught || old.level === 'RECEIPTS_PROVEN')) known.add(header)
    if (taken !== null || more.length === 0) return taken ?? old
    const { all: _, ...rest } = old
    if (old.logs.length === 0) return { ...rest, logs: more }
    const whole = mergeOrTear([...old.logs, ...more], node.name)
    for (const { number, error } of whole.torn) torn.set(number, error)
    return { ...rest, logs: whole.logs }
  })
  const asked = [...before.asked, ...filters]
  if (demand.check === 'linked') {
    for (const error of torn.values()) throw error
    return { ...before, version, asked, found: merged }
  }

  const proves = demand.check === 'receipts' || isCaught
  const isWary = isCaught || context.wary
  const { suspects, passedOver, last } = findSuspects(context, {
    before,
    merged,
    known,
    filters,
    torn,
    round: read.round,
    proves,
  })
  const isToProve = ({ finding, isTorn }: Suspect) => proves || finding === 'beyond' || isTorn === true
  const proofs = await proveLogs(context, node, [...suspects.values()].filter(isToProve), filters)
  for (const { header, finding, isTorn } of suspects.values()) {
    if (isTorn && !proofs.proven.has(header)) throw torn.get(header.number)!
    if (finding !== 'beyond' || !proofs.refutes(header)) continue
    throw notInBloom(node, header)
  }
  if (last !== null) {
    const logs = proofs.proven.get(last.header) ?? last.logs
    oddities.blooms = last.examine(logs) === 'beyond'
  }
  const doubts = [...suspects.values()].flatMap(({ finding, ...block }): readonly Doubt[] => {
    if (proofs.proven.has(block.header) || finding === 'beyond') return []
    // What cannot be proved of a node that was caught is asked of others at least.
    if (finding === 'agrees') return isWary ? [{ ...block, finding: 'unexplained' }] : []
    return [{ ...block, finding }]
  })
  const settled = doubts.length === 0 ? new Map() : await settle(context, node, { doubts, filters, isWary })
  const found = merged.map((old, index): Settled => {
    const header = headers[index]!
    if (passedOver.has(header)) return { ...old, level: 'HEADER_LINKED' }
    const suspect = suspects.get(header)
    return suspect === undefined ? old : conclude(context, old, { suspect, proofs, settled })
  })
  const kept = boundWhole(context, oddities.blooms ? withoutBlooms(found) : found)
  return { ...before, version, asked, lapses, found: kept }
}

/**
 * Checks a stretch once more whose node was caught since: what was believed of it is proved now, or asked of others, as all
 * that the node tells later is.
 */
export const recheck = (context: Context, earlier: Assembled): Promise<Assembled> => {
  const { asked, version } = earlier
  const nothing = { logs: [], round: [], torn: [] }
  return absorb(context, { ...earlier, asked: [] }, { filters: asked, version, read: nothing })
}

/** Where only a sample is read, logs may be of blocks whose headers were not. */
const withHeadersOf = async (context: Context, before: Assembled, blocks: readonly number[]): Promise<Assembled> => {
  const { node, range } = before
  if (context.demand.sample === null) return before
  const known = new Set(before.headers.map(({ number }) => number))
  const missing = new Set(blocks.filter((number) => !known.has(number)))
  const numbers = [...missing].filter((number) => number >= range.from && number <= range.to)
  if (numbers.length === 0) return before
  const told = await fetchHeaders(node, numbers, context.signal, { hashed: true })
  const more = await soundHeaders(context, node, told)
  const begun = beginWith({ ...context, demand: { ...context.demand, sample: null } }, more)
  const all = [
    ...before.headers.map((header, index) => ({ header, found: before.found[index]! })),
    ...more.map((header, index) => ({ header, found: begun[index]! })),
  ].sort((a, b) => a.header.number - b.header.number)
  const headers = all.map(({ header }) => header)
  const unlinked = linkFault(headers, null)
  if (unlinked !== null) throw inconsistent(before, unlinked)
  return { ...before, headers, found: all.map(({ found }) => found) }
}

const inconsistent = ({ node, headers }: Stretch, what: string) =>
  new DaybookError('RESPONSE_INCONSISTENT', `${node.name} contradicts itself: ${what}`, {
    details: { node: node.name, from: headers[0]?.number, to: headers.at(-1)?.number, what },
  })
