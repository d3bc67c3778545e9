import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { createApollo } from './apollo.ts'
import type { Service } from './context.ts'
import { type Answer, json, preflight, send, text } from './http/answer.ts'
import { graphiqlPage } from './http/graphiql.ts'
import { type Answering, answerGraphql } from './http/graphql.ts'
import { statusPage, styleSheet } from './http/pages.ts'
import { answerReady, answerStatus, statuses } from './http/status.ts'
import { createSchema, schemaHashOf } from './schema.ts'

export type ServerOptions = {
  readonly store: Store
  /** Name of this index, shown by the API. */
  readonly name: string
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly log: Log
  readonly version: string
}
export type RunningServer = { readonly url: string; stop(): Promise<void> }

/** A client that is slow to say what it wants holds nothing up for longer than this. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 15_000
const KEEP_ALIVE_MS = 5_000
const HEADER_BYTES_MAX = 16_384
/** Time that running requests are given to end when the server stops. */
const STOP_MS = 5_000

const wantsPage = (request: IncomingMessage): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') && /\btext\/html\b/.test(String(request.headers.accept ?? ''))

const route = async (request: IncomingMessage, answering: Answering): Promise<Answer> => {
  const { store, service } = answering
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (request.method === 'OPTIONS') return preflight
  if (url.pathname === '/graphql') return wantsPage(request) ? graphiqlPage() : answerGraphql(request, url, answering)
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only /graphql takes anything but GET.')
  if (url.pathname === '/pages.css') return styleSheet()
  switch (url.pathname) {
    case '/':
      return statusPage(service.name, service.version, await statuses(store))
    case '/health':
      return json(200, { alive: true })
    case '/ready':
      return answerReady(store)
    case '/status':
      return answerStatus(store)
    default:
      return text(404, 'There is nothing here.')
  }
}

/** Serves the API over HTTP until it is told to stop. */
export const startServer = async ({ store, name, host, port, log, version }: ServerOptions): Promise<RunningServer> => {
  const schema = createSchema()
  const service: Service = { name, version, schemaHash: schemaHashOf(schema) }
  const apollo = createApollo(schema, log)
  await apollo.start()
  const answering: Answering = { apollo, store, service }

  const server = createServer(
    { maxHeaderSize: HEADER_BYTES_MAX, keepAliveTimeout: KEEP_ALIVE_MS },
    async (request, response) => {
      try {
        await send(request, response, await route(request, answering))
      } catch (error) {
        log.error('A request failed', {
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        })
        if (!response.headersSent)
          await send(request, response, text(500, 'Something went wrong here; it has been logged.'))
        else response.destroy()
      }
    },
  )
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port: taken } = server.address() as AddressInfo
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  log.info('Serving the API', { url })

  return {
    url,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), STOP_MS)
      await closed
      clearTimeout(timer)
      await apollo.stop()
    },
  }
}
