import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { isClear, isNotNow, isUnreadable } from './call-answer.ts'
import { fetchHeaders } from './header.ts'
import type { Node } from './node.ts'
import { toQuantity } from './quantity.ts'
import type { RpcAnswer, RpcRequest } from './rpc.ts'

/** A read-only call of a contract. */
export type Call = {
  readonly to: Hex
  readonly data: Hex
  /** As of the end of this block; as of the head when left out. */
  readonly block?: number
  /** Of that block, where another one of its number would be another branch's. */
  readonly hash?: Hex
  /** Where a node keeps no state of that block any more there is no answer; else that of its head will do. */
  readonly exactly?: boolean
}

/** Times that single calls are put again where the contract or its node may have failed. */
const REPEATS = 3

/** Nodes that were seen not to take a block's hash (EIP-1898). */
const byNumberOnly = new WeakSet<Node>()

const requestOf = ({ to, data }: Call, tag: unknown): RpcRequest => ({
  method: 'eth_call',
  params: [{ to, data }, tag],
})
const numberTag = ({ block }: Call) => (block === undefined ? 'latest' : toQuantity(block))
const tagOf = (call: Call) => (call.hash === undefined ? numberTag(call) : { blockHash: call.hash })

/**
 * Answers in the order of the calls, each as of its block and no other of the same number: asked by the block's hash; of a node that
 * knows numbers only with the block's header before and after, which throws RESPONSE_INCONSISTENT where it is another one.
 */
export const putCalls = async (node: Node, calls: readonly Call[]): Promise<readonly RpcAnswer[]> => {
  const hashed = calls.filter(({ hash }) => hash !== undefined)
  if (hashed.length === 0 || !byNumberOnly.has(node)) {
    const told = await put(
      node,
      calls.map((call) => requestOf(call, tagOf(call))),
    )
    const isRefused = calls.some(
      ({ hash }, i) => hash !== undefined && 'error' in told[i]! && isUnreadable(told[i].error),
    )
    if (!isRefused) return told
  }
  const told = await putByNumber(node, calls)
  byNumberOnly.add(node)
  return told
}

/** Answers as of the head. */
export const putAtHead = (node: Node, calls: readonly Call[]): Promise<readonly RpcAnswer[]> =>
  put(
    node,
    calls.map((call) => requestOf(call, 'latest')),
  )

const putByNumber = async (node: Node, calls: readonly Call[]): Promise<readonly RpcAnswer[]> => {
  const hashes = new Map(
    calls.flatMap(({ block, hash }) => (block === undefined || hash === undefined ? [] : [[hash, block]])),
  )
  const requests = calls.map((call) => requestOf(call, numberTag(call)))
  await holdTo(node, hashes)
  const told = await put(node, requests)
  await holdTo(node, hashes)
  return told
}

/** Throws RESPONSE_INCONSISTENT unless the node's blocks of these numbers are those of these hashes. */
const holdTo = async (node: Node, hashes: ReadonlyMap<Hex, number>): Promise<void> => {
  const headers = await fetchHeaders(node, [...new Set(hashes.values())])
  for (const [hash, number] of hashes) {
    if (headers.some((header) => header.hash === hash)) continue
    const message = `${node.name} has another block ${number} than the one that its contracts are asked about`
    throw new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, number, hash } })
  }
}

/**
 * Answers in the order of the requests. Of many answers behind one URL a few may fail, and each time others: what leaves open who
 * failed is put again, unless the node itself says of all that it cannot answer now.
 */
const put = async (node: Node, requests: readonly RpcRequest[]): Promise<readonly RpcAnswer[]> => {
  const told = [...(await node.ask(requests))]
  for (let round = 0; round < REPEATS; round += 1) {
    const open = [...told.keys()].filter((index) => !isClear(told[index]!))
    if (open.length === 0 || told.every(isNotNow)) break
    const again = await node.ask(open.map((index) => requests[index]!))
    for (const [at, index] of open.entries()) told[index] = again[at]!
  }
  return told
}
