import { isForgotten, readAnswer } from '../chain/call-answer.ts'
import { headerOf, headerRequest } from '../chain/header.ts'
import type { Node } from '../chain/node.ts'
import type { Nodes } from '../chain/nodes.ts'
import { toQuantity } from '../chain/quantity.ts'
import type { RpcAnswer } from '../chain/rpc.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'

/** A read-only call of a contract. */
export type Question = { readonly to: Hex; readonly data: Hex }
/** The state to ask: at the end of the block of this number, and of this hash where one is known. */
export type Pin = { readonly number: number; readonly hash: Hex | null }

/** With headers and probe as many as one request holds, so that one node answers all of them. */
const QUESTIONS_AT_ONCE = 47
/** The precompiled contract that gives back what it is given: whoever has the state of a block answers. */
const IDENTITY: Hex = '0x0000000000000000000000000000000000000004'
const WORD: Hex = `0x${'1'.padStart(64, '0')}`
const probe: Question = { to: IDENTITY, data: WORD }

/** Nodes that were seen not to take a block's hash (EIP-1898). */
const byNumberOnly = new WeakSet<Node>()

/** What contracts say as of one block, for as long as it is that block. */
export type AskAt = (pin: Pin, questions: readonly Question[]) => Promise<readonly (Hex | null)[] | null>

/**
 * Answers in the order of the questions, null where a contract gives none; null for all when no node has the state of that block any
 * more. A node that has another block there is asked again, and in the end RESPONSE_INCONSISTENT.
 */
export const createAskAt =
  (nodes: Nodes, signal: AbortSignal): AskAt =>
  async (pin, questions) => {
    const parts: (readonly Question[])[] = []
    for (let i = 0; i < questions.length; i += QUESTIONS_AT_ONCE) parts.push(questions.slice(i, i + QUESTIONS_AT_ONCE))
    const answers = await Promise.all(
      parts.map((part) => nodes.run((node) => askNode(node, pin, [probe, ...part]), { patient: false, signal })),
    )
    if (answers.some((part) => part === null)) return null
    return answers.flatMap((part) => part!.slice(1))
  }

const callsAt = (questions: readonly Question[], tag: unknown) =>
  questions.map(({ to, data }) => ({ method: 'eth_call', params: [{ to, data }, tag] }))

const askNode = async (node: Node, pin: Pin, questions: readonly Question[]): Promise<(Hex | null)[] | null> => {
  if (pin.hash !== null && !byNumberOnly.has(node)) {
    const told = await node.ask(callsAt(questions, { blockHash: pin.hash }))
    if (isProbe(told[0])) return told.map((answer) => readAnswer(node, answer))
    if (isForgotten(told[0])) return null
  }
  // By its number, with the block's header before and after: where it is the same, so was the block in between.
  // Two requests, not one twice: each is to have an answer of its own.
  const [first, last] = [headerRequest(pin.number), headerRequest(pin.number)]
  const told = await node.ask([first, ...callsAt(questions, toQuantity(pin.number)), last])
  const [before, after] = [told[0], told.at(-1)].map((answer) => headerOf(answer, pin.number, node.name))
  if (!before || !after) {
    throw new DaybookError('RPC_UNAVAILABLE', `${node.name} has no block ${pin.number} (yet)`, {
      details: { node: node.name, number: pin.number },
    })
  }
  if (before.hash !== after.hash || before.hash !== (pin.hash ?? before.hash)) {
    const message = `${node.name} has another block ${pin.number} than the books, which end with ${pin.hash ?? before.hash}`
    throw new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, number: pin.number } })
  }
  const answers = told.slice(1, -1)
  // A contract that refuses and a state that is gone look alike; the probe tells them apart.
  if (!isProbe(answers[0])) {
    if (!isForgotten(answers[0])) readAnswer(node, answers[0])
    return null
  }
  if (pin.hash !== null) byNumberOnly.add(node)
  return answers.map((answer) => readAnswer(node, answer))
}

const isProbe = (answer: RpcAnswer | undefined): boolean =>
  answer !== undefined && 'result' in answer && answer.result === WORD

/** A uint256 and nothing else. */
export const numberIn = (answer: Hex | null | undefined): bigint | null =>
  answer?.length === 66 ? BigInt(answer) : null

/** balanceOf(address) of EIP-20. */
export const balanceCall = (token: Hex, holder: Hex): Question => ({
  to: token,
  data: `0x70a08231${holder.slice(2).padStart(64, '0')}`,
})
