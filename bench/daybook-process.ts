import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeReady } from './fast-node.ts'

const PROGRAM = fileURLToPath(new URL('../bin/daybook.js', import.meta.url))

/** One run of the command line and what it took. */
export type Ran = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
  /** Processor time of user and system together; more than `seconds` when several threads work. */
  readonly cpuSeconds: number
  readonly rssBytesMax: number
}

/** Writes daybook.config.json for a node into a folder. */
export const writeConfig = (
  folder: string,
  { url, market, chainId, startBlock }: NodeReady,
  chain: object = {},
): void => {
  const config = {
    chains: [{ id: chainId, name: 'synthetic', rpc: [url], ...chain }],
    markets: [{ protocol: 'datamarket', chainId, address: market, startBlock, name: 'Synthetic' }],
  }
  writeFileSync(join(folder, 'daybook.config.json'), JSON.stringify(config, null, 2))
}

const MEASURE_MS = 25

/** Runs `daybook …` in a folder, as a user would. */
export const runDaybook = (folder: string, argv: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, [PROGRAM, ...argv], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: plainEnvironment(),
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
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
      resolve({ code, stdout, stderr, seconds: (performance.now() - started) / 1_000, ...usage })
    })
  })

/** Whatever the shell says of databases and nodes is not meant here. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => name !== 'DATABASE_URL' && name !== 'LOG_LEVEL' && !name.startsWith('RPC_URL_'),
    ),
  )

/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** Null where there is no /proc, and when the process is gone. */
const readUsage = (pid: number | undefined): { cpuSeconds: number; rssBytesMax: number } | null => {
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
