import type { Block, BlockRef, LevelRun, OpenBlock } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Assembled } from './assemble.ts'
import { readBranch } from './branch.ts'
import type { Context } from './context.ts'
import type { Demand, Sample } from './demand.ts'
import type { FinalityRule } from './finality.ts'
import { lookAt } from './look.ts'
import type { Range } from './range.ts'
import { readRanges } from './ranges.ts'
import { askSecond } from './second-source.ts'
import { blocksOf, tell } from './tell.ts'

export type RereadAsked = Range & {
  /** SECOND_SOURCE: and a node of another host tells the same; throws CONFIG_INVALID where none is configured. */
  readonly level: 'HEADER_LINKED' | 'BLOOM_CONSISTENT' | 'RECEIPTS_PROVEN' | 'SECOND_SOURCE'
  /** Of the blocks that show no log of interest only this share is read; all when left out. */
  readonly sample?: Sample
  readonly signal?: AbortSignal
}

/** A stretch of blocks as it was found now; the first begins at `from`, each next one after the one before. */
export type Reread = {
  /** Those that hold logs of interest, with all of these, ascending. */
  readonly blocks: readonly Block[]
  /** Every block that was read, by number: also those that hold none. */
  readonly all: ReadonlyMap<number, Block>
  /** Those of them whose headers hash to their hashes: their blooms are the chain's word, and not just a node's. */
  readonly sealed: ReadonlySet<number>
  /** The last block covered, with its header. */
  readonly through: BlockRef
  /** Which level each of the blocks covered reached, listed or not: without a hole, ascending. */
  readonly levels: readonly LevelRun[]
  /** Those of them that are not as complete as was asked for, ascending. */
  readonly open: readonly OpenBlock[]
  /** Blocks up to here are final: above it, what differs may be a reorganisation under way. */
  readonly finalized: number
}

const CHECKS = {
  HEADER_LINKED: 'linked',
  BLOOM_CONSISTENT: 'bloom',
  RECEIPTS_PROVEN: 'receipts',
  SECOND_SOURCE: 'receipts',
} as const satisfies Record<RereadAsked['level'], Demand['check']>

/** Blocks above finality that are read as one branch. */
const BRANCH_BLOCKS_MAX = 500

type Shared = Omit<Context, 'believed' | 'demand' | 'patient' | 'signal' | 'wary'>

/** Reads `from` to `to`, or to the head where that is lower, and checks it. */
export async function* reread(shared: Shared, rule: FinalityRule, asked: RereadAsked): AsyncGenerator<Reread> {
  const { level, sample = null, signal, from } = asked
  const check = CHECKS[level]
  const own = { believed: null, wary: check === 'receipts', patient: false, signal }
  const context: Context = { ...shared, ...own, demand: { check, sample } }
  const look = await context.nodes.run((node) => lookAt(node, { cursor: null, rule, floor: 0, signal }), context)
  const { finalized } = look
  const to = Math.min(asked.to, look.head.number)
  const settledTo = Math.min(to, finalized)
  const finish = async (whole: Assembled) =>
    answer(level === 'SECOND_SOURCE' ? await askSecond(context, whole) : whole, finalized)
  let parentHash: Hex | null = null

  const ranges = readRanges(context, { from, to: settledTo, parentHash })
  try {
    for (;;) {
      const next = await ranges.next()
      if (next.done && !next.value) throw notLinked(context)
      if (next.done) break
      const told = await finish(next.value)
      parentHash = told.through.hash
      yield told
    }
  } finally {
    await ranges.return(false)
  }
  for (let first = Math.max(from, settledTo + 1); first <= to; first += BRANCH_BLOCKS_MAX) {
    const piece = { from: first, to: Math.min(to, first + BRANCH_BLOCKS_MAX - 1), parentHash }
    const whole = await context.nodes.run((node) => readBranch(context, { ...piece, node }), context)
    const told = await finish(whole)
    parentHash = told.through.hash
    yield told
  }
}

const answer = (whole: Assembled, finalized: number): Reread => ({
  ...tell(whole),
  all: new Map(blocksOf(whole).map((block) => [block.number, block])),
  sealed: new Set(whole.headers.flatMap(({ number, sound }) => (sound === true ? [number] : []))),
  finalized,
})

const notLinked = ({ chainId }: Context) =>
  new DaybookError(
    'RESPONSE_INCONSISTENT',
    `No node of chain ${chainId} tells blocks that follow on each other; try again`,
    {
      details: { chainId },
    },
  )
