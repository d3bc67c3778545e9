import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

type Call = { id: number; method: string; params: unknown[] }
type Reply = { result: unknown } | { error: { code: number; message: string } }
/** What a scripted node answers to one method; undefined for what it does not know. */
export type Script = Record<string, (params: never) => Reply | unknown>

const bloomOf = (full: boolean) => `0x${(full ? 'ff' : '00').repeat(256)}`
const hash = (number: number) => `0x${number.toString(16).padStart(64, '0')}`
const quantity = (number: number) => `0x${number.toString(16)}`

/** A header as nodes give it. */
export const aHeader = (number: number, { timestamp = 1_000_000, full = false } = {}) => ({
  number: quantity(number),
  hash: hash(number),
  parentHash: hash(Math.max(0, number - 1)),
  timestamp: quantity(timestamp),
  logsBloom: bloomOf(full),
  transactions: [],
})

const HEAD = 10_000

/** A node of chain 31337 that knows everything. */
export const goodScript: Script = {
  eth_chainId: () => ({ result: '0x7a69' }),
  eth_getBlockByNumber: ([block]: [string]) => ({
    result: aHeader(block === 'latest' ? HEAD : block === 'finalized' ? HEAD - 64 : Number(block)),
  }),
  eth_getCode: () => ({ result: '0x6001' }),
  eth_getLogs: () => ({ result: [{ blockTimestamp: '0xf4240' }] }),
  eth_getBlockReceipts: () => ({ result: [] }),
}

export type ScriptedNode = { url: string; calls: Call[]; stop(): Promise<void> }

/** A node on a local port that answers by its script. `batchMax` refuses larger batches with one error for all. */
export const startNode = async (
  script: Script,
  { batchMax = Number.POSITIVE_INFINITY } = {},
): Promise<ScriptedNode> => {
  const calls: Call[] = []
  const answer = (call: Call) => {
    calls.push(call)
    const reply = script[call.method]?.(call.params as never) as Reply | undefined
    const unknown = { error: { code: -32601, message: `the method ${call.method} does not exist` } }
    return { jsonrpc: '2.0', id: call.id, ...(reply ?? unknown) }
  }
  const server: Server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text) as Call | Call[]
    const refused = Array.isArray(body) && body.length > batchMax
    const refusal = { jsonrpc: '2.0', id: null, error: { code: -32005, message: 'batch too large' } }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(refused ? refusal : Array.isArray(body) ? body.map(answer) : answer(body)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/secretkey`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
