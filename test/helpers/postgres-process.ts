import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/**
 * The server lives under a keeper process whose standard input is a pipe from here. However this process ends, even by
 * SIGKILL, the pipe closes, and the keeper stops the server and removes its files.
 */
export const spawnKeeper = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C in a terminal goes to this process alone, so that the keeper is left to end in order.
    detached: true,
  })
  let said = ''
  keeper.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-4_000)
  })
  const url = await firstLine(keeper)
  if (url === null) throw new Error(`PostgreSQL for tests did not start (TEST_DATABASE_URL names another):\n${said}`)
  // Whoever forgets `stop` still ends: the exit closes the pipe.
  keeper.unref()
  for (const pipe of [keeper.stdin, keeper.stdout, keeper.stderr]) (pipe as unknown as { unref(): void }).unref()
  return {
    url,
    stop: async () => {
      if (keeper.exitCode !== null || keeper.signalCode !== null) return
      keeper.ref()
      const gone = once(keeper, 'exit')
      keeper.stdin.end()
      await gone
    },
  }
}

/** Null when the process ends without a line. */
const firstLine = (child: ChildProcess): Promise<string | null> =>
  new Promise((resolve) => {
    createInterface({ input: child.stdout! }).once('line', resolve)
    child.once('exit', () => resolve(null))
    child.once('error', () => resolve(null))
  })
