import { hash } from 'node:crypto'
import type { Hex } from 'viem'
import type { EncodedLog } from './abi.ts'

// Blocks and logs as the text that a node sends, with all the fields that clients look for.

export type BlockParts = {
  readonly number: number
  readonly timestamp: number
  readonly parentHash: Hex
  readonly bloom: Buffer
  readonly transactions: readonly Hex[]
  /** Tells blocks that hold the same from each other; 0 before any reorganisation. */
  readonly branch: number
}

export const quantity = (value: number): Hex => `0x${value.toString(16)}`

const zeros = (bytes: number): Hex => `0x${'00'.repeat(bytes)}`
const MINER = `0x${'ee'.repeat(20)}`
const EMPTY_UNCLES = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'

/** Not the hash of the real encoding, which no client asks for here; as unique, and linked in the same way. */
export const blockHash = ({ number, timestamp, parentHash, bloom, transactions, branch }: BlockParts): Hex =>
  `0x${hash('sha256', `${branch}|${number}|${timestamp}|${parentHash}|${bloom.toString('base64')}|${transactions.join()}`, 'hex')}`

export const transactionHash = (parentHash: Hex, number: number, index: number): Hex =>
  `0x${hash('sha256', `${parentHash}|${number}|${index}`, 'hex')}`

/** A header with an open end: `transactions` and the closing brace follow, in either of two forms. */
export const headerText = (parts: BlockParts, own: Hex): string => {
  const { number, timestamp, parentHash, bloom } = parts
  return (
    `{"number":"${quantity(number)}","hash":"${own}","parentHash":"${parentHash}","nonce":"${zeros(8)}",` +
    `"sha3Uncles":"${EMPTY_UNCLES}","logsBloom":"0x${bloom.toString('hex')}","transactionsRoot":"${own}",` +
    `"stateRoot":"${own}","receiptsRoot":"${own}","miner":"${MINER}","difficulty":"0x0","totalDifficulty":"0x0",` +
    `"extraData":"0x","mixHash":"${own}","size":"0x400","gasLimit":"0x1c9c380","gasUsed":"0x5208",` +
    `"baseFeePerGas":"0x7","timestamp":"${quantity(timestamp)}","uncles":[]`
  )
}

export type LogPlace = {
  readonly address: Hex
  readonly blockNumber: number
  readonly blockHash: Hex
  readonly timestamp: number | null
  readonly transactionHash: Hex
  readonly transactionIndex: number
  readonly logIndex: number
}

export const logText = ({ topics, data }: EncodedLog, place: LogPlace): string => {
  const timestamp = place.timestamp === null ? '' : `"blockTimestamp":"${quantity(place.timestamp)}",`
  return (
    `{"address":"${place.address}","topics":["${topics.join('","')}"],"data":"${data}",` +
    `"blockNumber":"${quantity(place.blockNumber)}","transactionHash":"${place.transactionHash}",` +
    `"transactionIndex":"${quantity(place.transactionIndex)}","blockHash":"${place.blockHash}",${timestamp}` +
    `"logIndex":"${quantity(place.logIndex)}","removed":false}`
  )
}

/** For clients that ask for whole blocks. */
export const transactionText = (parts: {
  readonly hash: Hex
  readonly index: number
  readonly to: Hex
  readonly blockHash: Hex
  readonly blockNumber: number
}): string =>
  `{"hash":"${parts.hash}","nonce":"0x0","blockHash":"${parts.blockHash}","blockNumber":"${quantity(parts.blockNumber)}",` +
  `"transactionIndex":"${quantity(parts.index)}","from":"${MINER}","to":"${parts.to}","value":"0x0","gas":"0x5208",` +
  `"gasPrice":"0x7","maxFeePerGas":"0x7","maxPriorityFeePerGas":"0x0","input":"0x","type":"0x2","accessList":[],` +
  `"chainId":"0x1","v":"0x0","r":"0x1","s":"0x1","yParity":"0x0"}`
