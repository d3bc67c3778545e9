import type { Block } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { findAncestor } from './ancestor.ts'
import type { Assembled } from './assemble.ts'
import { readBranch } from './branch.ts'
import type { Context } from './context.ts'
import type { ChainEvent, Held } from './event.ts'
import type { FinalityRule } from './finality.ts'
import { relate } from './fork.ts'
import { type Look, lookAt } from './look.ts'
import type { Node } from './node.ts'
import { blocksOf } from './tell.ts'
import type { Announced } from './wake.ts'

/** What to do next, decided by one look at one node. */
export type Step =
  | {
      readonly type: 'wait'
      readonly node: Node
      readonly lags: boolean
      readonly finalized: number
      readonly head: number
      /** The node's own head. */
      readonly seen: number
    }
  | { readonly type: 'history'; readonly look: Look; readonly from: number; readonly parentHash: Hex | null }
  | {
      readonly type: 'branch'
      readonly event: Extract<ChainEvent, { type: 'branch' }>
      readonly whole: Assembled
    }

export type DecideOptions = {
  readonly held: Held
  readonly toBlock: number
  readonly startBlock: number
  readonly rule: FinalityRule
  /** The head that a node told of last. */
  readonly announced?: Announced | null
}

/** Blocks of one branch event while catching up from the final blocks to the head; a fork is always told whole. */
const BRANCH_BLOCKS_MAX = 500

/** Looks at a node and says what follows from it. A branch is read and checked whole before it is told. */
export const decide = async (context: Context, node: Node, options: DecideOptions): Promise<Step> => {
  const { held, rule, startBlock, toBlock, announced } = options
  const { signal, wanted } = context
  const cursor = held.cursor()
  const isNext = announced && announced.parentHash === cursor?.hash && announced.number === cursor.number + 1
  const look = await lookAt(node, {
    cursor,
    rule,
    floor: held.finalized(),
    signal,
    hashed: context.demand.check === 'receipts',
    expected: isNext ? { hash: announced.hash, filters: wanted.all(), version: wanted.version() } : null,
  })
  const { head, finalized, at, early } = look
  // A node that lags may be behind what is known to be final.
  const wait = (lags: boolean): Step => ({
    type: 'wait',
    node,
    lags,
    seen: head.number,
    finalized,
    head: Math.max(head.number, finalized),
  })
  const relation = relate({ cursor, hashAt: held.hashAt, head, at })
  switch (relation) {
    case 'duplicate':
      assertNamedFinal(node, look, held.hashAt)
      return wait(false)
    case 'lag':
      context.log.debug('A node is behind what is indexed.', {
        node: node.name,
        head: head.number,
        cursor: cursor!.number,
      })
      return wait(true)
    case 'unsettled':
      throw new DaybookError('RESPONSE_INCONSISTENT', `${node.name} changed its mind about block ${cursor!.number}`, {
        details: { node: node.name, block: cursor!.number },
      })
    case 'fork': {
      const ancestor = await findAncestor(context, { node, head, held, cursor: cursor!, startBlock })
      const from = ancestor.number + 1
      const to = Math.min(head.number, Math.max(cursor!.number, Math.min(toBlock, ancestor.number + BRANCH_BLOCKS_MAX)))
      const known = [...ancestor.above, head]
      const whole = await readBranch(context, { node, from, to, parentHash: ancestor.hash, known })
      const blocks = blocksOf(whole)
      assertNamedFinal(node, look, hashIn(blocks, held))
      context.log.info('The chain was reorganised.', { ancestor: ancestor.number, undone: cursor!.number, through: to })
      return {
        type: 'branch',
        whole,
        event: { type: 'branch', ancestor: ancestor.number, blocks, finalized, head: head.number },
      }
    }
    case 'start':
    case 'extend':
    case 'gap': {
      const from = cursor === null ? startBlock : cursor.number + 1
      const last = Math.min(head.number, toBlock)
      if (from > last) return wait(false)
      const parentHash = cursor?.hash ?? null
      if (from <= finalized) return { type: 'history', look, from, parentHash }
      const to = Math.min(last, from + BRANCH_BLOCKS_MAX - 1)
      const whole = await readBranch(context, { node, from, to, parentHash, known: [head], early })
      const blocks = blocksOf(whole)
      assertNamedFinal(node, look, hashIn(blocks, held))
      const event = { type: 'branch', ancestor: from - 1, blocks, finalized, head: head.number } as const
      return { type: 'branch', whole, event }
    }
  }
}

const hashIn =
  (blocks: readonly Block[], held: Held) =>
  (number: number): Hex | undefined =>
    number < blocks[0]!.number ? held.hashAt(number) : blocks[number - blocks[0]!.number]?.hash

/** Behind one URL may be nodes on different branches: what one of them calls final makes nothing final on the branch of another. */
const assertNamedFinal = (node: Node, { named }: Look, hashAt: (number: number) => Hex | undefined): void => {
  const own = named === null ? undefined : hashAt(named.number)
  if (named === null || own === undefined || own === named.hash) return
  const message = `${node.name} calls block ${named.number} ${named.hash} final, and tells a branch that has ${own} there`
  throw new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, block: named.number } })
}
