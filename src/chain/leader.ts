import { DaybookError } from '../errors.ts'
import type { Context } from './context.ts'
import { headerOf, headerRequest } from './header.ts'
import type { Node } from './node.ts'

/** A block may take a moment to reach every node; one that is further behind is stuck. */
const BEHIND_MIN = 3

/** Looks whether another node is clearly ahead of one that says nothing new; then that one rests, and true is returned. */
export const isBehindOthers = async ({ nodes, log, signal }: Context, node: Node, head: number): Promise<boolean> => {
  for (const other of nodes.from(node).slice(1)) {
    try {
      await other.identify(signal)
      const [answer] = await other.ask([headerRequest('latest')], signal)
      const ahead = (headerOf(answer, 'latest', other.name)?.number ?? 0) - head
      if (ahead < BEHIND_MIN) continue
      const message = `${node.name} is ${ahead} blocks behind ${other.name}`
      log.warn(message, { node: node.name, other: other.name, ahead })
      node.failed(new DaybookError('RPC_UNAVAILABLE', message, { details: { node: node.name, ahead } }))
      return true
    } catch (error) {
      if (signal?.aborted || !(error instanceof DaybookError)) throw error
      other.failed(error)
    }
  }
  return false
}
