import type { Clock } from '../clock.ts'
import type { CompletenessRule } from '../domain/completeness.ts'
import type { Hex } from '../domain/hex.ts'
import type { Log } from '../log.ts'
import { createBelieved, type Doubted } from './believed.ts'
import { callContracts } from './call.ts'
import type { Call } from './call-put.ts'
import type { Context } from './context.ts'
import { demandOf } from './demand.ts'
import type { ChainEvent, Held } from './event.ts'
import { createFinality } from './finality.ts'
import { follow } from './follow.ts'
import type { NodeHealth } from './node.ts'
import { createNodes } from './nodes.ts'
import { noOddities } from './oddities.ts'
import { planRanges } from './range.ts'
import { type Reread, type RereadAsked, reread } from './reread.ts'
import type { Finality, Wanted } from './rules.ts'
import { createWake } from './wake.ts'
import { createWanted } from './wanted.ts'

export type ChainOptions = Wanted & {
  readonly chainId: number
  /** http(s) URLs are asked, in order of health; ws(s) URLs only tell that there is a new head. */
  readonly urls: readonly string[]
  readonly finality: Finality
  readonly completeness: CompletenessRule
  readonly startBlock: number
  /** The widest range asked of eth_getLogs; narrower ones are found by trying. */
  readonly rangeBlocksMax?: number
  /** Requests under way at one node. */
  readonly concurrency?: number
  readonly pollMs?: number
}

export type EventsFrom = {
  readonly held: Held
  readonly once?: boolean
  readonly toBlock?: number
  readonly signal?: AbortSignal
  /** Told of each look at a node that brings nothing, with the highest block that is known. */
  readonly looked?: (head: number) => Promise<void>
  /** Told of blocks that were yielded before, on the word of a node that was caught leaving logs out since. */
  readonly doubted?: Doubted
}

export type ChainSource = {
  /**
   * Yields what to apply, in order. Ends at `toBlock`; with `once` at the head seen when it started following; else when
   * `signal` aborts. Bounded runs (`once`) give up on nodes that fail for long; live ones go on trying, with a warning.
   */
  events(from: EventsFrom): AsyncGenerator<ChainEvent>
  /**
   * Reads blocks again and checks them to a level, whatever is configured: for comparing them with what is held. Logs announce
   * further contracts on the way, as in `events`. Gives up on nodes that fail for long (RPC_UNAVAILABLE and the like).
   */
  reread(asked: RereadAsked): AsyncGenerator<Reread>
  /** What contracts answer to read-only calls, in their order; null where one answers nothing or refuses. */
  call(calls: readonly Call[]): Promise<readonly (Hex | null)[]>
  /** Per node, for status and doctor. */
  nodes(): readonly NodeHealth[]
}

/** Header batches weigh more than wider ranges would save. */
const RANGE_BLOCKS_MAX = 2_000
/** Where few headers are read, they would. */
const RANGE_BLOCKS_SAMPLED_MAX = 20_000
/** Until it is known how much a block holds. */
const RANGE_BLOCKS_FIRST = 200
const CONCURRENCY = 8
const POLL_MS = 1_000

/** Checked blocks out of untrusted nodes. */
export const createChainSource = (options: ChainOptions, { log, clock }: { log: Log; clock: Clock }): ChainSource => {
  const { chainId, urls, completeness, startBlock, pollMs = POLL_MS } = options
  const isSocket = (url: string) => /^wss?:/i.test(url)
  const httpUrls = urls.filter((url) => !isSocket(url))
  const nodes = createNodes(
    { chainId, urls: httpUrls, concurrency: options.concurrency ?? CONCURRENCY },
    { log, clock },
  )
  const wanted = createWanted(options)
  const demand = demandOf(completeness, chainId)
  const widest = demand.sample === null ? RANGE_BLOCKS_MAX : RANGE_BLOCKS_SAMPLED_MAX
  const plan = { current: planRanges(options.rangeBlocksMax ?? widest, RANGE_BLOCKS_FIRST) }
  const rule = createFinality(options.finality)

  const shared = { nodes, log, clock, chainId, wanted, plan, oddities: noOddities() }

  async function* events({
    held,
    once = false,
    toBlock,
    signal,
    looked,
    doubted,
  }: EventsFrom): AsyncGenerator<ChainEvent> {
    const believed = doubted && demand.check === 'bloom' ? createBelieved(doubted) : null
    const context: Context = { ...shared, demand, believed, wary: false, patient: !once, signal }
    const wake = createWake(once ? [] : urls.filter(isSocket), clock)
    try {
      yield* follow(context, {
        held,
        once,
        toBlock: toBlock ?? Number.MAX_SAFE_INTEGER,
        startBlock,
        pollMs,
        rule,
        wake,
        looked,
      })
    } catch (error) {
      if (!signal?.aborted) throw error
    } finally {
      wake.close()
    }
  }

  return {
    events,
    reread: (asked) => reread(shared, rule, asked),
    call: (calls) => callContracts(nodes, calls),
    nodes: nodes.health,
  }
}
