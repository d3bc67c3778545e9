import { DaybookError } from '../errors.ts'
import { type Endpoint, type HttpAnswer, post } from './http.ts'

export type RpcRequest = { readonly method: string; readonly params: readonly unknown[] }
export type RpcFault = { readonly code: number; readonly message: string }
/** What came for one request. `result: null` is an answer ("no such block"), an `error` is the node's refusal; neither is "empty". */
export type RpcAnswer = { readonly result: unknown } | { readonly error: RpcFault }

export type Rpc = {
  readonly name: string
  /** The most requests one batch may hold; sinks when the node refuses larger ones. */
  batchMax(): number
  /** One round trip, at most `batchMax` requests. Answers come in the order of the requests, one for each, or it throws. */
  send(requests: readonly RpcRequest[], signal?: AbortSignal): Promise<readonly RpcAnswer[]>
}

export type RpcOptions = { readonly timeoutMs?: number; readonly batchMax?: number; readonly bytesMax?: number }

const TIMEOUT_MS = 30_000
/** Providers commonly refuse more than a hundred requests at once. */
const BATCH_MAX = 100
/** V8 strings end near 512 MiB; a range that answers with more than this is halved long before. */
const BYTES_MAX = 128 * 1024 * 1024

/** JSON-RPC 2.0 over HTTP that takes nothing on trust: whatever is not a whole, matching answer is a named error. */
export const createRpc = (endpoint: Endpoint, options: RpcOptions = {}): Rpc => {
  const { timeoutMs = TIMEOUT_MS, bytesMax = BYTES_MAX } = options
  const node = endpoint.name
  let batchMax = options.batchMax ?? BATCH_MAX
  let lastId = 0

  const roundTrip = async (requests: readonly RpcRequest[], signal?: AbortSignal): Promise<readonly RpcAnswer[]> => {
    const first = lastId + 1
    lastId += requests.length
    const calls = requests.map((request, index) => ({ jsonrpc: '2.0', id: first + index, ...request }))
    const answer = await post(endpoint, JSON.stringify(calls.length === 1 ? calls[0] : calls), {
      timeoutMs,
      bytesMax,
      signal,
    })
    const body = parseBody(answer, endpoint)
    if (requests.length === 1) return match(Array.isArray(body) ? body : [body], { first, count: 1, endpoint })
    if (Array.isArray(body)) return match(body, { first, count: requests.length, endpoint })
    throw refusal(endpoint, faultOf(body, endpoint) ?? { code: 0, message: 'a single answer to a batch' })
  }

  const send = async (requests: readonly RpcRequest[], signal?: AbortSignal): Promise<readonly RpcAnswer[]> => {
    if (requests.length === 0) return []
    try {
      return await roundTrip(requests, signal)
    } catch (error) {
      if (requests.length === 1 || !isBatchRefusal(error)) throw error
      batchMax = Math.max(1, Math.min(batchMax, Math.floor(requests.length / 2)))
      const half = Math.ceil(requests.length / 2)
      const left = await send(requests.slice(0, half), signal)
      return [...left, ...(await send(requests.slice(half), signal))]
    }
  }

  return { name: node, batchMax: () => batchMax, send }
}

/** Whether the node asks for patience rather than for another request. */
export const isRateLimit = ({ code, message }: RpcFault): boolean =>
  code === 429 ||
  // A contract may revert with any words: they are its own, not the node's.
  (code !== 3 && !/revert/i.test(message) && RATE_LIMIT.test(message))

const RATE_LIMIT = /rate.?limit|rate exceeded|too many requests|throttl|compute units|capacity exceeded|per second/i

const nonsense = (endpoint: Endpoint, what: string) =>
  new DaybookError('RPC_NONSENSE', `${endpoint.name} answered ${what}`, { details: { node: endpoint.name, what } })

const refusal = (endpoint: Endpoint, fault: RpcFault) => {
  if (isRateLimit(fault)) return rateLimited(endpoint, null)
  const message = `${endpoint.name} refuses what it is asked: ${fault.message}`
  return new DaybookError('RPC_UNAVAILABLE', message, { details: { node: endpoint.name, batchRefused: true } })
}

const rateLimited = (endpoint: Endpoint, retryAfterMs: number | null) =>
  new DaybookError('RPC_UNAVAILABLE', `${endpoint.name} limits the rate of requests`, {
    details: { node: endpoint.name, rateLimited: true, retryAfterMs },
  })

const isBatchRefusal = (error: unknown): boolean => error instanceof DaybookError && error.details.batchRefused === true

const parseBody = (answer: HttpAnswer, endpoint: Endpoint): unknown => {
  const { status, text, retryAfterMs } = answer
  if (status === 429) throw rateLimited(endpoint, retryAfterMs)
  const body = parseJson(text)
  // A JSON-RPC answer counts whatever the status: nodes send refusals with 200, 400 or 500 alike.
  if (Array.isArray(body) || (typeof body === 'object' && body !== null && ('error' in body || 'result' in body)))
    return body
  if (status === 401 || status === 403 || status >= 500) {
    const message = `${endpoint.name} answers with HTTP status ${status}`
    throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node: endpoint.name, status } })
  }
  if (status >= 400) throw refusal(endpoint, { code: status, message: `HTTP status ${status}` })
  const html = text.trimStart().startsWith('<')
  const what = text.length === 0 ? 'nothing' : html ? 'HTML' : body === undefined ? 'broken JSON' : 'other JSON'
  throw nonsense(endpoint, `${what} where a JSON-RPC answer was expected (HTTP status ${status})`)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Span = { readonly first: number; readonly count: number; readonly endpoint: Endpoint }

/** Puts answers in the order of the requests by their ids. A missing, foreign or double answer is nonsense, not "empty". */
const match = (items: readonly unknown[], { first, count, endpoint }: Span): readonly RpcAnswer[] => {
  const answers = new Array<RpcAnswer | undefined>(count)
  for (const item of items) {
    if (typeof item !== 'object' || item === null) throw nonsense(endpoint, 'an item that is no JSON-RPC answer')
    const { id, result } = item as { id?: unknown; result?: unknown }
    const error = faultOf(item, endpoint)
    // A request that could not even be read is answered with the id null; alone, it can only be ours.
    const index = id === null && error && count === 1 ? 0 : idOf(id) - first
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      if (error && id == null) throw refusal(endpoint, error)
      throw nonsense(endpoint, 'to a request that was not asked')
    }
    if (answers[index] !== undefined) throw nonsense(endpoint, 'twice to one request')
    if (error) answers[index] = { error }
    else if (result !== undefined) answers[index] = { result }
    else throw nonsense(endpoint, 'with neither result nor error')
  }
  const missing = answers.indexOf(undefined)
  if (missing >= 0 || items.length !== count) throw nonsense(endpoint, `${items.length} of ${count} requests`)
  return answers as readonly RpcAnswer[]
}

/** Some nodes tell ids as text. Of anything else Number makes what it likes, or throws. */
const idOf = (id: unknown): number => (typeof id === 'number' || typeof id === 'string' ? Number(id) : Number.NaN)

const faultOf = (body: unknown, endpoint: Endpoint): RpcFault | null => {
  const { error } = body as { error?: unknown }
  if (error === undefined || error === null) return null
  if (typeof error === 'string') return { code: 0, message: redact(error, endpoint) }
  const { code, message } = error as { code?: unknown; message?: unknown }
  const text = typeof message === 'string' ? message : 'no message'
  return { code: typeof code === 'number' ? code : 0, message: redact(text, endpoint) }
}

const MESSAGE_LENGTH_MAX = 300

const redact = (text: string, { secrets, url }: Endpoint): string =>
  [url, ...secrets].reduce((rest, secret) => rest.replaceAll(secret, '…'), text).slice(0, MESSAGE_LENGTH_MAX)
