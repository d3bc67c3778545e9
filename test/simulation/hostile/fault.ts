import type { FakeChain } from '../../chain/fake-chain.ts'
import type { Faults, Reply } from '../../chain/fake-node.ts'
import type { Random } from '../random.ts'

/** How a whole HTTP request ends other than with an answer. */
export type Mishap = 'hang' | 'cut' | 'cut in the answer' | 'html' | 'empty' | 'truncated' | 429 | 500 | 503

export type Call = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] }

/** A fault at one node, at one request. */
export type Moment = {
  /** Dice of this fault for this request. */
  readonly dice: Random
  /** How much of this fault the node has, from 0 to 1. */
  readonly share: number
  /** Dice that fall the same way for a thing, whoever asks. */
  sticky(thing: string): Random
  /** Milliseconds since the beginning. */
  readonly passed: number
  /** The node's true chain. */
  readonly chain: FakeChain
  /** The branch that this node also has in its load balancer. */
  branch(): FakeChain
  /** Takes blocks back, of all nodes, now. */
  reorganise(depth: number): void
  /** It happened. */
  fired(): void
  /** It hid so many logs. */
  hid(logs: number): void
}

/** One way in which a node goes wrong, at the place in an answer's making where it does. */
export type Fault = {
  /** Before the request is read: it ends like this. */
  readonly mishap?: (moment: Moment) => Mishap | null
  /** Milliseconds that the answer takes longer. */
  readonly delay?: (moment: Moment) => number
  /** Before a call of the batch is answered. */
  readonly before?: (call: Call, moment: Moment) => void
  /** Another chain, or a node that is otherwise set up, answers the call. */
  readonly instead?: (call: Call, moment: Moment) => { chain?: FakeChain; faults?: Partial<Faults> }
  /** What becomes of a true reply. */
  readonly reply?: (call: Call, reply: Reply, moment: Moment) => Reply
  /** What becomes of the items of a batch. */
  readonly batch?: (items: readonly unknown[], moment: Moment) => unknown
}

/** The result, when it is a list of logs with something in it. */
export const logsIn = <T>(call: Call, reply: Reply): readonly T[] | null =>
  call.method === 'eth_getLogs' && 'result' in reply && Array.isArray(reply.result) && reply.result.length > 0
    ? (reply.result as readonly T[])
    : null

/** The result, when it is a block. */
export const blockIn = (call: Call, reply: Reply): Record<string, unknown> | null =>
  call.method === 'eth_getBlockByNumber' && 'result' in reply && typeof reply.result === 'object'
    ? (reply.result as Record<string, unknown> | null)
    : null
