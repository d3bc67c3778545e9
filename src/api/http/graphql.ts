import type { IncomingMessage } from 'node:http'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import type { Store } from '../../store/store.ts'
import type { Context, Service } from '../context.ts'
import { createContext } from '../create-context.ts'
import { type Answer, text } from './answer.ts'
import { BODY_MAX, readBody } from './body.ts'

const headersOf = (request: IncomingMessage): HeaderMap => {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}

/** A body as Apollo wants it: parsed when it is JSON, else the text, which it refuses in its own words. */
const parseBody = (body: string, contentType: string): unknown => {
  if (!contentType.startsWith('application/json')) return body
  return JSON.parse(body) as unknown
}

const refused = (message: string): Answer => ({
  status: 400,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }),
})

export type Answering = { readonly apollo: ApolloServer<Context>; readonly store: Store; readonly service: Service }

/** Answers one GraphQL request. The whole operation reads one snapshot, and lets go of it when its answer is complete. */
export const answerGraphql = async (
  request: IncomingMessage,
  url: URL,
  { apollo, store, service }: Answering,
): Promise<Answer> => {
  if (request.headers['content-encoding'] !== undefined) return text(415, 'Send the request uncompressed.')
  const raw = request.method === 'POST' ? await readBody(request) : ''
  if (raw === undefined) {
    const answer = text(413, `A request's body has at most ${BODY_MAX} bytes.`)
    return { ...answer, headers: { ...answer.headers, connection: 'close' } }
  }
  let body: unknown
  try {
    body = request.method === 'POST' ? parseBody(raw, request.headers['content-type'] ?? '') : undefined
  } catch {
    return refused('The body is not JSON.')
  }
  const answer = await store.read((db) =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        search: url.search,
        body,
      },
      context: async () => createContext(store, db, service),
    }),
  )
  const headers = Object.fromEntries(answer.headers)
  const content = answer.body.kind === 'complete' ? answer.body.string : ''
  return { status: answer.status ?? 200, headers: { 'cache-control': 'no-store', ...headers }, body: content }
}
