import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** How often a program said a sentence as a warning or an error. */
export type Said = ReadonlyMap<string, number>

/** A program as somebody runs it: started again whenever it ends. */
export type Supervised = {
  readonly said: Said
  /** How it ended, each time. */
  readonly ends: readonly (number | string)[]
  /** Asks it to end, and ends it when it does not. */
  stop(): Promise<void>
}

export type Start = {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Takes all that it says. */
  readonly log: string
}

const AGAIN_MS = 2_000
const STOP_MS = 15_000

export const supervise = ({ argv, cwd, env, log }: Start): Supervised => {
  const said = new Map<string, number>()
  const ends: (number | string)[] = []
  let child: ChildProcess | null = null
  let stopped = false

  const listen = (line: string) => {
    appendFileSync(log, `${line}\n`)
    const sentence = warningIn(line)
    if (sentence !== null) said.set(sentence, (said.get(sentence) ?? 0) + 1)
  }

  const keepRunning = async () => {
    while (!stopped) {
      const own = spawn(process.execPath, [...argv], {
        cwd,
        env: { ...plainEnvironment(), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = own
      for (const stream of [own.stdout, own.stderr]) createInterface({ input: stream }).on('line', listen)
      const [code, signal] = (await once(own, 'exit')) as [number | null, string | null]
      child = null
      if (stopped) return
      ends.push(code ?? signal ?? 'unknown')
      await sleep(AGAIN_MS)
    }
  }
  const killLast = () => void child?.kill('SIGKILL')
  process.on('exit', killLast)
  const done = keepRunning()

  return {
    said,
    ends,
    stop: async () => {
      stopped = true
      const last = child
      last?.kill('SIGTERM')
      const timer = setTimeout(() => last?.kill('SIGKILL'), STOP_MS)
      await done
      clearTimeout(timer)
      process.off('exit', killLast)
    },
  }
}

/** The sentence of a line of JSON that is a warning or worse; null for all others. Numbers in it do not make it another. */
const warningIn = (line: string): string | null => {
  try {
    const { level, msg, error, err } = JSON.parse(line) as Record<string, unknown>
    const isWarning = typeof level === 'number' ? level >= 40 : ['warn', 'error', 'fatal'].includes(String(level))
    if (!isWarning) return null
    const why = (error ?? err) as { readonly message?: unknown } | string | undefined
    const more = typeof why === 'string' ? why : String(why?.message ?? '')
    const first = more.split('\n')[0]!
    return `${level === 'error' || level === 50 ? 'error' : 'warning'}: ${msg}${first ? ` (${first})` : ''}`
      .replaceAll(/0x[0-9a-f]+/gi, '0x…')
      .replaceAll(/\d+/g, 'N')
  } catch {
    return null
  }
}

/** Whatever the shell says of databases and nodes is not meant here. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DATABASE_|LOG_LEVEL|RPC_URL_|PONDER_|PORT$|HOST$)/.test(name)),
  )
