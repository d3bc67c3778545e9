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

/** The same as bytes, ready for one kind of client. */
export type Packed = Pick<Answer, 'status' | 'headers'> & { readonly bytes: Buffer; readonly zipped: boolean }

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

export const takesGzip = ({ headers }: IncomingMessage): boolean =>
  /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))

/** An answer compressed where that helps and the client takes it. */
export const pack = async (request: IncomingMessage, { body = '', gzipped, ...head }: Answer): Promise<Packed> => {
  if (gzipped !== undefined) return { ...head, bytes: gzipped, zipped: true }
  const plain = Buffer.isBuffer(body) ? body : Buffer.from(body)
  return plain.length > GZIP_MIN && takesGzip(request)
    ? { ...head, bytes: await compress(plain), zipped: true }
    : { ...head, bytes: plain, zipped: false }
}

export const send = (
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, bytes, zipped }: Packed,
): void => {
  const empty = status === 204 || status === 304
  response.writeHead(status, {
    ...cors,
    ...quiet,
    vary: 'accept, accept-encoding',
    ...headers,
    ...(zipped && { 'content-encoding': 'gzip' }),
    ...(!empty && { 'content-length': String(bytes.length) }),
  })
  response.end(request.method === 'HEAD' || empty ? undefined : bytes)
}
