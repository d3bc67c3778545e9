import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { compare } from './compare.ts'
import { installPonder } from './faults/ponder.ts'
import { ask } from './faults/program.ts'
import { quietPort } from './faults/quiet-port.ts'
import { MEGABYTE, type Measured, since } from './measured.ts'
import { startMeasured } from './measured-process.ts'
import type { NodeProcess } from './node-process.ts'
import { foundInPeer, type PeerRows } from './peer-books.ts'

const PEERS = fileURLToPath(new URL('./peers', import.meta.url))
const PROJECT = join(PEERS, 'ponder-books')
const PROGRAM = join(PEERS, 'node_modules', 'ponder', 'dist', 'esm', 'bin', 'ponder.js')

export type PonderRun = {
  readonly node: NodeProcess
  /** Of PGlite. One that holds a cache of an earlier run is indexed from that, if the schema is another. */
  readonly database: string
  readonly schema: string
  /** Without the bounds on requests a second: see bench/peers/ponder-books/raise-limiter.js. */
  readonly limiterRaised: boolean
}

export type PonderMeasured = Measured & {
  /** Less its start: from its first question to the node until it said that the history is in, over the events of final blocks. */
  readonly eventsPerSecondRunning: number
}

const LOOK_MS = 50
const LIMIT_MS = 1_800_000
/** Ponder takes a block of an unknown chain for final once 30 are above it. */
const FINALITY_BLOCKS = 30

/** `ponder start` until it has the head, with PGlite, its default. Installs bench/peers on first use. */
export const runPonder = async ({ node, database, schema, limiterRaised }: PonderRun): Promise<PonderMeasured> => {
  installPonder()
  const [before, port] = [await node.usage(), await quietPort()]
  const asked = (await node.requests()).length
  const started = performance.now()
  const running = startMeasured({
    argv: [
      ...(limiterRaised ? ['--import', join(PROJECT, 'raise-limiter.js')] : []),
      ...[PROGRAM, 'start', '--schema', schema, '--port', String(port), '--hostname', '127.0.0.1'],
      ...['--log-format', 'json', '--log-level', 'warn'],
    ],
    cwd: PROJECT,
    env: {
      PONDER_TELEMETRY_DISABLED: 'true',
      BENCH_DATABASE: database,
      BENCH_RPC: node.url,
      BENCH_CHAIN_ID: String(node.chainId),
      BENCH_MARKET: node.market,
      BENCH_START_BLOCK: String(node.startBlock),
    },
  })
  let hasEnded = false
  void running.ended.then(() => {
    hasEnded = true
  })
  const until = async (isThere: () => Promise<boolean>): Promise<number> => {
    while (!(await isThere())) {
      if (!hasEnded && performance.now() - started < LIMIT_MS) await sleep(LOOK_MS)
      else throw new Error(`Ponder did not come to the head:\n${tail(await running.stop())}`)
    }
    return performance.now()
  }
  const url = `http://127.0.0.1:${port}`
  const ready = await until(async () => (await ask(`${url}/ready`))?.status === 200)
  const atHead = await until(async () => blockIn((await ask(`${url}/status`))?.body) >= node.head)
  const ran = await running.stop()
  const first = (await node.requests())[asked]!.from - performance.timeOrigin
  const seconds = (atHead - started) / 1_000
  const shareFinal = 1 - FINALITY_BLOCKS / (node.head - node.startBlock + 1)
  return {
    events: node.logs,
    seconds,
    eventsPerSecond: node.logs / seconds,
    eventsPerSecondRunning: (node.logs * shareFinal) / ((ready - first) / 1_000),
    cpuSeconds: ran.cpuSeconds,
    rssMegabytesMax: ran.rssBytesMax / MEGABYTE,
    bytesPerEvent: sizeOf(database) / node.logs,
    requests: since(before, await node.usage()),
    endedAt: ran.endedAt,
    differences: compare(node.expected, foundInPeer(readPonder(database, schema))),
  }
}

type Status = { readonly market?: { readonly block?: { readonly number?: number } | null } }
const blockIn = (status: unknown): number => (status as Status | undefined)?.market?.block?.number ?? -1

const tail = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string =>
  `${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`

const readPonder = (database: string, schema: string): PeerRows => {
  const argv = [join(PROJECT, 'read-rows.js'), database, schema]
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 2 ** 30 })) as PeerRows
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
