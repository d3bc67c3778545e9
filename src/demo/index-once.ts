import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { programFile } from '../cli/program-file.ts'
import { DaybookError } from '../errors.ts'

export type IndexOnceOptions = {
  readonly configFile: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/**
 * Indexes to the chain's head in a process of its own, as `daybook index --once` does for anybody. Not by the supervisor: that
 * one keeps processes alive and shares stdout with them, and here stdout is for the summary.
 */
export const indexOnce = async ({ configFile, env, signal }: IndexOnceOptions): Promise<void> => {
  const words = [programFile, 'index', '--once', '--config', configFile, '--log-level', 'warn']
  const child = spawn(process.execPath, [...process.execArgv, ...words], {
    // The channel tells the child when we are gone, however we went.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...env, DAYBOOK_SUPERVISED: 'index' },
  })
  const stop = () => child.kill('SIGTERM')
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code === 0 || signal.aborted) return
    throw new DaybookError('INVARIANT', `Indexing the demo's chain ended with code ${code}; it said why above.`, {
      details: { code },
    })
  } finally {
    signal.removeEventListener('abort', stop)
    process.off('exit', kill)
  }
}
