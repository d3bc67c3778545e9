import { DaybookError } from '../errors.ts'
import type { Cursor } from './event.ts'
import { type FinalityRule, namedFinal } from './finality.ts'
import { type Header, headerOf, headerRequest } from './header.ts'
import type { Node } from './node.ts'

/** One look at a node, in one round trip. */
export type Look = {
  readonly head: Header
  readonly finalized: number
  /** The final block that the node named, where the rule asks for one: of its own branch, if all answers are of one node. */
  readonly named: Header | null
  /** The node's block at the cursor's height, null when it has none. */
  readonly at: Header | null
}

export type LookOptions = {
  readonly cursor: Cursor
  readonly rule: FinalityRule
  readonly floor: number
  readonly signal: AbortSignal | undefined
  /** Whether the head is hashed, for whoever proves by it. */
  readonly hashed?: boolean
}

export const lookAt = async (
  node: Node,
  { cursor, rule, floor, signal, hashed = false }: LookOptions,
): Promise<Look> => {
  const requests = [headerRequest('latest')]
  if (cursor !== null) requests.push(headerRequest(cursor.number))
  if (rule.request !== null) requests.push(rule.request)
  const answers = await node.ask(requests, signal)
  const head = headerOf(answers[0], 'latest', node.name, { hashed })
  if (head === null) {
    throw new DaybookError('RPC_UNAVAILABLE', `${node.name} has no latest block`, { details: { node: node.name } })
  }
  const at = cursor === null ? null : headerOf(answers[1], cursor.number, node.name)
  const answer = rule.request === null ? undefined : answers.at(-1)
  return {
    head,
    at,
    named: namedFinal(answer, node),
    finalized: await rule.read({ node, head, answer, floor, signal }),
  }
}
