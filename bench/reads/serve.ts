import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DAYBOOK } from '../daybook-process.ts'
import { readUsage } from '../measured-process.ts'

/** `daybook serve` over a database, as a user would run it, until `stop`. */
export const serveBooks = async (folder: string, file: string, nodeOptions: readonly string[] = []) => {
  const argv = [
    ...nodeOptions,
    DAYBOOK,
    'serve',
    '--database',
    `sqlite:${file}`,
    '--port',
    '0',
    '--json',
    '--log-level',
    'warn',
  ]
  const child = spawn(process.execPath, argv, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const killLast = () => void child.kill('SIGKILL')
  process.on('exit', killLast)
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const line = text.split('\n').find((each) => each.startsWith('{"url"'))
      if (line !== undefined) resolve((JSON.parse(line) as { url: string }).url)
    })
    child.on('error', reject).on('close', (code) => reject(new Error(`daybook serve ended with ${code}: ${text}`)))
  })
  return {
    url,
    /** Processor time so far, user and system; null where there is no /proc. */
    cpuSeconds: () => (child.pid === undefined ? null : (readUsage(child.pid)?.cpuSeconds ?? null)),
    stop: async () => {
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
      process.off('exit', killLast)
    },
  }
}
