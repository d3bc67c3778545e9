import type { Hex } from '../../src/domain/hex.ts'
import type { FakeBlock, FakeChain } from '../../test/chain/fake-chain.ts'
import type { Call, Reply } from '../../test/chain/fake-node.ts'

/** Transactions as a node tells them whole, for programs that ask for them; and what else of a block they look for. */
export const tellWhole = ({ method, params }: Call, reply: Reply, market: Hex): Reply => {
  if (!('result' in reply) || reply.result === null) return reply
  if (method === 'eth_getBlockByNumber' || method === 'eth_getBlockByHash') {
    const block = reply.result as { readonly hash: Hex; readonly number: Hex; readonly transactions: readonly Hex[] }
    const whole = block.transactions.map((hash, index) => transactionOf(hash, index, block, market))
    const more = { size: '0x400', totalDifficulty: '0x0', uncles: [] }
    return { result: { ...block, ...more, transactions: params[1] === true ? whole : block.transactions } }
  }
  return reply
}

/** A block that was given up, asked for by its hash: nodes keep it for a while. Null for any other question. */
export const tellGivenUp = ({ method, params }: Call, chains: readonly FakeChain[]): Reply | null => {
  const byHash = method === 'eth_getBlockByHash' ? params[0] : blockHashOf(params[0])
  if (byHash === undefined) return null
  const owner = chains.find((chain) => chain.byHash(byHash as Hex) !== undefined)
  const block = owner?.byHash(byHash as Hex)
  if (block === undefined || chains[0]?.block(block.number)?.hash === byHash) return null
  return { result: method === 'eth_getBlockByHash' ? headerOf(block) : block.logs }
}

const blockHashOf = (query: unknown): unknown => (query as { readonly blockHash?: unknown } | undefined)?.blockHash

const headerOf = ({ number, timestamp, header, hash, parentHash, logsBloom, transactions }: FakeBlock) => ({
  ...header,
  number: `0x${number.toString(16)}`,
  timestamp: `0x${timestamp.toString(16)}`,
  hash,
  parentHash,
  logsBloom,
  transactions,
})

const SENDER = `0x${'ee'.repeat(20)}`

const transactionOf = (hash: Hex, index: number, block: { readonly hash: Hex; readonly number: Hex }, to: Hex) => ({
  hash,
  transactionIndex: `0x${index.toString(16)}`,
  blockHash: block.hash,
  blockNumber: block.number,
  from: SENDER,
  to,
  nonce: '0x0',
  value: '0x0',
  gas: '0x5208',
  gasPrice: '0x7',
  maxFeePerGas: '0x7',
  maxPriorityFeePerGas: '0x0',
  input: '0x',
  type: '0x2',
  accessList: [],
  chainId: '0x1',
  v: '0x0',
  r: '0x1',
  s: '0x1',
  yParity: '0x0',
})
