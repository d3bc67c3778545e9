import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hex } from '../../src/domain/hex.ts'

/** A log as nodes give it. */
export type RawLog = {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: Hex
  readonly logIndex: Hex
  readonly transactionHash: Hex
}

type Answer = { id: number; result?: unknown; error?: unknown }

/** Stands before a node, and leaves out of every answer the logs that `omits` names. */
export const startOmittingNode = async (rpcUrl: string, omits: (log: RawLog) => boolean) => {
  const keep = (answer: Answer, method: string): Answer => {
    if (method === 'eth_getLogs' && Array.isArray(answer.result))
      return { ...answer, result: (answer.result as RawLog[]).filter((log) => !omits(log)) }
    return answer
  }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const asked = JSON.parse(text) as { id: number; method: string } | { id: number; method: string }[]
    const methods = new Map([asked].flat().map(({ id, method }) => [id, method]))
    const forwarded = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    })
    const body = (await forwarded.json()) as Answer | Answer[]
    const kept = Array.isArray(body)
      ? body.map((answer) => keep(answer, methods.get(answer.id) ?? ''))
      : keep(body, methods.get(body.id) ?? '')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(kept))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** All logs of a chain, in order. */
export const allLogs = async (rpcUrl: string): Promise<RawLog[]> => {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'eth_getLogs',
      params: [{ fromBlock: '0x0', toBlock: 'latest' }],
    }),
  })
  return ((await response.json()) as { result: RawLog[] }).result
}
