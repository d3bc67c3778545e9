import type { Clock } from '../clock.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Context } from './context.ts'
import type { ChainEvent, Held } from './event.ts'
import { createFinality } from './finality.ts'
import { follow } from './follow.ts'
import type { NodeHealth } from './node.ts'
import { createNodes } from './nodes.ts'
import { toQuantity } from './quantity.ts'
import { planRanges } from './range.ts'
import type { RpcAnswer } from './rpc.ts'
import type { Completeness, Finality, Wanted } from './rules.ts'
import { createWake } from './wake.ts'
import { createWanted } from './wanted.ts'

export type ChainOptions = Wanted & {
  readonly chainId: number
  /** http(s) URLs are asked, in order of health; ws(s) URLs only tell that there is a new head. */
  readonly urls: readonly string[]
  readonly finality: Finality
  readonly completeness: Completeness
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
}

export type ChainSource = {
  /**
   * Yields what to apply, in order. Ends at `toBlock`; with `once` at the head seen when it started following; else when
   * `signal` aborts. Bounded runs (`once`) give up on nodes that fail for long; live ones go on trying, with a warning.
   */
  events(from: EventsFrom): AsyncGenerator<ChainEvent>
  /**
   * What a contract answers to a read-only call, at the end of a block, or at the head; null when it answers nothing or refuses.
   * Nodes that keep no old states answer as of the head.
   */
  call(to: Hex, data: Hex, block?: number): Promise<Hex | null>
  /** Per node, for status and doctor. */
  nodes(): readonly NodeHealth[]
}

/** Header batches weigh more than wider ranges would save. */
const RANGE_BLOCKS_MAX = 2_000
const CONCURRENCY = 8
const POLL_MS = 1_000

/** A node's own trouble, as against a contract that refuses: the answer would not stand. */
const PASSING =
  /^(?!.*revert).*(rate|limit|too many|time(d )?out|capacity|busy|unavailable|not found|missing trie|internal)/is

/** What nodes say that prune old states. */
const FORGOTTEN = /missing trie|not found|not available|pruned|archive|historical|state .*unavailable|BlockOutOfRange/i
const isForgotten = (answer: RpcAnswer | undefined): boolean =>
  answer !== undefined && 'error' in answer && FORGOTTEN.test(answer.error.message)

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
  const plan = { current: planRanges(options.rangeBlocksMax ?? RANGE_BLOCKS_MAX) }
  const rule = createFinality(options.finality)

  async function* events({ held, once = false, toBlock, signal }: EventsFrom): AsyncGenerator<ChainEvent> {
    const context: Context = { nodes, log, clock, chainId, wanted, completeness, plan, patient: !once, signal }
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
      })
    } catch (error) {
      if (!signal?.aborted) throw error
    } finally {
      wake.close()
    }
  }

  const call: ChainSource['call'] = (to, data, block) =>
    nodes.run(
      async (node) => {
        const put = async (tag: string) => (await node.ask([{ method: 'eth_call', params: [{ to, data }, tag] }]))[0]
        const asked = await put(block === undefined ? 'latest' : toQuantity(block))
        const answer = block !== undefined && isForgotten(asked) ? await put('latest') : asked
        if (answer && 'error' in answer && PASSING.test(answer.error.message)) {
          const message = `${node.name} does not call contracts now: ${answer.error.message}`
          throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node: node.name } })
        }
        const result = answer && 'result' in answer ? answer.result : null
        return typeof result === 'string' && /^0x[0-9a-f]+$/i.test(result) ? (result.toLowerCase() as Hex) : null
      },
      { patient: false },
    )

  return { events, call, nodes: nodes.health }
}
