import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Node } from './node.ts'
import type { RpcAnswer, RpcFault } from './rpc.ts'

// Whose word an answer to a call is: the contract's, or its node's.

/** Longer answers are of no use here, and a contract can make one of megabytes. In hex digits. */
const ANSWER_MAX = 2_048

/** The code of an error that a contract itself raised. */
const REVERTED = 3
/** What a contract does in the machine, also when that wears a node out: its own refusal. */
const REFUSED = /revert|opcode|jump|stack|gas|execution aborted|out of/i
/** A node's own trouble, as against a contract that refuses: the answer would not stand. Also a block it has not heard of yet. */
const PASSING =
  /rate|limit|too many|time(d )?out|capacity|quota|busy|try again|temporar|unavailable|internal|(header|block)\b.{0,80}not found|not (currently )?canonical|unknown block/i
/** A machine that was stopped by its node's clock: the contract's doing if it happens each time. */
const STOPPED = /aborted|time(d )?out/i
/** What nodes say that prune old states. */
const FORGOTTEN = /missing trie|pruned|archive|historical|state .*not (found|available)|BlockOutOfRange/i

/** How nodes refuse a block named by its hash that know blocks by numbers and tags only (EIP-1898 is younger than many). */
const UNREADABLE = /unmarshal|invalid (argument|param|type|block)|expected .*string|unsupported|not supported/i
const INVALID_PARAMS = -32602

export const isUnreadable = ({ code, message }: RpcFault): boolean =>
  code !== REVERTED && !/revert/i.test(message) && (code === INVALID_PARAMS || UNREADABLE.test(message))

/** Whether it is plain that this is what the contract has to say, or that the node knows its state no more. */
export const isClear = (answer: RpcAnswer): boolean => {
  if ('result' in answer) return typeof answer.result === 'string'
  const { code, message } = answer.error
  return code === REVERTED || (REFUSED.test(message) && !STOPPED.test(message)) || isForgotten(answer)
}

/** Whether a node says that it cannot answer now. */
export const isNotNow = (answer: RpcAnswer): boolean => 'error' in answer && isPassing(answer.error.message)

/** Whether a node says that it gave up the state it is asked about. */
export const isForgotten = (answer: RpcAnswer | undefined): boolean =>
  answer !== undefined &&
  'error' in answer &&
  FORGOTTEN.test(answer.error.message) &&
  !isUnreached(answer.error.message)

/** Some nodes say the same of a state they gave up and of a block they have not reached: then the heights tell. */
const isUnreached = (message: string): boolean => {
  const [, height, requested] = /block height is (\d+) but requested was (\d+)/.exec(message) ?? []
  return height !== undefined && Number(height) < Number(requested)
}

const isPassing = (message: string): boolean =>
  !REFUSED.test(message) && (PASSING.test(message) || FORGOTTEN.test(message))

/**
 * What a contract answered; null when nothing or a refusal. A node that has its own troubles is RPC_UNAVAILABLE; one that answers
 * with what no contract can say is RPC_NONSENSE: a call always has an answer in hex, were it `0x`.
 */
export const readAnswer = (node: Node, answer: RpcAnswer | undefined): Hex | null => {
  const details = { node: node.name }
  if (answer && 'error' in answer) {
    if (!isPassing(answer.error.message)) return null
    const message = `${node.name} does not call contracts now: ${answer.error.message}`
    throw new DaybookError('RPC_UNAVAILABLE', message, { details })
  }
  const result = answer?.result
  if (typeof result !== 'string')
    throw new DaybookError('RPC_NONSENSE', `${node.name} answered a call with no hex`, { details })
  if (result.length > 2 + ANSWER_MAX || result.length < 4) return null
  return /^0x[0-9a-f]+$/i.test(result) ? (result.toLowerCase() as Hex) : null
}
