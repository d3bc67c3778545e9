import type { ProofLevel } from '../domain/block.ts'
import { compareBloom } from './bloom.ts'
import { bloomOf, type Finding } from './check.ts'
import type { Context } from './context.ts'
import { inParts, matchesAny, type PreparedFilter } from './filter.ts'
import type { Header } from './header.ts'
import { mergeLogs, type PlacedLog } from './logs.ts'
import type { Node } from './node.ts'
import { askByHash, askReceipts } from './second-opinion.ts'

/** A block whose header leaves a doubt whether these are all its logs. */
export type Doubt = {
  readonly header: Header
  readonly logs: readonly PlacedLog[]
  /** `round`: as many logs as a node's limit might be. The others as in check.ts. */
  readonly finding: 'absent' | 'unexplained' | 'round'
  /** What the header would say to these logs. */
  readonly examine: (logs: readonly PlacedLog[]) => Finding
}

export type Settled = {
  readonly logs: readonly PlacedLog[]
  /** All logs that there are in the block, where its receipts told them: what becomes wanted later is among these. */
  readonly all?: readonly PlacedLog[]
  readonly level: ProofLevel
  /** Why less is proven than was asked for; left out when nothing is open. */
  readonly doubt?: string
}

const OPEN = {
  absent: 'The bloom of its header may hold a log that is asked for, and no node shows one.',
  round: 'As many logs were told as a limit of the node might be, and nothing shows that these are all.',
} as const
const CLOSED = { level: 'BLOOM_CONSISTENT' } as const

/** The receipts of a small block cost no more than its header did, and they decide. */
const SMALL_BLOCK_TRANSACTIONS = 20
const SMALL_BLOCKS_AT_ONCE = 100
/** Blocks asked again by hash at once. When so many doubts were for nothing, the blooms are crowded, and the rest goes unasked. */
const BY_HASH_AT_ONCE = 100
/** Receipts of large blocks weigh megabytes: so few at once, with the same rule. */
const LARGE_BLOCKS_AT_ONCE = 8

export type SettleAsked = {
  readonly doubts: readonly Doubt[]
  /** What the doubts are about; all else was settled before. */
  readonly filters: readonly PreparedFilter[]
  /** Whether the node is not believed, be it for what it was caught at: then others are asked though nothing speaks against it. */
  readonly isWary: boolean
}

/**
 * Settles doubts in order of cost: receipts of small blocks, logs by block hash, receipts of large blocks; of another node
 * when there is one. Logs that eth_getLogs left out are put in, and counted against the node.
 */
export const settle = async (
  context: Context,
  node: Node,
  { doubts, filters, isWary }: SettleAsked,
): Promise<Map<Header, Settled>> => {
  const settled = new Map<Header, Settled>()
  const [self, ...others] = context.nodes.from(node)
  const nodes = [...others, self!]

  const byReceipts = async (chosen: readonly Doubt[]): Promise<number> => {
    const before = gained(chosen, settled)
    // Receipts that lack what was found by other means are no better than the node that left it out.
    const held = new Map(chosen.map(({ header, logs }) => [header, settled.get(header)?.logs ?? logs]))
    const found = await askReceipts(context, nodes, held)
    const wanted = context.wanted.all()
    for (const [header, all] of found)
      settled.set(header, { logs: all.filter(({ log }) => matchesAny(wanted, log)), all, ...CLOSED })
    return gained(chosen, settled) - before
  }

  const byHash = async (chosen: readonly Doubt[]): Promise<number> => {
    const headers = chosen.map(({ header }) => header)
    const found = await askByHash(context, nodes, headers, filters)
    if (found === null) return 0
    for (const { header, logs, finding, examine } of chosen) {
      const own = found.filter(({ blockHash }) => blockHash === header.hash)
      const merged = mergeLogs([...logs, ...own], node.name)
      const now = examine(merged)
      if (now === 'beyond') continue
      // To have been told twice that a log is not there does not prove it; the bits may still be those of a lost log.
      const open = finding === 'round' ? 'round' : now === 'absent' ? 'absent' : null
      settled.set(header, { logs: merged, ...(open === null ? CLOSED : { level: 'HEADER_LINKED', doubt: OPEN[open] }) })
    }
    return gained(chosen, settled)
  }

  const isOpen = ({ header }: Doubt) => settled.get(header)?.level !== 'BLOOM_CONSISTENT'
  const small = doubts.filter(({ header }) => header.transactions <= SMALL_BLOCK_TRANSACTIONS)
  for (const some of inParts(small, SMALL_BLOCKS_AT_ONCE)) await byReceipts(some)
  // The graver doubts first, so that crowded blooms do not hide a log that is surely missing.
  const left = [...doubts.filter(isOpen)].sort((a, b) => Number(isMild(a)) - Number(isMild(b)))
  await whileGaining(left, BY_HASH_AT_ONCE, byHash)
  await whileGaining(
    left.filter((doubt) => isOpen(doubt) && !isMild(doubt)),
    LARGE_BLOCKS_AT_ONCE,
    byReceipts,
  )
  // Where logs were left out, bits that no log explains are no longer most likely another contract's.
  const lacked = (doubt: Doubt) => gained([doubt], settled) > 0
  if (isWary || left.some(lacked)) {
    const shaken = left.filter((doubt) => {
      const now = settled.get(doubt.header)
      const wasAsked = now?.all !== undefined || (isOpen(doubt) && !isMild(doubt))
      return !wasAsked && !explains(doubt.header, now?.logs ?? doubt.logs)
    })
    const order = [...shaken].sort((a, b) => Number(lacked(b)) - Number(lacked(a)))
    await whileGaining(order, LARGE_BLOCKS_AT_ONCE, byReceipts)
  }

  for (const doubt of doubts) {
    const { header, logs } = doubt
    if (settled.has(header)) continue
    const open = doubt.finding === 'round' ? 'round' : 'absent'
    settled.set(header, { logs, ...(isMild(doubt) ? CLOSED : { level: 'HEADER_LINKED', doubt: OPEN[open] }) })
  }
  count(context, node, doubts, settled, filters)
  return settled
}

/** Bits that another contract's logs explain just as well; all that is asked for shows its logs. */
const isMild = ({ finding }: Doubt): boolean => finding === 'unexplained'

/** Whether these logs explain the whole bloom, however many they are: few blocks are looked at so closely. */
const explains = ({ logsBloom }: Header, logs: readonly PlacedLog[]): boolean =>
  compareBloom(logsBloom, bloomOf(logs.map(({ log }) => log))) === 'equal'

const whileGaining = async (
  doubts: readonly Doubt[],
  size: number,
  ask: (some: readonly Doubt[]) => Promise<number>,
) => {
  for (const some of inParts(doubts, size)) if ((await ask(some)) === 0) break
}

/** Logs found over and above those told. */
const gained = (doubts: readonly Doubt[], settled: ReadonlyMap<Header, Settled>): number =>
  doubts.reduce((sum, { header, logs }) => sum + ((settled.get(header)?.logs.length ?? logs.length) - logs.length), 0)

const count = (
  { log, chainId }: Context,
  node: Node,
  doubts: readonly Doubt[],
  settled: ReadonlyMap<Header, Settled>,
  filters: readonly PreparedFilter[],
) => {
  // Receipts also show what became wanted since, which it was not asked for.
  const omitted = doubts.reduce((sum, { header, logs }) => {
    const told = new Set(logs.map(({ log }) => log.logIndex))
    const found = settled.get(header)?.logs ?? []
    return sum + found.filter(({ log }) => !told.has(log.logIndex) && matchesAny(filters, log)).length
  }, 0)
  if (omitted === 0) return
  node.omitted(omitted)
  const fields = { chainId, node: node.name, omitted, from: doubts[0]!.header.number, to: doubts.at(-1)!.header.number }
  log.warn('A node left logs out of an otherwise good answer; they were found by other means.', fields)
}
