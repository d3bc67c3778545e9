import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Cursor } from './event.ts'
import type { PreparedFilter } from './filter.ts'
import { type FinalityRule, namedFinal } from './finality.ts'
import { type Header, headerOf, headerRequest } from './header.ts'
import type { Node } from './node.ts'
import { byHashRequests } from './read-logs.ts'
import type { RpcAnswer } from './rpc.ts'

/** One look at a node, in one round trip. */
export type Look = {
  readonly head: Header
  readonly finalized: number
  /** The final block that the node named, where the rule asks for one: of its own branch, if all answers are of one node. */
  readonly named: Header | null
  /** The node's block at the cursor's height, null when it has none. */
  readonly at: Header | null
  /** What it answered of the block that was expected. */
  readonly early: Early | null
}

/** A block that was announced as the next one: its logs are asked for by its hash, before it is known that the node has it. */
export type Expected = {
  readonly hash: Hex
  readonly filters: readonly PreparedFilter[]
  /** How much was wanted when these filters were made. */
  readonly version: number
}

export type Early = Pick<Expected, 'hash' | 'version'> & { readonly answers: readonly RpcAnswer[] }

export type LookOptions = {
  readonly cursor: Cursor
  readonly rule: FinalityRule
  readonly floor: number
  readonly signal: AbortSignal | undefined
  /** Whether the head is hashed, for whoever proves by it. */
  readonly hashed?: boolean
  readonly expected?: Expected | null
}

export const lookAt = async (
  node: Node,
  { cursor, rule, floor, signal, hashed = false, expected = null }: LookOptions,
): Promise<Look> => {
  const requests = [headerRequest('latest')]
  if (cursor !== null) requests.push(headerRequest(cursor.number))
  if (rule.request !== null) requests.push(rule.request)
  const early = expected === null ? [] : byHashRequests([expected.hash], expected.filters)
  const all = await node.ask([...requests, ...early], signal)
  const answers = all.slice(0, requests.length)
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
    early: expected && { ...expected, answers: all.slice(requests.length) },
  }
}
