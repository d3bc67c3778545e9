import { DaybookError } from '../errors.ts'
import { assertApplied } from './applied.ts'
import { backfill } from './backfill.ts'
import type { Context } from './context.ts'
import { type DecideOptions, decide } from './decide.ts'
import type { ChainEvent, Cursor } from './event.ts'
import { isBehindOthers } from './leader.ts'
import type { Wake } from './wake.ts'

export type FollowOptions = DecideOptions & {
  readonly once: boolean
  readonly pollMs: number
  readonly wake: Wake
  /** Told of each look at a node that brings nothing, with the highest block that is known: the loop is alive. */
  readonly looked?: ((head: number) => Promise<void>) | undefined
}

/** Looks in a row that bring nothing before the other nodes are asked whether they know more. */
const IDLE_MAX = 10
/** Times in a row that history may fail to follow on what is held before `once` gives up. */
const UNLINKED_MAX = 3

/** History and head in one loop: look at a node, decide, yield, and look again. Nothing is remembered that `held` can tell. */
export async function* follow(context: Context, options: FollowOptions): AsyncGenerator<ChainEvent> {
  const { held, once, pollMs, wake } = options
  const { signal } = context
  let target = options.toBlock
  let told = { finalized: -1, head: -1 }
  let unlinked = 0
  let idle = 0

  while (!signal?.aborted) {
    const deciding = { ...options, toBlock: target, announced: wake.announced() }
    const step = await context.nodes.run((node) => decide(context, node, deciding), context)
    switch (step.type) {
      case 'history': {
        const { look, from, parentHash } = step
        const { finalized } = look
        const head = look.head.number
        if (once && finalized >= head) target = Math.min(target, head)
        const to = Math.min(finalized, target)
        const complete = yield* backfill(context, { held, from, to, parentHash, finalized, head, named: look.named })
        told = { finalized, head }
        unlinked = complete ? 0 : unlinked + 1
        if (once && unlinked >= UNLINKED_MAX) throw notLinked(context, from)
        if (unlinked > 0) await wake.wait(pollMs, signal)
        break
      }
      case 'branch': {
        const { event, whole } = step
        idle = 0
        if (once) target = Math.min(target, event.head)
        yield event
        assertApplied(held, event.blocks.at(-1)!)
        await context.believed?.told(whole)
        told = { finalized: event.finalized, head: event.head }
        break
      }
      case 'wait': {
        const { finalized, head, lags } = step
        if (!lags && (finalized !== told.finalized || head !== told.head)) {
          told = { finalized, head }
          yield { type: 'head', finalized, head }
        }
        await options.looked?.(Math.max(head, held.cursor()?.number ?? head))
        if (reached(held.cursor(), target)) return
        idle += 1
        // The one that is asked may be stuck while others go on.
        const stuck = (lags || idle % IDLE_MAX === 0) && (await isBehindOthers(context, step.node, step.seen))
        if (stuck) break
        if (once) return
        await wake.wait(pollMs, signal)
        break
      }
    }
  }
}

const reached = (cursor: Cursor, target: number) => cursor !== null && cursor.number >= target

const notLinked = ({ chainId }: Context, from: number) =>
  new DaybookError(
    'RESPONSE_INCONSISTENT',
    `No node has a block ${from} of chain ${chainId} that follows on what is indexed`,
    {
      details: { chainId, from },
    },
  )
