// biome-ignore-all lint/suspicious/noExplicitAny: answers of any shape are twisted.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Request = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] }
type Answer = { readonly id: unknown; readonly result?: unknown; readonly error?: unknown }

/** What a node says instead of the truth. */
export type Twist = (request: Request, answer: Answer) => Answer

export type TwistedNode = {
  readonly url: string
  /** Methods that were asked. */
  readonly asked: string[]
  stop(): Promise<void>
}

/** A node between us and the true one, that twists what it likes. */
export const startProxy = async (target: string, twist: Twist): Promise<TwistedNode> => {
  const asked: string[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const response = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const requests = [JSON.parse(body)].flat() as Request[]
    const answers = [await response.json()].flat() as Answer[]
    asked.push(...requests.map(({ method }) => method))
    const twisted = requests.map((request) => twist(request, answers.find(({ id }) => id === request.id)!))
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end(JSON.stringify(body.startsWith('[') ? twisted : twisted[0]))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const honest: Twist = (_, answer) => answer

/** Refuses methods, as nodes do that do not have them. */
export const without =
  (...methods: readonly string[]): Twist =>
  ({ id, method }, answer) =>
    methods.includes(method) ? { id, error: { code: -32601, message: 'the method does not exist' } } : answer

/** Changes what is answered to one method. */
export const instead =
  (method: string, change: (result: any, params: readonly unknown[]) => unknown): Twist =>
  (request, answer) =>
    request.method === method ? { id: answer.id, result: change(answer.result, request.params) } : answer
