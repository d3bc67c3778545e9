import { DaybookError } from '../errors.ts'
import { examine, type Finding } from './check.ts'
import type { Context } from './context.ts'
import { isSampled } from './demand.ts'
import type { PreparedFilter } from './filter.ts'
import type { Header } from './header.ts'
import type { PlacedLog } from './logs.ts'
import type { Node } from './node.ts'
import { hasPassed, mayPass } from './oddities.ts'
import type { Doubt, Settled } from './settle.ts'

/** A block whose logs are to be proved or asked again. */
export type Suspect = Omit<Doubt, 'finding'> & {
  readonly finding: Finding | 'round'
  /** What the node told of it cannot be used. */
  readonly isTorn?: boolean
}

/** A stretch with the logs that were told of it now, not yet checked; `merged` is by header, as `found` is. */
export type Unchecked = {
  readonly before: {
    readonly node: Node
    readonly headers: readonly Header[]
    readonly found: readonly Settled[]
  }
  readonly merged: readonly Settled[]
  /** Blocks all of whose logs are known. */
  readonly known: ReadonlySet<Header>
  readonly filters: readonly PreparedFilter[]
  readonly round: readonly number[]
  readonly torn: ReadonlyMap<number, DaybookError>
  /** Whether blocks with logs are proved though nothing speaks against them. */
  readonly proves: boolean
}

export type Suspects = {
  readonly suspects: ReadonlyMap<Header, Suspect>
  /** Blocks that may lack logs, and that nobody asked for: their headers came along. */
  readonly passedOver: ReadonlySet<Header>
  /** The last block with logs that its bloom was held against. */
  readonly last: Omit<Suspect, 'finding'> | null
}

/** The blocks of a stretch that are not settled by what was told of them; throws RESPONSE_INCONSISTENT where that may pass. */
export const findSuspects = (context: Context, unchecked: Unchecked): Suspects => {
  const { before, merged, known, filters, round, torn, proves } = unchecked
  const { oddities, demand } = context
  const suspects = new Map<Header, Suspect>()
  const passedOver = new Set<Header>()
  let last: Suspects['last'] = null
  let tolerated = oddities.blooms
  for (const [index, header] of before.headers.entries()) {
    if (known.has(header)) continue
    const { logs } = merged[index]!
    const isRound = round.includes(header.number)
    const isTorn = torn.has(header.number)
    const isUnchanged = logs.length > 0 && merged[index] === before.found[index]
    if (isUnchanged && !isRound && !isTorn && !filters.some((filter) => filter.mayLack(header.logsBloom, []))) continue
    const examineThese = (some: readonly PlacedLog[]) =>
      examine(
        header,
        some.map(({ log }) => log),
        filters,
      )
    const finding = examineThese(logs)
    if (finding === 'beyond' && !tolerated && mayPass(oddities, 'bloom', header.hash))
      throw notInBloom(before.node, header)
    tolerated ||= finding === 'beyond'
    if (finding === 'agrees') hasPassed(oddities, 'bloom', header.hash)
    const block = { header, logs, examine: examineThese }
    if (logs.length > 0) last = block
    if (isTorn) suspects.set(header, { ...block, isTorn, finding: 'round' })
    else if (!isRound && finding === 'agrees' && !(proves && logs.length > 0)) continue
    else if (logs.length === 0 && !isSampled(demand.sample, header.number)) passedOver.add(header)
    else suspects.set(header, { ...block, finding: isRound && finding !== 'beyond' ? 'round' : finding })
  }
  return { suspects, passedOver, last }
}

export const notInBloom = (node: Node, { number }: Header): DaybookError => {
  const message = `${node.name} contradicts itself: a log of block ${number} is not in the bloom of its header`
  return new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, block: number } })
}
