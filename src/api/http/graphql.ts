import type { IncomingMessage } from 'node:http'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import type { Store } from '../../store/store.ts'
import type { Bill, OperationContext, Outcome, Service } from '../context.ts'
import { createContext } from '../create-context.ts'
import { type Answer, type Packed, text } from './answer.ts'
import { answerOnce, questionOf } from './answer-once.ts'
import { BODY_MAX, parseJson, readBody } from './body.ts'
import type { KeptAnswers } from './kept-answers.ts'

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

const tooLarge = (): Answer => {
  const answer = text(413, `A request's body has at most ${BODY_MAX} bytes.`)
  return { ...answer, headers: { ...answer.headers, connection: 'close' } }
}

type Body = { readonly value: unknown } | { readonly answer: Answer }

/** A body as Apollo wants it: parsed when it is JSON; anything else is refused by Apollo, in its own words. */
const bodyOf = (request: IncomingMessage, raw: Buffer | null): Body => {
  if (raw === null) return { value: undefined }
  const contentType = (request.headers['content-type'] ?? '').toLowerCase()
  if (!/^application\/json\s*(;|$)/.test(contentType)) return { value: raw.toString('latin1') }
  if (!/^(utf-?8)?$/i.test(charsetOf(contentType) ?? '')) return { answer: text(415, 'Send JSON as UTF-8.') }
  const parsed = parseJson(raw)
  return 'problem' in parsed ? { answer: refused(parsed.problem) } : parsed
}

export type Answering = {
  readonly apollo: ApolloServer<OperationContext>
  readonly store: Store
  readonly service: Service
  readonly answers: KeptAnswers
}

/** Answers one GraphQL request: as it was answered before, where the books are the same, or anew. */
export const answerGraphql = async (
  request: IncomingMessage,
  url: URL,
  answering: Answering & { readonly bill: Bill },
): Promise<Answer | Packed> => {
  if (!/^(identity)?$/i.test(String(request.headers['content-encoding'] ?? '')))
    return text(415, 'Send the request uncompressed.')
  const raw = request.method === 'POST' ? await readBody(request) : null
  if (raw === undefined) return tooLarge()
  const question = raw === null ? null : questionOf(request, raw)
  const anew = (outcome?: Outcome) => answerAnew(request, url, { ...answering, raw, outcome })
  return question === null ? anew() : answerOnce(answering, { request, question, anew })
}

type Asked = Answering & { readonly bill: Bill; readonly raw: Buffer | null; readonly outcome: Outcome | undefined }

/** The whole operation reads one snapshot, and lets go of it when its answer is complete. */
const answerAnew = async (
  request: IncomingMessage,
  url: URL,
  { apollo, store, service, bill, raw, outcome }: Asked,
): Promise<Answer> => {
  const body = bodyOf(request, raw)
  if ('answer' in body) return body.answer
  const answer = await store.read((db) =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        search: url.search,
        body: body.value,
      },
      context: async () => createContext(store, db, service, bill, outcome),
    }),
  )
  const headers = Object.fromEntries(answer.headers)
  const content = answer.body.kind === 'complete' ? answer.body.string : ''
  return { status: answer.status ?? 200, headers: { 'cache-control': 'no-store', ...headers }, body: content }
}
