import { keccak256 } from 'viem'
import type { Clock } from '../clock.ts'
import { bytesOf, hexOf } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { BlockEvidence, Witness } from '../proof/block-evidence.ts'
import { decodeHeader, encodeHeader } from '../proof/header.ts'
import { receiptEntries } from '../proof/receipts-root.ts'
import { buildTrie, type Entry } from '../proof/trie.ts'
import type { Node } from './node.ts'
import { createNodes, isFaultOfNode, type Nodes } from './nodes.ts'
import { parseHex, toQuantity } from './quantity.ts'
import type { RpcAnswer } from './rpc.ts'

// Header and receipts of one block, for whoever wants proof of what it holds. Each is checked before it is believed; what cannot be
// had is said, and stops nothing.

type Place = { readonly number: number; readonly hash: Hex }
type Raw = Readonly<Record<string, unknown>>

/** More transactions than blocks have, where receipts must be asked for one by one. */
const TRANSACTIONS_MAX = 2_000
/** Requests under way at one node. */
const CONCURRENCY = 4

export type WitnessChain = { readonly id: number; readonly rpc: readonly string[]; readonly concurrency?: number }

/** A witness that asks the nodes of these chains, by HTTP. */
export const createWitness = (
  chains: readonly WitnessChain[],
  deps: { readonly log: Log; readonly clock: Clock },
): Witness => {
  const known = new Map<number, Nodes>()
  const nodesOf = ({ id, rpc, concurrency = CONCURRENCY }: WitnessChain): Nodes | null => {
    const urls = rpc.filter((url) => !/^wss?:/i.test(url))
    if (urls.length === 0) return null
    const nodes = known.get(id) ?? createNodes({ chainId: id, urls, concurrency }, deps)
    known.set(id, nodes)
    return nodes
  }
  return async (chainId, block, signal) => {
    const chain = chains.find(({ id }) => id === chainId)
    const nodes = chain ? nodesOf(chain) : null
    return nodes === null ? null : askNodes(nodes, block, signal)
  }
}

/** What the best node says; where that leaves a doubt, what the first other one says that leaves none. */
const askNodes = (nodes: Nodes, block: Place, signal: AbortSignal): Promise<BlockEvidence> =>
  nodes.run(
    async (node) => {
      const own = await askNode(node, block, signal)
      if (own.doubt === null) return own
      for (const other of nodes.others(node)) {
        const evidence = await attempt(other, block, signal)
        if (evidence !== null && evidence.doubt === null) return evidence
      }
      return own
    },
    { patient: false, signal },
  )

const attempt = async (node: Node, block: Place, signal: AbortSignal): Promise<BlockEvidence | null> => {
  try {
    await node.identify(signal)
    return await askNode(node, block, signal)
  } catch (error) {
    if (signal.aborted || !isFaultOfNode(error)) throw error
    node.failed(error)
    return null
  }
}

const askNode = async (node: Node, block: Place, signal: AbortSignal): Promise<BlockEvidence> => {
  const [atHeight, byHash] = await node.ask(
    [
      { method: 'eth_getBlockByNumber', params: [toQuantity(block.number), false] },
      { method: 'eth_getBlockByHash', params: [block.hash, false] },
    ],
    signal,
  )
  const there = blockIn(atHeight, node)
  const canonical = there === null ? null : parseHex(there.hash, 32)
  const raw = canonical === block.hash ? there : blockIn(byHash, node)
  const without = (doubt: string, headerRlp: Hex | null = null) => ({ canonical, headerRlp, receipts: null, doubt })
  if (raw === null) return without('No node that was asked has the block.')
  const headerRlp = encodeHeader(raw)
  if (headerRlp === null || keccak256(headerRlp) !== block.hash) {
    return without("The header that was told has not the block's hash: this chain may have headers of its own kind.")
  }
  const receipts = await askReceipts(node, raw, block, signal)
  if (receipts === null) return without('No node that was asked serves the receipts of the block.', headerRlp)
  const entries = receiptEntries(receipts)
  if (entries === null) return without('A receipt of the block is of a kind that is not known here.', headerRlp)
  return addUp(headerRlp, entries)
    ? { canonical, headerRlp, receipts: entries, doubt: null }
    : without("The receipts that were told do not add up to the header's receiptsRoot.", headerRlp)
}

const addUp = (headerRlp: Hex, entries: readonly Entry[]): boolean =>
  decodeHeader(bytesOf(headerRlp)!)?.receiptsRoot === hexOf(buildTrie(entries))

/** The block in an answer; null when the node has none. */
const blockIn = (answer: RpcAnswer | undefined, node: Node): Raw | null => {
  if (!answer || 'error' in answer) {
    const said = answer?.error.message ?? 'no answer'
    throw new DaybookError('RPC_UNAVAILABLE', `${node.name} refuses a block: ${said}`, { details: { node: node.name } })
  }
  return typeof answer.result === 'object' ? (answer.result as Raw | null) : null
}

/** All receipts of a block, at once or one by one; null when the node does not give them. */
const askReceipts = async (
  node: Node,
  raw: Raw,
  block: Place,
  signal: AbortSignal,
): Promise<readonly unknown[] | null> => {
  if (node.receipts !== false) {
    const [answer] = await node.ask([{ method: 'eth_getBlockReceipts', params: [block.hash] }], signal)
    if (answer && 'result' in answer && Array.isArray(answer.result)) return answer.result as unknown[]
    node.receipts = false
  }
  const { transactions } = raw
  if (!Array.isArray(transactions) || transactions.length > TRANSACTIONS_MAX) return null
  const requests = transactions.map((hash: unknown) => ({ method: 'eth_getTransactionReceipt', params: [hash] }))
  const answers = await node.ask(requests, signal)
  return answers.map((answer) => ('result' in answer ? answer.result : null))
}
