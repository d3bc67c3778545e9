import { setTimeout as delay } from 'node:timers/promises'
import { DaybookError } from '../errors.ts'

export type Request = readonly [method: string, params: readonly unknown[]]

/** Asks many things in one message; the answers come in order. The node works on them at once, in no order. */
export type Ask = (requests: readonly Request[]) => Promise<readonly unknown[]>

/** A block of the demo has fewer; more would only make one long message of several short ones. */
const BATCH_MAX = 200
/** The node is on this machine and does nothing else. */
const ANSWER_MS_MAX = 30_000

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: { readonly message: string } }

/** A node of our own, asked many things at a time: thousands of transactions one by one would take minutes. */
export const createAsk = (url: string): Ask => {
  const askBatch: Ask = async (requests) => {
    const body = requests.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params }))
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    }).catch((cause: unknown) => gone(cause))
    const answers = (await response.json()) as Answer[]
    const byId = new Map(answers.map((answer) => [answer.id, answer]))
    return requests.map(([method], id) => {
      const answer = byId.get(id)
      if (answer && 'result' in answer) return answer.result
      const said = answer?.error?.message ?? 'nothing'
      throw new DaybookError('RPC_NONSENSE', `The local chain refuses ${method}: ${said}`, {
        details: { method, said },
      })
    })
  }
  return async (requests) => {
    const results: unknown[] = []
    for (let i = 0; i < requests.length; i += BATCH_MAX)
      results.push(...(await askBatch(requests.slice(i, i + BATCH_MAX))))
    return results
  }
}

const gone = async (cause: unknown): Promise<never> => {
  // Ctrl-C reaches the chain as soon as it reaches us: let our own signal be noticed first.
  await delay(200)
  throw new DaybookError('RPC_UNAVAILABLE', 'The local chain does not answer any more.', { cause })
}
