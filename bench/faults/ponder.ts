import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hex } from '../../src/domain/hex.ts'
import { ask, type Books, type Program, type Standing } from './program.ts'
import { quietPort } from './quiet-port.ts'
import { supervise } from './supervise.ts'

const PEERS = fileURLToPath(new URL('../peers', import.meta.url))
const PACKAGE = join(PEERS, 'node_modules', 'ponder')
const PROJECT = join(PEERS, 'ponder')
const SCHEMA = 'market'

/** Installs what bench/peers/package.json names, unless it is there; tells Ponder's version. */
export const installPonder = (): string => {
  const manifest = join(PACKAGE, 'package.json')
  if (!existsSync(manifest)) {
    process.stderr.write('Installing bench/peers …\n')
    execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version
}

/** `ponder start` on the project in bench/peers/ponder, with PGlite. */
export const ponder: Program = {
  name: 'Ponder',
  start: async ({ folder, rpc, chainId, market, startBlock }) => {
    const port = await quietPort()
    const database = join(folder, 'pglite')
    rmSync(join(PROJECT, '.ponder'), { recursive: true, force: true })
    return {
      process: supervise({
        argv: [
          ...[join(PACKAGE, 'dist', 'esm', 'bin', 'ponder.js'), 'start', '--schema', SCHEMA],
          ...['--port', String(port), '--hostname', '127.0.0.1', '--log-format', 'json'],
        ],
        cwd: PROJECT,
        log: join(folder, 'program.log'),
        env: {
          PONDER_TELEMETRY_DISABLED: 'true',
          PEER_DATABASE: database,
          PEER_RPC: rpc,
          PEER_CHAIN_ID: String(chainId),
          PEER_MARKET: market,
          PEER_START_BLOCK: String(startBlock),
        },
      }),
      standing: () => standing(`http://127.0.0.1:${port}`),
      read: async () => read(database),
    }
  },
}

type Status = { readonly market?: { readonly block?: { readonly number?: number } | null } }

const standing = async (url: string): Promise<Standing | null> => {
  const [status, ready] = [await ask(`${url}/status`), await ask(`${url}/ready`)]
  if (!status || !ready) return null
  return {
    ready: ready.status === 200,
    block: (status.body as Status).market?.block?.number ?? null,
    // It has no words for logs that it lacks: warnings in its log are counted apart.
    complaint: null,
  }
}

const read = (database: string): Books => {
  const argv = [join(PROJECT, 'read-books.js'), database, SCHEMA]
  const text = execFileSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const { events, paid } = JSON.parse(text) as {
    readonly events: readonly (readonly [Hex, number])[]
    readonly paid: readonly (readonly [Hex, string])[]
  }
  return { events, paid: new Map(paid.map(([token, sum]) => [token, BigInt(sum)])), gaps: [] }
}
