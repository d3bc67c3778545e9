import { EXIT } from '../cli/exit.ts'
import type { DemoOptions } from '../cli/parts.ts'
import { freePort } from './free-port.ts'
import { runOnce } from './once.ts'
import { runShow } from './show.ts'
import { createTeller } from './teller.ts'
import { createWorkspace } from './workspace.ts'

/**
 * A whole data market on this machine, indexed and served: to look at, and to try things on. With `once` a smaller one that ends
 * with a summary and exit code 3 when the books and the chain differ. Nothing of it is left when it ends.
 */
export const runDemo = async ({
  port: wanted,
  host,
  once,
  json,
  ...options
}: DemoOptions): Promise<number | undefined> => {
  const port = once ? 0 : await freePort(wanted, host)
  const teller = createTeller({ json })
  const workspace = await createWorkspace()
  try {
    if (!once) {
      await runShow({ ...options, port, host, json, teller, workspace })
      return undefined
    }
    const summary = await runOnce({ ...options, teller, workspace })
    return summary && !summary.isTrue ? EXIT.difference : undefined
  } finally {
    workspace.remove()
  }
}
