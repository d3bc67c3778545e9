import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** What goes back over HTTP, before it is known to whom. */
export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** The body compressed beforehand, for pages that never change: sent to everybody, so that it is held once and not for each. */
  readonly gzipped?: Buffer
}

const compress = promisify(gzip)
/** Smaller answers cost more to compress than they save. */
const GZIP_MIN = 1_000

/** Anybody may read: there are no cookies and nothing to write. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
}

/** Nothing that is served is to run, be framed or tell where a reader came from; pages say for themselves what they need. */
const quiet = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: `${JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))}\n`,
})

export const text = (status: number, sentence: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${sentence}\n`,
})

/** The answer to a browser that asks what it may do. */
export const preflight: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': 'content-type, apollo-require-preflight, x-apollo-operation-name',
    'access-control-max-age': '86400',
  },
}

/** Sends an answer, compressed where that helps and the client takes it. */
export const send = async (request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> => {
  const takes = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const plain = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body ?? '')
  const zipped = answer.gzipped !== undefined || (takes && plain.length > GZIP_MIN)
  const body = zipped ? (answer.gzipped ?? (await compress(plain))) : plain
  const empty = answer.status === 204 || answer.status === 304
  response.writeHead(answer.status, {
    ...cors,
    ...quiet,
    vary: 'accept, accept-encoding',
    ...answer.headers,
    ...(zipped && { 'content-encoding': 'gzip' }),
    ...(!empty && { 'content-length': String(body.length) }),
  })
  response.end(request.method === 'HEAD' || empty ? undefined : body)
}
