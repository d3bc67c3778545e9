import type { BlockRef } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Node } from './node.ts'
import { parseHex, parseQuantity, toQuantity } from './quantity.ts'
import type { RpcAnswer, RpcRequest } from './rpc.ts'

/** A block's header as a node tells it: its shape is checked, its hash is the node's word. */
export type Header = BlockRef & {
  readonly logsBloom: Hex
  /** How many transactions the block holds. */
  readonly transactions: number
}

export type BlockTag = 'latest' | 'finalized'

const BLOOM_BYTES = 256

export const headerRequest = (block: number | BlockTag): RpcRequest => ({
  method: 'eth_getBlockByNumber',
  params: [typeof block === 'number' ? toQuantity(block) : block, false],
})

/** Null when the node says that it has no such block; throws RPC_NONSENSE when it is no header, or another block's. */
export const parseHeader = (value: unknown, asked: number | BlockTag, node: string): Header | null => {
  if (value === null) return null
  const wrong = (what: string) =>
    new DaybookError('RPC_NONSENSE', `${node} answered block ${asked} with ${what}`, { details: { node, asked, what } })
  if (typeof value !== 'object') throw wrong('something that is no block')
  const block = value as Record<string, unknown>
  const number = parseQuantity(block.number)
  const timestamp = parseQuantity(block.timestamp)
  const hash = parseHex(block.hash, 32)
  const parentHash = parseHex(block.parentHash, 32)
  const logsBloom = parseHex(block.logsBloom, BLOOM_BYTES)
  const { transactions } = block
  if (number === null) throw wrong('no number')
  if (typeof asked === 'number' && number !== asked) throw wrong(`block ${number}`)
  if (timestamp === null) throw wrong('no timestamp')
  if (hash === null || parentHash === null) throw wrong('no hash or parent hash')
  if (logsBloom === null) throw wrong('no logs bloom of 256 bytes')
  return {
    number,
    hash,
    parentHash,
    timestamp,
    logsBloom,
    transactions: Array.isArray(transactions) ? transactions.length : 0,
  }
}

/** The header in an answer; a node's refusal is RPC_UNAVAILABLE. */
export const headerOf = (answer: RpcAnswer | undefined, asked: number | BlockTag, node: string): Header | null => {
  if (answer && 'result' in answer) return parseHeader(answer.result, asked, node)
  const message = `${node} refuses block ${asked}: ${answer?.error.message ?? 'no answer'}`
  throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node, asked } })
}

export const fetchHeader = async (node: Node, number: number, signal?: AbortSignal): Promise<Header | null> => {
  const [answer] = await node.ask([headerRequest(number)], signal)
  return headerOf(answer, number, node.name)
}

/** The headers of these blocks, in the order asked; throws RPC_UNAVAILABLE when the node lacks one of them. */
export const fetchHeaders = async (
  node: Node,
  numbers: readonly number[],
  signal?: AbortSignal,
): Promise<readonly Header[]> => {
  const answers = await node.ask(numbers.map(headerRequest), signal)
  return numbers.map((number, index) => {
    const header = headerOf(answers[index], number, node.name)
    if (header) return header
    throw new DaybookError('RPC_UNAVAILABLE', `${node.name} has no block ${number} (yet)`, {
      details: { node: node.name, number },
    })
  })
}
