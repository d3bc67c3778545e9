import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAYBOOK } from '../daybook-process.ts'
import { readUsage } from '../measured-process.ts'

type Serving = {
  /** Whether answers are kept while nobody writes, as they are unless a configuration says otherwise, or each is made anew. */
  readonly answers?: 'kept' | 'anew'
  readonly nodeOptions?: readonly string[]
}

/** `daybook serve` over a database, as a user would run it, until `stop`. A configuration goes into the folder, beside the one there. */
export const serveBooks = async (
  folder: string,
  file: string,
  { answers = 'kept', nodeOptions = [] }: Serving = {},
) => {
  const config = join(folder, `serve-${answers}.json`)
  writeFileSync(config, JSON.stringify(answers === 'kept' ? {} : { api: { answersBytesMax: 0 } }))
  const about = ['--config', config, '--database', `sqlite:${file}`, '--port', '0', '--json', '--log-level', 'warn']
  const argv = [...nodeOptions, DAYBOOK, 'serve', ...about]
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
