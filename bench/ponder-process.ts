import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { installPonder } from './faults/ponder.ts'
import { ask } from './faults/program.ts'
import { quietPort } from './faults/quiet-port.ts'
import { type MeasuredProcess, startMeasured } from './measured-process.ts'
import type { NodeProcess } from './node-process.ts'

const PEERS = fileURLToPath(new URL('./peers', import.meta.url))
export const PONDER_PROJECT = join(PEERS, 'ponder-books')
const PROGRAM = join(PEERS, 'node_modules', 'ponder', 'dist', 'esm', 'bin', 'ponder.js')

export type PonderRun = {
  readonly node: NodeProcess
  /** A folder for PGlite, or the URL of a PostgreSQL database. One that holds a cache of an earlier run is indexed from that, if the schema is another. */
  readonly database: string
  readonly schema: string
  /** Without the bounds on requests a second: see bench/peers/ponder-books/raise-limiter.js. */
  readonly limiterRaised: boolean
}

export type PonderProcess = {
  readonly url: string
  /** When it was started, by performance.now; the others resolve with such times too. */
  readonly started: number
  /** Resolves when it says that the history is in. */
  ready(): Promise<number>
  /** Resolves when it says that it has the newest block. */
  atHead(): Promise<number>
  /** Resolves when its GraphQL answers. */
  serving(): Promise<number>
} & Pick<MeasuredProcess, 'cpuSeconds' | 'stop'>

const LOOK_MS = 50
const LIMIT_MS = 1_800_000

/** `ponder start`, or `ponder serve`: GraphQL alone, over a PostgreSQL database. Installs bench/peers on first use. */
export const startPonder = async (
  { node, database, schema, limiterRaised }: PonderRun,
  command: 'start' | 'serve' = 'start',
): Promise<PonderProcess> => {
  installPonder()
  const port = await quietPort()
  const started = performance.now()
  const running = startMeasured({
    argv: [
      ...(limiterRaised ? ['--import', join(PONDER_PROJECT, 'raise-limiter.js')] : []),
      ...[PROGRAM, command, '--schema', schema, '--port', String(port), '--hostname', '127.0.0.1'],
      ...['--log-format', 'json', '--log-level', 'warn'],
    ],
    cwd: PONDER_PROJECT,
    env: {
      PONDER_TELEMETRY_DISABLED: 'true',
      PEER_DATABASE: database,
      PEER_RPC: node.url,
      PEER_CHAIN_ID: String(node.chainId),
      PEER_MARKET: node.market,
      PEER_START_BLOCK: String(node.startBlock),
    },
  })
  let hasEnded = false
  void running.ended.then(() => {
    hasEnded = true
  })
  const until = async (isThere: () => Promise<boolean>): Promise<number> => {
    while (!(await isThere())) {
      if (!hasEnded && performance.now() - started < LIMIT_MS) await sleep(LOOK_MS)
      else throw new Error(`Ponder did not come so far:\n${tail(await running.stop())}`)
    }
    return performance.now()
  }
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    started,
    ready: () => until(async () => (await ask(`${url}/ready`))?.status === 200),
    atHead: () => until(async () => blockIn((await ask(`${url}/status`))?.body) >= node.head),
    serving: () => until(async () => (await ask(`${url}/graphql`))?.status === 200),
    cpuSeconds: running.cpuSeconds,
    stop: running.stop,
  }
}

type Status = { readonly market?: { readonly block?: { readonly number?: number } | null } }
const blockIn = (status: unknown): number => (status as Status | undefined)?.market?.block?.number ?? -1

const tail = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string =>
  `${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`
