import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../log.ts'
import type { Witness } from '../proof/block-evidence.ts'
import type { Store } from '../store/store.ts'
import { createApollo } from './apollo.ts'
import type { Service } from './context.ts'
import { createEvidence } from './evidence.ts'
import { type Answer, pack, send } from './http/answer.ts'
import { createCrowd } from './http/crowd.ts'
import { graphqlError } from './http/graphql.ts'
import { createKeptAnswers } from './http/kept-answers.ts'
import { type Routing, route } from './http/route.ts'
import { limitSockets, type SocketLimits, serverOptions, socketLimits } from './http/sockets.ts'
import { COST_MAX } from './limits.ts'
import { CLIENTS_MAX, createRateLimit, MINUTE_SECONDS } from './rate-limit.ts'
import { createSchema, schemaHashOf } from './schema.ts'

/** What one client may ask for; everything has a default. */
export type ApiLimits = {
  /** Points of one operation. */
  readonly costMax?: number
  /** Points of one client in a minute; where left out, programs on this machine may spend without end. */
  readonly pointsPerMinute?: number
  /** Proxies in front of this server that write X-Forwarded-For. */
  readonly trustedProxies?: number
  /** Bytes of answers that are kept; with 0 none are. */
  readonly answersBytesMax?: number
}

export type ServerOptions = {
  readonly store: Store
  /** Name of this index, shown by the API. */
  readonly name: string
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly log: Log
  readonly version: string
  readonly limits?: ApiLimits
  readonly sockets?: Partial<SocketLimits>
  /** Asks the chains' nodes for what proves a payout; without it, nothing is proven. */
  readonly witness?: Witness
}
export type RunningServer = { readonly url: string; stop(): Promise<void> }

/** Time that running requests are given to end when the server stops. */
const STOP_MS = 5_000
/** Requests under way at once; more are sent away at once instead of waiting without end. */
const RUNNING_MAX = 1_000
/** Requests of one connection whose answers are not all sent: a client that asks on without reading is not worth the memory. */
const PIPELINED_MAX = 16
/** Fifty of the dearest operations, or a few thousand ordinary ones. */
const POINTS_PER_MINUTE = 250_000
/** Some thousands of full pages. */
const ANSWERS_BYTES_MAX = 67_108_864

const overloaded: Answer = graphqlError(
  503,
  { message: 'Too many requests are under way; ask again in a second.', extensions: { code: 'OVERLOADED' } },
  { 'retry-after': '1' },
)
const failed: Answer = graphqlError(500, {
  message: 'Something went wrong here; it has been logged.',
  extensions: { code: 'INTERNAL_SERVER_ERROR' },
})

/** Answers requests, whatever becomes of them; at most `RUNNING_MAX` at once, and `PIPELINED_MAX` of them for one connection. */
const createListener = (routing: Routing, log: Log) => {
  const crowd = createCrowd()
  const answer = async (request: IncomingMessage) => {
    try {
      return await route(request, routing)
    } catch (error) {
      // Whoever has gone away wants no answer, and is no fault of ours.
      if (request.socket.destroyed) return undefined
      log.error('A request failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      return failed
    }
  }
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { running, pipelined } = crowd.enter(request, response)
    if (pipelined > PIPELINED_MAX) return void request.socket.destroy()
    try {
      const answered = running > RUNNING_MAX ? overloaded : await answer(request)
      if (answered === undefined) return
      send(request, response, 'bytes' in answered ? answered : await pack(request, answered))
    } catch {
      response.destroy()
    }
  }
}

/** Serves the API over HTTP until it is told to stop. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { store, name, host, port, log, version, limits = {} } = options
  const sockets = { ...socketLimits, ...options.sockets }
  const schema = createSchema()
  const service: Service = {
    name,
    version,
    schemaHash: schemaHashOf(schema),
    evidence: createEvidence(options.witness),
  }
  const apollo = createApollo(schema, log, limits.costMax ?? COST_MAX)
  await apollo.start()
  const rules = { points: POINTS_PER_MINUTE, windowSeconds: MINUTE_SECONDS, clientsMax: CLIENTS_MAX }
  const { pointsPerMinute, trustedProxies = 0 } = limits
  const rates = createRateLimit(rules, Date.now)
  const answers = createKeptAnswers(limits.answersBytesMax ?? ANSWERS_BYTES_MAX)
  const routing: Routing = { apollo, store, service, log, rates, pointsPerMinute, trustedProxies, answers }

  const server = createServer(serverOptions(sockets), createListener(routing, log))
  limitSockets(server, sockets)

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
