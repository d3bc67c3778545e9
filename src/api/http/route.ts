import type { IncomingMessage } from 'node:http'
import type { Log } from '../../log.ts'
import type { Bill } from '../context.ts'
import { rateLimited, retryAfter } from '../limits.ts'
import type { RateLimit } from '../rate-limit.ts'
import { type Answer, json, type Packed, preflight, text } from './answer.ts'
import { clientOf, isLoopback } from './client.ts'
import { graphiqlPage } from './graphiql.ts'
import { type Answering, answerGraphql, graphqlError } from './graphql.ts'
import { answerMetrics } from './metrics.ts'
import { statusPage, styleSheet } from './pages.ts'
import { answerReady, answerStatus, statuses } from './status.ts'

export type Routing = Answering & {
  readonly rates: RateLimit
  readonly log: Log
  /** Proxies in front of this server whose X-Forwarded-For is believed. */
  readonly trustedProxies: number
  /** Points a minute for each client; undefined for the default, which leaves this machine's own programs alone. */
  readonly pointsPerMinute: number | undefined
}

/** Where no points are counted off: the largest number that the API can say. */
const UNLIMITED = 2 ** 31 - 1

const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && /\btext\/html\b/.test(String(headers.accept ?? ''))

const urlOf = (request: IncomingMessage): URL | null => {
  const text = request.url ?? '/'
  return URL.canParse(text, 'http://localhost') ? new URL(text, 'http://localhost') : null
}

/** A bill with the one point on it that every request costs, also one that cannot be read. */
const openBill = (request: IncomingMessage, { rates, trustedProxies, pointsPerMinute }: Routing): Bill => {
  const client = clientOf(request, trustedProxies)
  const limit = pointsPerMinute ?? (isLoopback(client) ? UNLIMITED : undefined)
  const charge = (points: number) => rates.charge(client, points, limit)
  return { charge, allowance: charge(1), count: null }
}

/** Answers a request; what is thrown is a failure of this server. */
export const route = async (request: IncomingMessage, routing: Routing): Promise<Answer | Packed> => {
  const { store, service, log } = routing
  const url = urlOf(request)
  if (url === null) return text(400, 'This is no address.')
  if (url.pathname === '/health') return json(200, { alive: true })
  const bill = openBill(request, routing)
  if (!bill.allowance.allowed) {
    const seconds = retryAfter(bill.allowance, Date.now())
    return graphqlError(429, rateLimited(bill.allowance, 1, seconds), { 'retry-after': String(seconds) })
  }
  if (request.method === 'OPTIONS') return preflight
  if (request.headers.upgrade !== undefined) return text(400, 'Nothing here speaks another protocol than HTTP.')
  if (url.pathname === '/graphql')
    return wantsPage(request) ? graphiqlPage() : answerGraphql(request, url, { ...routing, bill })
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only /graphql takes anything but GET.')
  switch (url.pathname) {
    case '/pages.css':
      return styleSheet()
    case '/':
      return statusPage(service.name, service.version, await statuses(store))
    case '/ready':
      return answerReady(store, log)
    case '/status':
      return answerStatus(store)
    case '/metrics':
      return answerMetrics(store, service.version)
    default:
      return text(404, 'There is nothing here.')
  }
}
