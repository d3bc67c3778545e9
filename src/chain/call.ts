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

/** Longer answers are of no use here, and a contract can make one of megabytes. In hex digits. */
const ANSWER_MAX = 2_048

/** What a contract does in the machine, also when that wears a node out: its own refusal. */
const REFUSED = /revert|opcode|jump|stack|gas|execution aborted|out of/i
/** A node's own trouble, as against a contract that refuses: the answer would not stand. Also a block it has not heard of yet. */
const PASSING =
  /rate|limit|too many|time(d )?out|capacity|quota|busy|try again|temporar|unavailable|internal|(header|block) not found|unknown block/i
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
  const put = (some: readonly Call[], tagOf: (call: Call) => string) =>
    node.ask(some.map((call) => ({ method: 'eth_call', params: [{ to: call.to, data: call.data }, tagOf(call)] })))
  const told = await put(calls, ({ block }) => (block === undefined ? 'latest' : toQuantity(block)))
  const forgotten = calls.filter(({ block }, i) => block !== undefined && isForgotten(told[i]))
  const again = forgotten.filter(({ exactly }) => exactly !== true)
  const atHead = again.length === 0 ? [] : await put(again, () => 'latest')
  const late = new Map(again.map((call, i) => [call, atHead[i]]))
  return calls.map((call, i) => {
    if (late.has(call)) return readAnswer(node, late.get(call))
    return forgotten.includes(call) ? null : readAnswer(node, told[i])
  })
}

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

/** What a contract answered; null when nothing or a refusal. A node that has its own troubles is RPC_UNAVAILABLE. */
export const readAnswer = (node: Node, answer: RpcAnswer | undefined): Hex | null => {
  if (answer && 'error' in answer && isPassing(answer.error.message)) {
    const message = `${node.name} does not call contracts now: ${answer.error.message}`
    throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node: node.name } })
  }
  const result = answer && 'result' in answer ? answer.result : null
  if (typeof result !== 'string' || result.length > 2 + ANSWER_MAX || result.length < 4) return null
  return /^0x[0-9a-f]+$/i.test(result) ? (result.toLowerCase() as Hex) : null
}
