import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Expected } from './expectation.ts'
import type { NodeReady } from './fast-node.ts'
import type { NewHead } from './live-node.ts'
import type { Request, Usage } from './node-server.ts'

export type NodeProcess = NodeReady & {
  readonly expected: Expected
  /** Requests and bytes so far. */
  usage(): Promise<Usage>
  /** All of them, in the order in which they were answered. */
  requests(): Promise<readonly Request[]>
  stop(): Promise<void>
}

export type LiveNodeProcess = NodeReady & {
  mine(): Promise<NewHead>
  reorganise(): Promise<NewHead>
  /** Of the chain as it is. */
  expected(): Promise<Expected>
  stop(): Promise<void>
}

/** Starts bench/fast-node.ts with these arguments, apart from what is measured. `folder` takes its expectation. */
export const startNode = async (folder: string, argv: readonly string[]): Promise<NodeProcess> => {
  const file = join(folder, 'expected.json')
  const { ready, ask, stop } = await startScript('fast-node.ts', [...argv, '--expected', file])
  return {
    ...ready,
    expected: JSON.parse(readFileSync(file, 'utf8')) as Expected,
    usage: () => ask('/usage'),
    requests: () => ask('/requests'),
    stop,
  }
}

/** Starts bench/live-node.ts with these arguments. */
export const startLiveNode = async (argv: readonly string[]): Promise<LiveNodeProcess> => {
  const { ready, ask, stop } = await startScript('live-node.ts', argv)
  return {
    ...ready,
    mine: () => ask('/mine'),
    reorganise: () => ask('/reorganise'),
    expected: () => ask('/expected'),
    stop,
  }
}

const startScript = async (name: string, argv: readonly string[]) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(name, import.meta.url)), ...argv], {
    // It ends when this process does, and the pipe with it.
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DAYBOOK_BENCH_CHILD: '1' },
  })
  const gone = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string),
    gone.then(([code]) => {
      throw new Error(`bench/${name} ended with ${code} before it was ready.`)
    }),
  ])
  const ready = JSON.parse(line) as NodeReady
  return {
    ready,
    ask: async <T>(path: string): Promise<T> => (await (await fetch(`${ready.url}${path}`)).json()) as T,
    stop: async () => {
      child.stdin.end()
      await gone
    },
  }
}
