import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Expected } from './expectation.ts'
import type { NodeReady } from './fast-node.ts'
import type { Usage } from './node-server.ts'

export type NodeProcess = NodeReady & {
  readonly expected: Expected
  /** Requests and bytes so far. */
  usage(): Promise<Usage>
  stop(): Promise<void>
}

/** Starts bench/fast-node.ts with these arguments, apart from what is measured. `folder` takes its expectation. */
export const startNode = async (folder: string, argv: readonly string[]): Promise<NodeProcess> => {
  const script = fileURLToPath(new URL('./fast-node.ts', import.meta.url))
  const file = join(folder, 'expected.json')
  const child = spawn(process.execPath, [script, ...argv, '--expected', file], {
    // It ends when this process does, and the pipe with it.
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DAYBOOK_BENCH_CHILD: '1' },
  })
  const gone = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string),
    gone.then(([code]) => {
      throw new Error(`bench/fast-node.ts ended with ${code} before it was ready.`)
    }),
  ])
  const ready = JSON.parse(line) as NodeReady
  return {
    ...ready,
    expected: JSON.parse(readFileSync(file, 'utf8')) as Expected,
    usage: async () => (await (await fetch(ready.url)).json()) as Usage,
    stop: async () => {
      child.stdin.end()
      await gone
    },
  }
}
