import PQueue from 'p-queue'
import type { Clock } from '../clock.ts'
import { DaybookError } from '../errors.ts'
import { isRateLimit, type Rpc, type RpcAnswer, type RpcRequest } from './rpc.ts'

/** Asks one node: in batches, so many at once, patient with rate limits and with what goes wrong on the way. */
export type Asking = {
  /** Answers in the order of the requests. */
  ask(requests: readonly RpcRequest[], signal?: AbortSignal): Promise<readonly RpcAnswer[]>
  readonly stats: { readonly requests: number; readonly repeated: number; readonly latencyMs: number }
}

export type AskOptions = {
  readonly rpc: Rpc
  readonly clock: Clock
  readonly concurrency: number
  /** A number in [0, 1) that spreads repeats, so that requests refused together do not come back together. */
  readonly jitter: () => number
}

/** Waits of one batch on a rate limit before the node counts as failed: 0.25 + 0.5 + … + 4 s. */
const RATE_LIMIT_WAITS = 5
const RATE_LIMIT_MS = 250
const RETRY_AFTER_MS_MAX = 30_000
/** A batch that is garbled or lost on the way is asked again this often, before all that belongs with it is read anew. */
const REPEATS = 2
const REPEAT_MS = 100
/** Answers without a refusal before one more batch is sent at once. */
const QUIET_MIN = 20

export const backoffMs = (baseMs: number, times: number, jitter: () => number): number =>
  baseMs * 2 ** Math.min(times, 16) * (0.75 + 0.5 * jitter())

export const createAsk = ({ rpc, clock, concurrency, jitter }: AskOptions): Asking => {
  const queue = new PQueue({ concurrency })
  const stats = { requests: 0, repeated: 0, latencyMs: 0 }
  let quiet = 0

  const roundTrip = async (batch: readonly RpcRequest[], signal?: AbortSignal) => {
    signal?.throwIfAborted()
    stats.requests += batch.length
    const start = performance.now()
    const answers = await rpc.send(batch, signal)
    const ms = performance.now() - start
    stats.latencyMs = stats.latencyMs === 0 ? ms : stats.latencyMs * 0.9 + ms * 0.1
    return answers
  }

  const slowDown = () => {
    quiet = 0
    queue.concurrency = Math.max(1, Math.floor(queue.concurrency / 2))
  }
  const speedUp = () => {
    quiet += 1
    if (quiet % QUIET_MIN === 0 && queue.concurrency < concurrency) queue.concurrency += 1
  }

  const askBatch = async (batch: readonly RpcRequest[], signal?: AbortSignal): Promise<readonly RpcAnswer[]> => {
    const answers = new Map<RpcRequest, RpcAnswer>()
    let waits = 0
    let repeats = 0
    for (;;) {
      const open = batch.filter((request) => !answers.has(request))
      if (open.length === 0) return batch.map((request) => answers.get(request)!)
      let waitMs = 0
      try {
        const got = await queue.add(() => roundTrip(open, signal))
        const taken = [...got.entries()].filter(([, answer]) => !('error' in answer && isRateLimit(answer.error)))
        for (const [index, answer] of taken) answers.set(open[index]!, answer)
        if (taken.length === open.length) speedUp()
        else waitMs = backoffMs(RATE_LIMIT_MS, waits, jitter)
      } catch (error) {
        if (!(error instanceof DaybookError)) throw error
        if (error.details.rateLimited === true && waits < RATE_LIMIT_WAITS) {
          const toldMs = Math.min(Number(error.details.retryAfterMs ?? 0), RETRY_AFTER_MS_MAX)
          waitMs = Math.max(toldMs, backoffMs(RATE_LIMIT_MS, waits, jitter))
        } else if (isPassing(error) && repeats < REPEATS) {
          stats.repeated += 1
          await clock.sleep(backoffMs(REPEAT_MS, repeats, jitter), signal)
          repeats += 1
        } else throw error
      }
      if (waitMs === 0) continue
      if (waits === RATE_LIMIT_WAITS) {
        const message = `${rpc.name} limits the rate of requests`
        throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node: rpc.name } })
      }
      waits += 1
      stats.repeated += 1
      slowDown()
      await clock.sleep(waitMs, signal)
    }
  }

  const ask = async (requests: readonly RpcRequest[], signal?: AbortSignal): Promise<readonly RpcAnswer[]> => {
    const size = rpc.batchMax()
    const batches: Promise<readonly RpcAnswer[]>[] = []
    for (let at = 0; at < requests.length; at += size) batches.push(askBatch(requests.slice(at, at + size), signal))
    return (await Promise.all(batches)).flat()
  }

  return { ask, stats }
}

/** What another try may mend: not a refusal, and not an answer that is too much for the node or for us. */
const isPassing = ({ details }: DaybookError): boolean =>
  !['rateLimited', 'batchRefused', 'tooMuch'].some((key) => details[key] === true)
