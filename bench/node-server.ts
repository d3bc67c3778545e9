import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHeadSocket } from './head-socket.ts'
import type { Answer, Call } from './node-answers.ts'

/** What was asked and sent: the request plan of whoever was measured. Blocks with whole transactions count as another method. */
export type Usage = { http: number; bytes: number; calls: Record<string, number> }

/** A request over HTTP: when it came and was answered (milliseconds since 1970), and what it asked first. */
export type Request = { readonly from: number; readonly to: number; readonly method: string }

export type NodeServer = {
  readonly url: string
  /** Tells all that listen for new heads over ws:// of one. */
  announce(header: object): void
  stop(): Promise<void>
}

export type ServerOptions = {
  readonly answer: (call: Call) => Answer
  readonly port: number
  /** Added to each request, as a network would. */
  readonly latencyMs: number
  /** What else may be asked of it, by GET and a path: answered at once, as JSON. */
  readonly more?: Readonly<Record<string, () => unknown>>
}

/** JSON-RPC over HTTP, answers put together from ready pieces. `GET /usage` tells the usage so far, `GET /requests` each request. */
export const startNodeServer = async ({ answer, port, latencyMs, more = {} }: ServerOptions): Promise<NodeServer> => {
  const usage: Usage = { http: 0, bytes: 0, calls: {} }
  const requests: Request[] = []

  const write = (call: Call, pieces: Buffer[]) => {
    const name = nameOf(call)
    usage.calls[name] = (usage.calls[name] ?? 0) + 1
    const answered = answer(call)
    const opening = `{"jsonrpc":"2.0","id":${JSON.stringify(call.id ?? null)},`
    if ('error' in answered) {
      pieces.push(Buffer.from(`${opening}"error":${JSON.stringify(answered.error)}}`))
      return
    }
    pieces.push(Buffer.from(`${opening}"result":`))
    for (const piece of answered.result) pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
    pieces.push(Buffer.from('}'))
  }

  const respond = (calls: unknown): Buffer => {
    const pieces: Buffer[] = []
    if (calls === undefined) {
      return Buffer.from('{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"parse error"}}')
    }
    if (Array.isArray(calls)) {
      ;(calls as readonly Call[]).forEach((call, index) => {
        pieces.push(Buffer.from(index === 0 ? '[' : ','))
        write(call, pieces)
      })
      pieces.push(Buffer.from(']'))
    } else write(calls as Call, pieces)
    return Buffer.concat(pieces)
  }

  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const told = more[request.url!] ?? (() => (request.url === '/requests' ? requests : usage))
      response.end(JSON.stringify(told()))
      return
    }
    const from = now()
    usage.http += 1
    const answerTo = (calls: unknown) => {
      const body = respond(calls)
      usage.bytes += body.length
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
      const first = (Array.isArray(calls) ? calls[0] : calls) as Call | undefined
      requests.push({ from, to: now(), method: first === undefined ? 'nothing' : nameOf(first) })
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const calls = parse(Buffer.concat(chunks).toString())
      if (latencyMs > 0) setTimeout(answerTo, latencyMs, calls)
      else answerTo(calls)
    })
  })
  server.keepAliveTimeout = 60_000
  const heads = createHeadSocket(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    announce: heads.announce,
    stop: () =>
      new Promise((resolve) => {
        heads.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** By the clock that all processes of a machine share, finer than Date.now. */
const now = (): number => performance.timeOrigin + performance.now()

const nameOf = ({ method, params }: Call): string =>
  String(method).startsWith('eth_getBlockBy') && params?.[1] === true ? `${method}, whole` : String(method)

const parse = (text: string): unknown => {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}
