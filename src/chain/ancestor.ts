import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Context } from './context.ts'
import type { Cursor, Held } from './event.ts'
import { fetchHeaders, type Header, headerOf, headerRequest } from './header.ts'
import type { Node } from './node.ts'

export type Ancestor = {
  /** The newest block that both chains have. */
  readonly number: number
  /** Its hash, unless the consumer does not hold it any more. */
  readonly hash: Hex | null
  /** Headers of the node's blocks above it, as far as they were read on the way: whoever reads the branch need not ask for them again. */
  readonly above: readonly Header[]
}

export type ForkSeen = {
  readonly node: Node
  readonly head: Header
  readonly held: Held
  readonly cursor: NonNullable<Cursor>
  readonly startBlock: number
}

/** Headers asked at once on the way back: at first so few that most reorganisations are no deeper, and then many. */
const FIRST_STEP = 8
const STEP_MAX = 64

/**
 * The common ancestor of what is held and what the node has, each difference confirmed by a second request. Throws
 * REORG_TOO_DEEP when it would lie below what is final, RESPONSE_INCONSISTENT when the fork is not confirmed.
 */
export const findAncestor = async (context: Context, seen: ForkSeen): Promise<Ancestor> => {
  const { node, head, held, cursor, startBlock } = seen
  const finalized = Math.min(held.finalized(), cursor.number)
  const floor = Math.max(finalized, startBlock - 1, 0)
  const hashAt = (number: number) => (number === cursor.number ? cursor.hash : held.hashAt(number))
  const hashed = context.demand.check === 'receipts'
  const above: Header[] = []
  let oldestDifferent: Header | null = null
  let step = FIRST_STEP
  for (let top = Math.min(cursor.number, head.number); top >= floor; top -= step, step = STEP_MAX) {
    const count = Math.min(step, top - floor + 1)
    const numbers = Array.from({ length: count }, (_, back) => top - back)
    for (const header of await fetchHeaders(node, numbers, context.signal, { hashed })) {
      const own = hashAt(header.number)
      if (own === header.hash || (own === undefined && header.number === floor)) {
        if (oldestDifferent === null) throw unconfirmed(node, node, header)
        await confirm(context, seen, oldestDifferent, hashAt(oldestDifferent.number))
        return { number: header.number, hash: own ?? null, above: above.reverse() }
      }
      above.push(header)
      if (own !== undefined) oldestDifferent = header
    }
  }
  const found = oldestDifferent!
  const own = hashAt(found.number)
  await confirm(context, seen, found, own)
  const message =
    `The chain was reorganised below block ${finalized}, which was final: at block ${found.number} this index holds ` +
    `${own}, and ${node.name} has ${found.hash}. Nothing was changed. If the nodes are right, \`daybook resolve --chain ${context.chainId}\` goes on from the newest block that both share`
  const details = { chainId: context.chainId, finalized, at: found.number, held: own, found: found.hash }
  throw new DaybookError('REORG_TOO_DEEP', message, { details })
}

/** A witness this far behind the claim may well be stuck on what everybody else has left, and cannot refute it. */
const BEHIND_MAX = 3
const WITNESS_TIMEOUT_MS = 5_000

/** Another node, or else the same one once more, must also have this block: a lone stray answer undoes nothing. */
const confirm = async (context: Context, { node, head }: ForkSeen, claimed: Header, held: Hex | undefined) => {
  for (const witness of [...context.nodes.others(node), node]) {
    const [own, latest] = await ask(context, witness, claimed.number)
    if (own?.hash === claimed.hash) return
    const refutes = own?.hash === held && latest !== null && latest.number >= head.number - BEHIND_MAX
    // A witness that is behind, or on a third branch, decides nothing.
    if (witness === node || refutes) throw unconfirmed(node, witness, claimed)
  }
}

const unconfirmed = (node: Node, witness: Node, claimed: Header) => {
  const message = `${witness.name} does not confirm block ${claimed.number} ${claimed.hash} of ${node.name}`
  const details = { node: node.name, witness: witness.name, block: claimed.number }
  return new DaybookError('RESPONSE_INCONSISTENT', message, { details })
}

const ask = async (
  { signal }: Context,
  node: Node,
  number: number,
): Promise<readonly [own: Header | null, latest: Header | null]> => {
  const timeout = AbortSignal.timeout(WITNESS_TIMEOUT_MS)
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout
  try {
    await node.identify(either)
    const [own, latest] = await node.ask([headerRequest(number), headerRequest('latest')], either)
    return [headerOf(own, number, node.name), headerOf(latest, 'latest', node.name)]
  } catch (error) {
    if (signal?.aborted || !(error instanceof DaybookError || timeout.aborted)) throw error
    return [null, null]
  }
}
