import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hex } from '../../src/domain/hex.ts'
import { createFakeChain, type FakeBlock, type FakeChain, type RawLog } from './fake-chain.ts'

/** How one HTTP request fails instead of being answered. */
export type Mishap = 'html' | 'truncated' | 'empty' | 'drop' | 'hang' | 429 | 500 | 503

/**
 * What is wrong with a node; every field may be changed at any time, and all are harmless at first.
 *
 *     const node = await createFakeNode({ chainId: 1 })
 *     node.chain.mine([{ address, topics }])
 *     node.faults.omit = (log, by) => by === 'range' && log.logIndex === '0x1'
 */
export type Faults = {
  /** Mishaps of the next requests, used up one by one. */
  next: Mishap[]
  /** A mishap chosen for each request; `count` numbers the requests from 0. */
  mishap: ((count: number) => Mishap | null) | null
  /** Logs left out of answers under the true block hash: when asked by range, by block hash, or in receipts. */
  omit: ((log: RawLog, by: 'range' | 'hash' | 'receipts') => boolean) | null
  /** Blocks that the node says it does not have. */
  nullBlock: ((number: number) => boolean) | null
  /** Changes a block on its way out. */
  changeBlock: ((block: Record<string, unknown>) => Record<string, unknown>) | null
  /** Changes a receipt on its way out. */
  changeReceipts: ((receipt: Record<string, unknown>) => Record<string, unknown>) | null
  /** Changes the list of logs on its way out. */
  changeLogs: ((logs: readonly RawLog[]) => readonly unknown[] | null) | null
  /** The widest eth_getLogs range that is not refused. */
  rangeMax: number | null
  /** The most logs that are not refused, with a hint at a range that would do; `badHint` hints at the refused one. */
  resultsMax: number | null
  badHint: boolean
  /** The most logs that are told; the rest is cut off without a word. */
  truncateAt: number | null
  /** How many blocks the node is behind. */
  lag: number
  chainId: number | null
  /** Also tells logs of blocks that were taken back, marked as removed. */
  removed: boolean
  /** Tells every log twice: the same, or with other data the second time. */
  duplicate: 'same' | 'contradicting' | null
  /** Larger batches are refused whole. */
  batchMax: number | null
  /** Answers of a batch come in reverse order. */
  shuffle: boolean
  /** Items of batches that are left out. */
  dropItem: ((index: number) => boolean) | null
  /** A JSON-RPC error for a call. */
  itemError: ((method: string, params: readonly unknown[]) => { code: number; message: string } | null) | null
  /** False: eth_getBlockReceipts does not exist. */
  receipts: boolean
  /** False: eth_getLogs by block hash is refused. */
  byHash: boolean
  /** False: the `finalized` tag is refused. */
  finalizedTag: boolean
  /** Told before each call is answered, e.g. to change the chain between two reads. */
  before: ((method: string, params: readonly unknown[]) => void) | null
  /** Another chain that answers instead, call by call. */
  insteadOf: (() => FakeChain | null) | null
}

export const noFaults = (): Faults => ({
  next: [],
  mishap: null,
  omit: null,
  nullBlock: null,
  changeBlock: null,
  changeReceipts: null,
  changeLogs: null,
  rangeMax: null,
  resultsMax: null,
  badHint: false,
  truncateAt: null,
  lag: 0,
  chainId: null,
  removed: false,
  duplicate: null,
  batchMax: null,
  shuffle: false,
  dropItem: null,
  itemError: null,
  receipts: true,
  byHash: true,
  finalizedTag: true,
  before: null,
  insteadOf: null,
})

/** An untrusted node in this process: JSON-RPC over HTTP on a free port. */
export type FakeNode = {
  readonly url: string
  readonly chain: FakeChain
  readonly faults: Faults
  /** Calls answered, by method; `http` counts requests. */
  readonly counts: Record<string, number>
  /** Takes all faults away. */
  heal(): void
  stop(): Promise<void>
}

export type FakeNodeOptions = {
  readonly chainId: number
  /** Several nodes may share a chain. */
  readonly chain?: FakeChain
}

export type Call = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] }
export type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } }

export const createFakeNode = async ({ chainId, chain = createFakeChain() }: FakeNodeOptions): Promise<FakeNode> => {
  const faults = noFaults()
  const counts: Record<string, number> = { http: 0 }

  const answerCall = ({ method, params }: Call): Reply => {
    counts[method] = (counts[method] ?? 0) + 1
    faults.before?.(method, params)
    const error = faults.itemError?.(method, params)
    if (error) return { error }
    return answer({ chain: faults.insteadOf?.() ?? chain, chainId, faults }, method, params)
  }

  const answerBody = (body: unknown): unknown => {
    if (!Array.isArray(body)) return { jsonrpc: '2.0', id: (body as Call).id, ...answerCall(body as Call) }
    if (faults.batchMax !== null && body.length > faults.batchMax) {
      return { jsonrpc: '2.0', id: null, error: { code: -32600, message: `batch of ${body.length} is too large` } }
    }
    const items = (body as readonly Call[]).map((call) => ({ jsonrpc: '2.0', id: call.id, ...answerCall(call) }))
    const kept = items.filter((_, index) => !faults.dropItem?.(index))
    return faults.shuffle ? kept.reverse() : kept
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const count = counts.http!
      counts.http = count + 1
      const mishap = faults.next.shift() ?? faults.mishap?.(count) ?? null
      if (mishap === 'hang') return
      if (mishap === 'drop') return request.socket.destroy()
      const text = JSON.stringify(answerBody(JSON.parse(Buffer.concat(chunks).toString())))
      if (mishap !== null) return fail(response, mishap, text)
      response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    chain,
    faults,
    counts,
    heal: () => void Object.assign(faults, noFaults()),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const fail = (response: ServerResponse, mishap: 'html' | 'truncated' | 'empty' | number, text: string) => {
  if (mishap === 'html') return response.writeHead(200).end('<html><body>Bad Gateway</body></html>')
  if (mishap === 'truncated') return response.writeHead(200).end(text.slice(0, Math.floor(text.length / 2)))
  if (mishap === 'empty') return response.writeHead(200).end()
  return response.writeHead(mishap, mishap === 429 ? { 'retry-after': '1' } : {}).end('refused')
}

export type World = { readonly chain: FakeChain; readonly chainId: number; readonly faults: Faults }

/** What a node of this chain answers to one call. */
export const answer = (world: World, method: string, params: readonly unknown[]): Reply => {
  const { chain, faults } = world
  const head = Math.max(0, chain.head().number - faults.lag)
  switch (method) {
    case 'eth_chainId':
      return { result: toHex(faults.chainId ?? world.chainId) }
    case 'eth_blockNumber':
      return { result: toHex(head) }
    case 'eth_getBlockByNumber':
      return getBlock(world, head, params[0])
    case 'eth_getLogs':
      return getLogs(world, head, params[0] as LogsQuery)
    case 'eth_getBlockReceipts':
      return getReceipts(world, head, params[0])
    case 'eth_getTransactionReceipt':
      return getReceipt(world, head, params[0])
    case 'eth_getBlockByHash':
      return getBlock(world, head, toHex(chain.byHash(params[0] as Hex)?.number ?? head + 1))
    default:
      return { error: { code: -32601, message: `the method ${method} does not exist` } }
  }
}

const getBlock = ({ chain, faults }: World, head: number, tag: unknown): Reply => {
  if (tag === 'finalized' && !faults.finalizedTag) {
    return { error: { code: -32602, message: 'invalid argument 0: hex string without 0x prefix' } }
  }
  const number = numberOf(tag, head, Math.min(head, chain.finalized()))
  const block = number > head || faults.nullBlock?.(number) ? undefined : chain.block(number)
  if (block === undefined) return { result: null }
  const { hash, parentHash, timestamp, logsBloom, transactions } = block
  const raw = {
    ...block.header,
    number: toHex(number),
    hash,
    parentHash,
    timestamp: toHex(timestamp),
    logsBloom,
    transactions,
  }
  return { result: faults.changeBlock?.(raw) ?? raw }
}

type LogsQuery = {
  readonly fromBlock?: unknown
  readonly toBlock?: unknown
  readonly blockHash?: Hex
  readonly address?: Hex | readonly Hex[]
  readonly topics?: readonly (Hex | readonly Hex[] | null)[]
}

const getLogs = (world: World, head: number, query: LogsQuery): Reply => {
  const { chain, faults } = world
  if (query.blockHash !== undefined) {
    if (!faults.byHash) return { error: { code: -32602, message: 'invalid argument 0: blockHash is not supported' } }
    const block = chain.byHash(query.blockHash)
    if (!block || block.number > head) return { error: { code: -32000, message: 'unknown block' } }
    return {
      result: spoil(
        faults,
        matching([block], query).filter((log) => !faults.omit?.(log, 'hash')),
      ),
    }
  }
  const from = numberOf(query.fromBlock, head, 0)
  const to = numberOf(query.toBlock, head, 0)
  if (faults.rangeMax !== null && to - from + 1 > faults.rangeMax) {
    return { error: { code: -32005, message: `block range too large, at most ${faults.rangeMax} blocks` } }
  }
  const blocks = chain.blocks().slice(from, Math.min(to, head) + 1)
  const logs = matching(blocks, query)
  if (faults.resultsMax !== null && logs.length > faults.resultsMax) {
    const until = faults.badHint ? to : Math.floor((from + to) / 2)
    const hint = `Try with this block range [${toHex(from)}, ${toHex(until)}].`
    return { error: { code: -32005, message: `query returned more than ${faults.resultsMax} results. ${hint}` } }
  }
  const told = logs.filter((log) => !faults.omit?.(log, 'range'))
  return { result: spoil(faults, faults.truncateAt === null ? told : told.slice(0, faults.truncateAt)) }
}

const getReceipts = ({ chain, faults }: World, head: number, tag: unknown): Reply => {
  if (!faults.receipts) return { error: { code: -32601, message: 'the method eth_getBlockReceipts does not exist' } }
  const number = numberOf(tag, head, 0)
  const block = number > head ? undefined : chain.block(number)
  if (block === undefined) return { result: null }
  const receipts = block.transactions.map((transactionHash, index) => ({
    transactionHash,
    transactionIndex: toHex(index),
    blockHash: block.hash,
    blockNumber: toHex(number),
    status: '0x1',
    ...block.receipts?.[index],
    logs: block.logs.filter((log) => log.transactionHash === transactionHash && !faults.omit?.(log, 'receipts')),
  }))
  return { result: receipts.map((receipt) => faults.changeReceipts?.(receipt) ?? receipt) }
}

const getReceipt = ({ chain, chainId, faults }: World, head: number, hash: unknown): Reply => {
  const block = chain.blocks().find(({ transactions }) => transactions.some((each) => each === hash))
  if (block === undefined) return { result: null }
  const all = getReceipts({ chain, chainId, faults: { ...faults, receipts: true } }, head, toHex(block.number))
  const receipts = 'result' in all ? (all.result as readonly { readonly transactionHash: Hex }[]) : []
  return { result: receipts.find(({ transactionHash }) => transactionHash === hash) ?? null }
}

const matching = (blocks: readonly FakeBlock[], { address, topics = [] }: LogsQuery): RawLog[] => {
  const addresses = address === undefined ? null : new Set([address].flat().map((each) => each.toLowerCase()))
  const matchesTopics = (log: RawLog) =>
    topics.every((choices, index) => {
      const topic = log.topics[index]
      return topic !== undefined && (choices === null || [choices].flat().includes(topic))
    })
  return blocks.flatMap(({ logs }) =>
    logs.filter((log) => (addresses === null || addresses.has(log.address)) && matchesTopics(log)),
  )
}

const spoil = (faults: Faults, logs: readonly RawLog[]): readonly unknown[] | null => {
  let told: readonly unknown[] = logs
  if (faults.duplicate === 'same') told = logs.flatMap((log) => [log, log])
  if (faults.duplicate === 'contradicting') told = logs.flatMap((log) => [log, { ...log, data: `${log.data}ff` }])
  if (faults.removed) {
    const gone = logs.map((log) => ({ ...log, blockHash: `0x${'de'.repeat(32)}`, removed: true }))
    told = [...gone, ...told]
  }
  return faults.changeLogs ? faults.changeLogs(told as readonly RawLog[]) : told
}

const numberOf = (tag: unknown, latest: number, finalized: number): number => {
  if (tag === undefined || tag === 'latest') return latest
  if (tag === 'finalized') return finalized
  if (tag === 'earliest') return 0
  return Number(tag)
}

const toHex = (number: number): Hex => `0x${number.toString(16)}`
