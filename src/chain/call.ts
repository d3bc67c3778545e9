import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { inParts } from './filter.ts'
import type { Node } from './node.ts'
import { isFaultOfNode, type Nodes } from './nodes.ts'
import { toQuantity } from './quantity.ts'
import type { RpcAnswer } from './rpc.ts'

/** A read-only call of a contract. */
export type Call = {
  readonly to: Hex
  readonly data: Hex
  /** As of the end of this block; as of the head when left out. */
  readonly block?: number
  /** Where a node keeps no state of that block any more there is no answer; else that of its head will do. */
  readonly exactly?: boolean
}

/** Calls of one request: as many as public nodes take in a batch. */
const CALLS_AT_ONCE = 50

/** Times that single calls are put again where the contract or its node may have failed. */
const REPEATS = 3

/** Longer answers are of no use here, and a contract can make one of megabytes. In hex digits. */
const ANSWER_MAX = 2_048

/** The code of an error that a contract itself raised. */
const REVERTED = 3
/** What a contract does in the machine, also when that wears a node out: its own refusal. */
const REFUSED = /revert|opcode|jump|stack|gas|execution aborted|out of/i
/** A node's own trouble, as against a contract that refuses: the answer would not stand. Also a block it has not heard of yet. */
const PASSING =
  /rate|limit|too many|time(d )?out|capacity|quota|busy|try again|temporar|unavailable|internal|(header|block) not found|unknown block/i
/** A machine that was stopped by its node's clock: the contract's doing if it happens each time. */
const STOPPED = /aborted|time(d )?out/i
/** What nodes say that prune old states. */
const FORGOTTEN = /missing trie|pruned|archive|historical|state .*not (found|available)|BlockOutOfRange/i

/** What contracts answer, in the order of the calls; null where one answers nothing or refuses. */
export const callContracts = async (nodes: Nodes, calls: readonly Call[]): Promise<readonly (Hex | null)[]> => {
  const answers: (Hex | null)[] = []
  for (const some of inParts(calls, CALLS_AT_ONCE)) answers.push(...(await callSome(nodes, some)))
  return answers
}

/** A contract without such a function answers nothing, and so does a sick node: another one is heard before that is believed. */
const callSome = async (nodes: Nodes, calls: readonly Call[]): Promise<readonly (Hex | null)[]> => {
  const asked = await nodes.run(async (node) => ({ node, answers: await callThrough(node, calls) }), { patient: false })
  const { answers } = asked
  const empty = calls.filter((_, i) => answers[i] === null)
  if (empty.length === 0) return answers
  for (const other of nodes.from(asked.node).slice(1)) {
    const again = await callThrough(other, empty).catch((error: unknown) => {
      if (isFaultOfNode(error)) return null
      throw error
    })
    if (again === null) continue
    const second = new Map(empty.map((call, i) => [call, again[i]!]))
    return calls.map((call, i) => answers[i] ?? second.get(call) ?? null)
  }
  return answers
}

const callThrough = async (node: Node, calls: readonly Call[]): Promise<(Hex | null)[]> => {
  const told = await put(node, calls, ({ block }) => (block === undefined ? 'latest' : toQuantity(block)))
  const forgotten = calls.filter(({ block }, i) => block !== undefined && isForgotten(told[i]))
  const again = forgotten.filter(({ exactly }) => exactly !== true)
  const atHead = again.length === 0 ? [] : await put(node, again, () => 'latest')
  const late = new Map(again.map((call, i) => [call, atHead[i]]))
  return calls.map((call, i) => {
    if (late.has(call)) return readAnswer(node, late.get(call))
    return forgotten.includes(call) ? null : readAnswer(node, told[i])
  })
}

/**
 * Answers in the order of the calls. Of many answers behind one URL a few may fail, and each time others: what leaves open who failed
 * is put again, unless the node itself says of all that it cannot answer now.
 */
const put = async (
  node: Node,
  calls: readonly Call[],
  tagOf: (call: Call) => string,
): Promise<readonly RpcAnswer[]> => {
  const requests = calls.map((call) => ({
    method: 'eth_call',
    params: [{ to: call.to, data: call.data }, tagOf(call)],
  }))
  const told = [...(await node.ask(requests))]
  for (let round = 0; round < REPEATS; round += 1) {
    const open = [...told.keys()].filter((index) => !isClear(told[index]!))
    if (open.length === 0 || told.every(isNotNow)) break
    const again = await node.ask(open.map((index) => requests[index]!))
    for (const [at, index] of open.entries()) told[index] = again[at]!
  }
  return told
}

/** Whether it is plain that this is what the contract has to say, or that the node knows its state no more. */
const isClear = (answer: RpcAnswer): boolean => {
  if ('result' in answer) return typeof answer.result === 'string'
  const { code, message } = answer.error
  return code === REVERTED || (REFUSED.test(message) && !STOPPED.test(message)) || isForgotten(answer)
}

const isNotNow = (answer: RpcAnswer): boolean => 'error' in answer && isPassing(answer.error.message)

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
