import { DaybookError } from '../errors.ts'

/** A node's URL taken apart: what may be said (`name`) and what may not (`secrets`). */
export type Endpoint = {
  /** Host and port: the only part of a URL that may appear in logs, errors, metrics and the API. */
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Parts of the URL that may be keys; they are cut out of whatever a node says back. */
  readonly secrets: readonly string[]
}

export type HttpAnswer = { readonly status: number; readonly retryAfterMs: number | null; readonly text: string }
export type HttpLimits = {
  readonly timeoutMs: number
  readonly bytesMax: number
  readonly signal?: AbortSignal | undefined
}

/** Shorter path segments ("v2", "rpc") are words, not keys. */
const SECRET_LENGTH_MIN = 6

export const parseEndpoint = (text: string): Endpoint => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new DaybookError('CONFIG_INVALID', 'An rpc URL is no http:// or https:// URL with a host')
  }
  const words = [...url.pathname.split('/'), ...url.searchParams.values(), url.username, url.password]
  const secrets = words.filter((word) => word.length >= SECRET_LENGTH_MIN)
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  // fetch refuses URLs with a user in them, and prints them whole as it does.
  if (url.username !== '' || url.password !== '') {
    const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers.authorization = `Basic ${Buffer.from(user).toString('base64')}`
    url.username = ''
    url.password = ''
  }
  return { name: url.host, url: url.href, headers, secrets }
}

/** POSTs `body` and reads at most `bytesMax` of the answer; every failure is named by the host alone. */
export const post = async (endpoint: Endpoint, body: string, limits: HttpLimits): Promise<HttpAnswer> => {
  const { timeoutMs, bytesMax, signal } = limits
  const abort = new AbortController()
  let late = false
  const stop = () => abort.abort()
  const timer = setTimeout(() => {
    late = true
    stop()
  }, timeoutMs)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    signal?.throwIfAborted()
    const { url, headers } = endpoint
    const response = await fetch(url, { method: 'POST', headers, body, signal: abort.signal, redirect: 'error' })
    const text = await readAtMost(response, bytesMax, endpoint.name)
    return { status: response.status, retryAfterMs: parseRetryAfter(response.headers.get('retry-after')), text }
  } catch (error) {
    if (error instanceof DaybookError || signal?.aborted) throw error
    const reason = late ? `no answer within ${timeoutMs} ms` : reasonOf(error)
    // The cause stays out: its text may hold the URL.
    throw new DaybookError('RPC_UNAVAILABLE', `${endpoint.name} does not answer: ${reason}`, {
      details: { node: endpoint.name, reason, ...(late ? { tooMuch: true } : {}) },
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    abort.abort()
  }
}

const readAtMost = async (response: Response, bytesMax: number, node: string): Promise<string> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > bytesMax) {
      throw new DaybookError('RPC_NONSENSE', `${node} answered with more than ${bytesMax} bytes`, {
        details: { node, bytesMax, tooMuch: true },
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length).toString('utf8')
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error) return (cause as Error & { code?: string }).code ?? cause.name
  return 'unknown'
}

const parseRetryAfter = (value: string | null): number | null =>
  value !== null && /^\d{1,4}$/.test(value) ? Number(value) * 1000 : null
