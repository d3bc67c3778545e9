import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { EXIT } from './exit.ts'
import { missingHeapFlags } from './heap-flags.ts'
import { programFile } from './program-file.ts'

/** A process of this program, by the arguments it is started with. */
export type Child = {
  name: string
  args: readonly string[]
  /** What it prints is for nobody: stdout is its parent's. */
  quiet?: boolean
}

export type SuperviseOptions = {
  log: Log
  /** Aborted to stop all children. */
  signal: AbortSignal
  env?: NodeJS.ProcessEnv
  /** What to run instead of bin/daybook.js. */
  program?: string
  /** The first wait before a crashed child starts again; doubled each time. */
  backoffMs?: number
  /** How long a child may take to stop before it is killed. */
  stopMsMax?: number
}

/** Keeps children running until one of them ends for good or all are told to stop; tells the exit code that follows. */
export type Supervise = (children: readonly Child[], options: SuperviseOptions) => Promise<number>

const BACKOFF_MS = 1_000
const BACKOFF_MS_MAX = 60_000
/** A child that lived this long has recovered: its next crash is a new one. */
const RECOVERED_MS = 60_000
/** The indexer finishes its batch, the API its requests; both are a matter of a second. */
const STOP_MS_MAX = 10_000

/**
 * Runs each child as a process of its own, since the writer and the API must not share a thread. A child that crashes, or whose
 * node or database does not answer, starts again; one that ends by wrong use or configuration would only do so again, and one
 * that ends well was told to: either stops all.
 */
export const supervise: Supervise = async (children, { signal, ...options }) => {
  const stop = new AbortController()
  const stopped = AbortSignal.any([signal, stop.signal])
  let code: number = EXIT.done
  const end = (childCode: number) => {
    code = Math.max(code, childCode)
    stop.abort()
  }
  await Promise.all(children.map((child) => keepRunning(child, { ...options, signal: stopped, end })))
  return code
}

type KeepOptions = SuperviseOptions & { end: (code: number) => void }

const keepRunning = async (child: Child, options: KeepOptions): Promise<void> => {
  const { log, signal, end, backoffMs = BACKOFF_MS } = options
  let waitMs = backoffMs
  while (!signal.aborted) {
    const startedAt = performance.now()
    const { code, killed } = await runOnce(child, options)
    if (signal.aborted) {
      if (killed === 'late') end(EXIT.failed)
      return
    }
    if (code === EXIT.done || code === EXIT.wrongUse) {
      log[code === EXIT.done ? 'info' : 'error'](`The ${child.name} process ended; stopping the others`, { code })
      return end(code)
    }
    if (performance.now() - startedAt > RECOVERED_MS) waitMs = backoffMs
    log.warn(`The ${child.name} process ended and starts again`, { code, signal: killed, inMs: waitMs })
    await delay(waitMs, undefined, { signal }).catch(() => {})
    waitMs = Math.min(2 * waitMs, BACKOFF_MS_MAX)
  }
}

type Ending = { code: number | null; killed: string | null }

const runOnce = async (child: Child, options: KeepOptions): Promise<Ending> => {
  const { log, signal, env = process.env, program = programFile, stopMsMax = STOP_MS_MAX } = options
  // The channel tells a child when its supervisor is gone, however it went: see signals.ts.
  const flags = [...process.execArgv, ...missingHeapFlags(child.args, process.execArgv)]
  const running = spawn(process.execPath, [...flags, program, ...child.args], {
    stdio: ['ignore', child.quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    env: { ...env, DAYBOOK_SUPERVISED: child.name },
  })
  log.debug(`Started the ${child.name} process`, { pid: running.pid })
  let isLate = false
  let timer: NodeJS.Timeout | undefined
  const stop = () => {
    running.kill('SIGTERM')
    timer = setTimeout(() => {
      isLate = true
      log.warn(`The ${child.name} process did not stop and is killed`, { afterMs: stopMsMax })
      running.kill('SIGKILL')
    }, stopMsMax)
  }
  // A supervisor that ends at once takes its children along.
  const kill = () => running.kill('SIGKILL')
  process.once('exit', kill)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    const ending = await endingOf(running)
    return isLate ? { ...ending, killed: 'late' } : ending
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    process.removeListener('exit', kill)
  }
}

const endingOf = async (running: ChildProcess): Promise<Ending> => {
  try {
    const [code, killed] = (await once(running, 'exit')) as [number | null, string | null]
    return { code, killed }
  } catch (error) {
    return { code: EXIT.failed, killed: (error as NodeJS.ErrnoException).code ?? 'unknown' }
  }
}
