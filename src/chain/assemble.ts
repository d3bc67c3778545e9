import type { ProofLevel } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { distribute, linkFault } from './check.ts'
import type { Context } from './context.ts'
import { isSampled } from './demand.ts'
import type { PreparedFilter } from './filter.ts'
import { fetchHeaders, type Header } from './header.ts'
import type { Node } from './node.ts'
import { type Proofs, proveLogs } from './prove.ts'
import type { Range } from './range.ts'
import type { LogsRead } from './read-logs.ts'
import { type Doubt, type Settled, settle } from './settle.ts'
import { soundHeaders, unsoundDoubts } from './sound.ts'
import { findSuspects, notInBloom, type Suspect } from './suspects.ts'
import { mergeOrTear } from './torn.ts'

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
export type Assembled = Stretch & { readonly version: number; readonly found: readonly Settled[] }

/** The hash that the first header must follow on, when it is known. */
type Parent = { readonly parentHash: Hex | null }

/** Puts headers and logs together, or throws RESPONSE_INCONSISTENT when they do not fit. */
export const assemble = async (context: Context, told: Stretch & Parent & Answer): Promise<Assembled> => {
  const { node, range, ask, parentHash } = told
  const unlinked = linkFault(told.headers, told.headers[0]?.number === range.from ? parentHash : null)
  if (unlinked !== null) throw inconsistent(told, unlinked)
  const headers = await soundHeaders(context, node, told.headers)
  return absorb(context, { node, range, ask, version: 0, headers, found: beginWith(context, headers) }, told)
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
  const merged = before.found.map((old, index): Settled => {
    const more = logsOf.get(headers[index]!.hash)
    if (more === undefined) return old
    if (old.logs.length === 0) return { ...old, logs: more }
    const whole = mergeOrTear([...old.logs, ...more], node.name)
    for (const { number, error } of whole.torn) torn.set(number, error)
    return { ...old, logs: whole.logs }
  })
  if (demand.check === 'linked') {
    for (const error of torn.values()) throw error
    return { ...before, version, found: merged }
  }

  const proves = demand.check === 'receipts' || node.isQuarantined()
  const { suspects, passedOver, last } = findSuspects(context, {
    before,
    merged,
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
  const doubts = [...suspects.values()].filter((each): each is Doubt => {
    return !proofs.proven.has(each.header) && each.finding !== 'agrees' && each.finding !== 'beyond'
  })
  const settled = doubts.length === 0 ? new Map() : await settle(context, node, doubts, filters)
  const found = merged.map((old, index): Settled => {
    const header = headers[index]!
    if (passedOver.has(header)) return { ...old, level: 'HEADER_LINKED' }
    const suspect = suspects.get(header)
    return suspect === undefined ? old : conclude(context, old, { suspect, proofs, settled })
  })
  return { ...before, version, found: oddities.blooms ? withoutBlooms(found) : found }
}

type Findings = {
  readonly suspect: Suspect
  readonly proofs: Proofs
  readonly settled: ReadonlyMap<Header, Settled>
}

const BEYOND =
  'Nodes tell logs of it that are not in the bloom of its header: this chain, or its nodes, fill blooms otherwise.'

/** What is known of a block now, the strongest evidence first. */
const conclude = ({ demand }: Context, old: Settled, { suspect, proofs, settled }: Findings): Settled => {
  const { header, finding } = suspect
  const logs = proofs.proven.get(header)
  if (logs !== undefined) return { logs, level: 'RECEIPTS_PROVEN' }
  if (finding === 'beyond') return { ...old, level: 'HEADER_LINKED', doubt: BEYOND }
  const now = settled.get(header) ?? old
  // What was left open about other filters, or about the header, is still open.
  if (old.doubt !== undefined)
    return { ...now, level: now.level === 'HEADER_LINKED' ? now.level : old.level, doubt: old.doubt }
  const why = demand.check === 'receipts' ? proofs.unproven.get(header) : undefined
  return now.doubt === undefined && why !== undefined ? { ...now, doubt: why } : now
}

const NO_BLOOMS = 'Blooms of this chain lack logs by now, so that the ones from here on rule nothing out.'

/** Where blooms lack logs they rule nothing out, in any block that is not proved otherwise. */
const withoutBlooms = (found: readonly Settled[]): readonly Settled[] => {
  const first = found.findIndex(({ level }) => level === 'BLOOM_CONSISTENT')
  return found.map((each, index): Settled => {
    if (each.level !== 'BLOOM_CONSISTENT') return each
    return { ...each, level: 'HEADER_LINKED', ...(index === first ? { doubt: each.doubt ?? NO_BLOOMS } : {}) }
  })
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
