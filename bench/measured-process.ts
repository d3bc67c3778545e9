import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One run of a program and what it took. */
export type Ran = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
  /** In milliseconds since 1970, as finely as performance.now. */
  readonly endedAt: number
  /** Processor time of user and system together; more than `seconds` when several threads work. */
  readonly cpuSeconds: number
  readonly rssBytesMax: number
}

export type MeasuredProcess = {
  /** Resolves when the program has ended. */
  readonly ended: Promise<Ran>
  /** Processor time so far, user and system; null where there is no /proc, and when it has ended. */
  cpuSeconds(): number | null
  /** Asks it to end, and ends it when it does not; resolves as `ended` does. */
  stop(): Promise<Ran>
}

export type Start = {
  /** What this Node runs: a script and its arguments, after options of Node's own. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

const MEASURE_MS = 25
const STOP_MS = 15_000

/** Starts a program on this very Node, and watches what it takes. It does not outlive this process. */
export const startMeasured = ({ argv, cwd, env = {} }: Start): MeasuredProcess => {
  const started = performance.now()
  const child = spawn(process.execPath, [...argv], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), ...env },
  })
  const killLast = () => void child.kill('SIGKILL')
  process.on('exit', killLast)
  const ended = watch(child, started).finally(() => process.off('exit', killLast))
  return {
    ended,
    cpuSeconds: () => readUsage(child.pid)?.cpuSeconds ?? null,
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(killLast, STOP_MS)
      return ended.finally(() => clearTimeout(timer))
    },
  }
}

const watch = (child: ChildProcess, started: number): Promise<Ran> =>
  new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', '']
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    // Linux forgets a process when it ends: its high-water mark is read while it runs.
    let usage = { cpuSeconds: 0, rssBytesMax: 0 }
    const timer = setInterval(() => {
      usage = readUsage(child.pid) ?? usage
    }, MEASURE_MS)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      const now = performance.now()
      resolve({
        code,
        stdout,
        stderr,
        seconds: (now - started) / 1_000,
        endedAt: performance.timeOrigin + now,
        ...usage,
      })
    })
  })

/** Whatever the shell says of databases and nodes is not meant here. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DATABASE_|LOG_LEVEL$|RPC_URL_|PONDER_|PORT$|HOST$)/.test(name)),
  )

/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** Null where there is no /proc, and when the process is gone. */
export const readUsage = (pid: number | undefined): { cpuSeconds: number; rssBytesMax: number } | null => {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    // The program's name, in brackets, may hold spaces: fields are counted from behind it. utime and stime are 14 and 15.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    if (kilobytes === undefined) return null
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      rssBytesMax: Number(kilobytes) * 1_024,
    }
  } catch {
    return null
  }
}
