import { parseAbi } from 'viem'
import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import type { Transfer } from '../domain/settlement.ts'

export const erc20Events = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])

/** keccak-256 of Transfer(address,address,uint256), EIP-20. */
export const TRANSFER_TOPIC: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** Three topics and one word of data: ERC-721 emits the same signature with four topics, which is no amount. */
export const isTransfer = (log: Pick<Log, 'topics' | 'data'>): boolean =>
  log.topics[0] === TRANSFER_TOPIC && log.topics.length === 3 && log.data.length === 66

const addressOf = (topic: Hex): Hex => `0x${topic.slice(26)}`

/** The movement that a Transfer log states. */
export const transferOf = (log: Log): Transfer => ({
  logIndex: log.logIndex,
  token: log.address,
  from: addressOf(log.topics[1]!),
  to: addressOf(log.topics[2]!),
  amount: BigInt(log.data),
})
