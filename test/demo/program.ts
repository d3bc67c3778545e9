import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../bin/daybook.js', import.meta.url))

export type Running = {
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** The exit code. */
  readonly ended: Promise<number | null>
}

/** Runs `daybook demo` as a user does. Its environment names a database and a chain, which a demo must leave alone. */
export const runDemoProgram = (folder: string, ...words: string[]): Running => {
  const child = spawn(process.execPath, [PROGRAM, 'demo', ...words], {
    cwd: folder,
    env: {
      ...process.env,
      TMPDIR: folder,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      RPC_URL_31337: 'http://127.0.0.1:1',
    },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, stdout: () => stdout, stderr: () => stderr, ended }
}
