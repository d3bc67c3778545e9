import { parseEndpoint } from '../../chain/http.ts'
import { createRpc, type RpcAnswer, type RpcRequest } from '../../chain/rpc.ts'
import type { Clock } from '../../clock.ts'
import { DaybookError } from '../../errors.ts'

/** One node, asked without the patience of the indexer, so that its limits are seen. */
export type Probe = {
  /** Host and port. */
  readonly name: string
  ask(method: string, params: readonly unknown[]): Promise<{ answer: RpcAnswer; ms: number }>
  /** All in one batch, as far as the node takes it. */
  askAll(requests: readonly RpcRequest[]): Promise<{ answers: readonly RpcAnswer[]; ms: number }>
  /** Most requests of one batch that were not refused so far. */
  batchMax(): number
}

/** A node that needs longer for one small question is of no use for indexing. */
const TIMEOUT_MS = 15_000
/** Public nodes allow few requests a second: a short wait is no fault. */
const RATE_LIMIT_WAITS = 3
const RATE_LIMIT_MS = 1_000

export const createProbe = (url: string, { clock, signal }: { clock: Clock; signal: AbortSignal }): Probe => {
  const endpoint = parseEndpoint(url)
  const rpc = createRpc(endpoint, { timeoutMs: TIMEOUT_MS })

  const send = async (requests: readonly RpcRequest[]) => {
    for (let waits = 0; ; waits++) {
      const startedAt = performance.now()
      try {
        const answers = await rpc.send(requests, signal)
        return { answers, ms: performance.now() - startedAt }
      } catch (error) {
        const isLimited = error instanceof DaybookError && error.details.rateLimited === true
        if (!isLimited || waits >= RATE_LIMIT_WAITS) throw error
        await clock.sleep(RATE_LIMIT_MS * 2 ** waits, signal)
      }
    }
  }

  return {
    name: endpoint.name,
    batchMax: rpc.batchMax,
    askAll: send,
    ask: async (method, params) => {
      const { answers, ms } = await send([{ method, params }])
      return { answer: answers[0]!, ms }
    },
  }
}
