import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer, Call } from './node-answers.ts'

/** What was asked and sent: the request plan of whoever was measured. */
export type Usage = { http: number; bytes: number; calls: Record<string, number> }

export type NodeServer = { readonly url: string; usage(): Usage; stop(): Promise<void> }

export type ServerOptions = {
  readonly answer: (call: Call) => Answer
  readonly port: number
  /** Added to each request, as a network would. */
  readonly latencyMs: number
}

/** JSON-RPC over HTTP, answers put together from ready pieces. `GET /usage` tells the usage so far. */
export const startNodeServer = async ({ answer, port, latencyMs }: ServerOptions): Promise<NodeServer> => {
  const usage: Usage = { http: 0, bytes: 0, calls: {} }

  const write = (call: Call, pieces: Buffer[]) => {
    const name = String(call.method)
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

  const respond = (text: string): Buffer => {
    const pieces: Buffer[] = []
    const calls = parse(text)
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
    const send = (body: Buffer) => {
      usage.bytes += body.length
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
    }
    if (request.method === 'GET') {
      response.end(JSON.stringify(usage))
      return
    }
    usage.http += 1
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      if (latencyMs > 0) setTimeout(() => send(respond(text)), latencyMs)
      else send(respond(text))
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    usage: () => usage,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const parse = (text: string): unknown => {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}
