import type { IncomingMessage } from 'node:http'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import type { Store } from '../../store/store.ts'
import type { Bill, Context, Service } from '../context.ts'
import { createContext } from '../create-context.ts'
import { type Answer, text } from './answer.ts'
import { BODY_MAX, parseJson, readBody } from './body.ts'

const graphqlMedia = /\bapplication\/(graphql-response\+)?json\b/i

const headersOf = (request: IncomingMessage): HeaderMap => {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  // Links, images, forms and scripts of other pages cannot ask for these media types: only code can, which may read all this anyway.
  if (request.method === 'GET' && graphqlMedia.test(String(request.headers.accept ?? '')))
    headers.set('apollo-require-preflight', '1')
  return headers
}

/** An answer without data, for what goes wrong before there is an operation. */
export const graphqlError = (
  status: number,
  { message, extensions }: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> },
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ errors: [{ message, extensions }] }),
})

const refused = (message: string): Answer => graphqlError(400, { message, extensions: { code: 'BAD_REQUEST' } })

const charsetOf = (contentType: string): string | undefined => /;\s*charset="?([^";\s]+)/i.exec(contentType)?.[1]

type Body = { readonly value: unknown } | { readonly answer: Answer }

/** A body as Apollo wants it: parsed when it is JSON; anything else is refused by Apollo, in its own words. */
const bodyOf = async (request: IncomingMessage): Promise<Body> => {
  if (request.method !== 'POST') return { value: undefined }
  const raw = await readBody(request)
  if (raw === undefined) {
    const answer = text(413, `A request's body has at most ${BODY_MAX} bytes.`)
    return { answer: { ...answer, headers: { ...answer.headers, connection: 'close' } } }
  }
  const contentType = (request.headers['content-type'] ?? '').toLowerCase()
  if (!/^application\/json\s*(;|$)/.test(contentType)) return { value: raw.toString('latin1') }
  if (!/^(utf-?8)?$/i.test(charsetOf(contentType) ?? '')) return { answer: text(415, 'Send JSON as UTF-8.') }
  const parsed = parseJson(raw)
  return 'problem' in parsed ? { answer: refused(parsed.problem) } : parsed
}

export type Answering = { readonly apollo: ApolloServer<Context>; readonly store: Store; readonly service: Service }

/** Answers one GraphQL request. The whole operation reads one snapshot, and lets go of it when its answer is complete. */
export const answerGraphql = async (
  request: IncomingMessage,
  url: URL,
  { apollo, store, service, bill }: Answering & { readonly bill: Bill },
): Promise<Answer> => {
  if (!/^(identity)?$/i.test(String(request.headers['content-encoding'] ?? '')))
    return text(415, 'Send the request uncompressed.')
  const body = await bodyOf(request)
  if ('answer' in body) return body.answer
  const answer = await store.read((db) =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        search: url.search,
        body: body.value,
      },
      context: async () => createContext(store, db, service, bill),
    }),
  )
  const headers = Object.fromEntries(answer.headers)
  const content = answer.body.kind === 'complete' ? answer.body.string : ''
  return { status: answer.status ?? 200, headers: { 'cache-control': 'no-store', ...headers }, body: content }
}
