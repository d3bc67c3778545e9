import type { BlockRef } from '../domain/block.ts'
import { bytesOf, hexOf } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { encodeHeader } from '../proof/header.ts'
import { keccak } from './keccak.ts'
import type { Node } from './node.ts'
import { parseHex, parseQuantity, toQuantity } from './quantity.ts'
import type { RpcAnswer, RpcRequest } from './rpc.ts'

/** A block's header as a node tells it: its shape is checked, and its hash is the node's word unless `sound` says more. */
export type Header = BlockRef & {
  readonly logsBloom: Hex
  /** How many transactions the block holds. */
  readonly transactions: number
  /** Null where the node does not tell it, or the header was not hashed. */
  readonly receiptsRoot: Hex | null
  /** Whether all that it says hashes to its hash, which then commits to it; null when it was not hashed. */
  readonly sound: boolean | null
}

/** Putting a header together as it is hashed costs more than all other work on it. */
export type HeaderReading = { readonly hashed: boolean }
const UNHASHED: HeaderReading = { hashed: false }

export type BlockTag = 'latest' | 'finalized'

const BLOOM_BYTES = 256

export const headerRequest = (block: number | BlockTag): RpcRequest => ({
  method: 'eth_getBlockByNumber',
  params: [typeof block === 'number' ? toQuantity(block) : block, false],
})

/** Null when the node says that it has no such block; throws RPC_NONSENSE when it is no header, or another block's. */
export const parseHeader = (
  value: unknown,
  asked: number | BlockTag,
  node: string,
  { hashed } = UNHASHED,
): Header | null => {
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
    receiptsRoot: hashed ? parseHex(block.receiptsRoot, 32) : null,
    sound: hashed ? isSound(block, hash) : null,
  }
}

const isSound = (block: Record<string, unknown>, hash: Hex): boolean => {
  const encoded = encodeHeader(block)
  return encoded !== null && hexOf(keccak(bytesOf(encoded)!)) === hash
}

/** The header in an answer; a node's refusal is RPC_UNAVAILABLE. */
export const headerOf = (
  answer: RpcAnswer | undefined,
  asked: number | BlockTag,
  node: string,
  reading = UNHASHED,
): Header | null => {
  if (answer && 'result' in answer) return parseHeader(answer.result, asked, node, reading)
  const message = `${node} refuses block ${asked}: ${answer?.error.message ?? 'no answer'}`
  throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node, asked } })
}

export const fetchHeader = async (node: Node, number: number, signal?: AbortSignal): Promise<Header | null> => {
  const [answer] = await node.ask([headerRequest(number)], signal)
  return headerOf(answer, number, node.name)
}

/** Times that single blocks are asked for again which a node refuses or denies while it tells others of the same question. */
const REPEATS = 3

/**
 * The headers of these blocks, in the order asked; throws RPC_UNAVAILABLE when the node lacks one of them. Where it tells some
 * and not others, it is asked for those again: of a thousand answers behind one URL a few may fail, and always others.
 */
export const fetchHeaders = async (
  node: Node,
  numbers: readonly number[],
  signal?: AbortSignal,
  reading = UNHASHED,
): Promise<readonly Header[]> => {
  const found = new Map<number, Header>()
  for (let round = 0; ; round += 1) {
    const open = numbers.filter((number) => !found.has(number))
    const answers = await node.ask(open.map(headerRequest), signal)
    const isLast = round === REPEATS
    for (const [index, number] of open.entries()) {
      const answer = answers[index]
      if (!isLast && answer && !tells(answer)) continue
      const header = headerOf(answer, number, node.name, reading)
      if (header) found.set(number, header)
    }
    const left = numbers.find((number) => !found.has(number))
    if (left === undefined) return numbers.map((number) => found.get(number)!)
    if (!isLast && found.size > 0) continue
    headerOf(answers[open.indexOf(left)], left, node.name, reading)
    throw new DaybookError('RPC_UNAVAILABLE', `${node.name} has no block ${left} (yet)`, {
      details: { node: node.name, number: left },
    })
  }
}

/** Whether a node says anything of a block. */
const tells = (answer: RpcAnswer): boolean => 'result' in answer && answer.result !== null
