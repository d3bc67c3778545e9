import type { Hex } from 'viem'
import { quantity, transactionHash, transactionText } from './block-json.ts'
import { type LogQuery, matchLogs } from './log-query.ts'
import type { SyntheticChain } from './synthetic-chain.ts'

export type NodeOptions = {
  readonly chainId: number
  /** The widest eth_getLogs that is not refused. */
  readonly rangeBlocksMax: number
  /** The most logs that are not refused: no node sends a gigabyte. */
  readonly logsMax: number
  readonly finalizedDepth: number
}

/** The `result` of an answer as JSON text in pieces, or the node's refusal. */
export type Answer =
  | { readonly result: readonly (string | Buffer)[] }
  | { readonly error: { readonly code: number; readonly message: string } }

export type Call = { readonly id?: unknown; readonly method?: unknown; readonly params?: readonly unknown[] }

const NULL: Answer = { result: ['null'] }
const refuse = (code: number, message: string): Answer => ({ error: { code, message } })

export const createAnswers = (chain: SyntheticChain, options: NodeOptions): ((call: Call) => Answer) => {
  const finalized = () => Math.max(0, chain.head() - options.finalizedDepth)
  const tags: Record<string, () => number> = {
    latest: chain.head,
    pending: chain.head,
    safe: finalized,
    finalized,
    earliest: () => 0,
  }
  /** Undefined for what is no block number. */
  const numberOf = (tag: unknown): number | undefined => {
    if (tag === undefined || tag === null) return chain.head()
    if (typeof tag !== 'string') return undefined
    return tags[tag]?.() ?? (/^0x[0-9a-f]{1,13}$/i.test(tag) ? Number(tag) : undefined)
  }

  const block = (number: number | undefined, whole: boolean): Answer => {
    if (number === undefined || number > chain.head()) return NULL
    const hashes = Array.from({ length: chain.transactionsOf(number) }, (_, index) =>
      transactionHash(chain.parentOf(number), number, index),
    )
    const own = chain.hashOf(number)
    const texts = whole
      ? hashes.map((hash, index) =>
          transactionText({ hash, index, to: chain.market, blockHash: own, blockNumber: number }),
        )
      : hashes.map((hash) => `"${hash}"`)
    return { result: [chain.header(number), `,"transactions":[${texts.join()}]}`] }
  }

  type Query = LogQuery & { readonly fromBlock?: unknown; readonly toBlock?: unknown; readonly blockHash?: Hex }
  const getLogs = (query: Query): Answer => {
    const byHash = query.blockHash == null ? undefined : chain.numberOf(query.blockHash)
    if (query.blockHash != null && byHash === undefined) return refuse(-32000, 'unknown block')
    const [from, to] = [byHash ?? numberOf(query.fromBlock), byHash ?? numberOf(query.toBlock)]
    if (from === undefined || to === undefined)
      return refuse(-32602, 'invalid argument 0: hex string without 0x prefix')
    if (from > to) return refuse(-32000, 'invalid block range params')
    if (to - from + 1 > options.rangeBlocksMax) {
      return refuse(-32005, `query exceeds max block range ${options.rangeBlocksMax}`)
    }
    const head = chain.head()
    if (from > head) return { result: ['[]'] }
    const { runs, count } = matchLogs(chain, query, chain.logRange(from, Math.min(to, head)))
    if (count > options.logsMax) return refuse(-32005, `query returned more than ${options.logsMax} results`)
    const pieces: (string | Buffer)[] = ['[']
    for (const [first, end] of runs) pieces.push(chain.logText(first, end))
    // Each log ends with a comma; the last one's is taken off.
    const last = pieces.at(-1)!
    if (typeof last !== 'string') pieces[pieces.length - 1] = last.subarray(0, -1)
    pieces.push(']')
    return { result: pieces }
  }

  return ({ method, params = [] }) => {
    switch (method) {
      case 'eth_chainId':
        return { result: [`"${quantity(options.chainId)}"`] }
      case 'net_version':
        return { result: [`"${options.chainId}"`] }
      case 'web3_clientVersion':
        return { result: ['"daybook-fast-node"'] }
      case 'eth_syncing':
        return { result: ['false'] }
      case 'eth_blockNumber':
        return { result: [`"${quantity(chain.head())}"`] }
      case 'eth_getBlockByNumber':
        return block(numberOf(params[0]), params[1] === true)
      case 'eth_getBlockByHash':
        return block(chain.numberOf(params[0] as Hex), params[1] === true)
      case 'eth_getLogs':
        return getLogs((params[0] ?? {}) as Query)
      case 'eth_call':
        return { result: ['"0x"'] }
      case 'eth_getCode':
        return { result: ['"0x"'] }
      default:
        return refuse(-32601, `the method ${method} does not exist/is not available`)
    }
  }
}
