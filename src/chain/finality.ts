import { DaybookError } from '../errors.ts'
import { fetchHeaders, type Header, headerRequest, parseHeader } from './header.ts'
import type { Node } from './node.ts'
import type { RpcAnswer, RpcFault, RpcRequest } from './rpc.ts'
import type { Finality } from './rules.ts'

/** What is needed to tell how far a node's chain is final. */
type FinalityAsked = {
  readonly node: Node
  readonly head: Header
  /** The answer to the rule's request, if it has one. */
  readonly answer: RpcAnswer | undefined
  /** Known to be final already: the result is never less. */
  readonly floor: number
  readonly signal: AbortSignal | undefined
}

export type FinalityRule = {
  /** Asked together with the head, so that both are of one moment. */
  readonly request: RpcRequest | null
  /** The number of the newest final block: never less than before, never above the head, 0 when only genesis is final. */
  read(asked: FinalityAsked): Promise<number>
}

/** The block that a node itself names as its newest final one; null where none is told. */
export const namedFinal = (answer: RpcAnswer | undefined, node: Node): Header | null =>
  answer && 'result' in answer ? parseHeader(answer.result, 'finalized', node.name) : null

export const createFinality = (finality: Finality): FinalityRule => {
  const clamp = (number: number, { head, floor }: FinalityAsked) => Math.max(floor, Math.min(number, head.number), 0)
  if (finality === 'finalized') {
    const request = headerRequest('finalized')
    /** Some node knew the tag: one that refuses it now has another trouble, or is of no use. */
    let known = false
    const read = async (asked: FinalityAsked): Promise<number> => {
      const { node, answer, signal } = asked
      const refused = answer !== undefined && 'error' in answer && isUnknownTag(answer.error)
      // Asked again before it is believed: nothing goes on from there without an operator.
      const last = refused && !known ? (await node.ask([request], signal))[0] : answer
      const number = tagged({ ...asked, answer: last }, known)
      known ||= last !== undefined && 'result' in last
      return clamp(number, asked)
    }
    return { request, read }
  }
  if ('depth' in finality) {
    return { request: null, read: async (asked) => clamp(asked.head.number - finality.depth, asked) }
  }
  return { request: null, read: async (asked) => clamp(await newestBefore(asked, finality.seconds), asked) }
}

/** How nodes refuse a tag that they have never heard of. */
const isUnknownTag = ({ code, message }: RpcFault): boolean =>
  code === -32602 || code === -32601 || /tag|invalid|unsupported|not supported|hex|unmarshal|parse/i.test(message)

/** Nodes that know the tag may still have nothing final: they answer null, an error that says "not found", or block 0. */
const tagged = ({ node, answer }: FinalityAsked, known: boolean): number => {
  if (answer && 'result' in answer) return parseHeader(answer.result, 'finalized', node.name)?.number ?? 0
  const fault = answer?.error ?? { code: 0, message: 'no answer' }
  const { message } = fault
  if (/not found|not available yet/i.test(message)) return 0
  if (!known && isUnknownTag(fault)) {
    const advice = `Set chains[].finality to { "depth": N }, with N the blocks after which this chain is never reorganised`
    throw new DaybookError(
      'CONFIG_INVALID',
      `${node.name} does not know the "finalized" block (${message}). ${advice}.`,
      {
        details: { node: node.name, found: 'finalized', expected: '{ "depth": N } or { "seconds": N }' },
      },
    )
  }
  throw new DaybookError('RPC_UNAVAILABLE', `${node.name} does not tell its finalized block: ${message}`, {
    details: { node: node.name },
  })
}

/** Headers asked at once while searching: 16 parts a round, so 6 rounds for sixteen million blocks. */
const PROBES = 15

/** The newest block at least `seconds` older than the head, by the chain's own clock; the floor when there is none above it. */
const newestBefore = async ({ node, head, floor, signal }: FinalityAsked, seconds: number): Promise<number> => {
  const latest = head.timestamp - seconds
  if (seconds === 0) return head.number
  // Invariant: `old` is old enough (or the floor), `young` is too young.
  let old = Math.max(floor, 0)
  let young = head.number
  while (young - old > 1) {
    const step = Math.max(1, Math.ceil((young - old) / (PROBES + 1)))
    const numbers: number[] = []
    for (let number = old + step; number < young; number += step) numbers.push(number)
    for (const { number, timestamp } of await fetchHeaders(node, numbers, signal)) {
      if (timestamp <= latest) old = number
      else {
        young = number
        break
      }
    }
  }
  return old
}
