import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { createTestClient, http, publicActions, walletActions } from 'viem'
import { anvil as anvilChain } from 'viem/chains'
import { DaybookError } from '../errors.ts'
import { freePort } from './free-port.ts'

/** A chain of our own on this machine, alive until `stop`. */
export type Anvil = {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Ends this one process, and resolves when it is gone. May be called twice. */
  stop(): Promise<void>
}

export type AnvilOptions = {
  /** A free port when not given. */
  readonly port?: number
  readonly chainId?: number
  /** Seconds since the epoch at the genesis block: with it, the same transactions give the same chain. */
  readonly genesisTime?: number
  /** How many funded accounts to begin with. */
  readonly accounts?: number
  /** Whether transactions may come from any address, without its key; it still needs ether, see the client's `setBalance`. */
  readonly impersonate?: boolean
  /** Further command-line arguments, such as `--block-time 1`. */
  readonly args?: readonly string[]
}

/** It needs a fraction of a second; a loaded machine may need several. */
const START_MS_MAX = 20_000

/** What anvil says when it cannot start is a few lines; a process that never stops talking must not fill our memory. */
const COMPLAINT_CHARACTERS_MAX = 4_000

/** Starts a node and waits until it answers. */
export const startAnvil = async (options: AnvilOptions = {}): Promise<Anvil> => {
  const binary = findBinary()
  // Listening there ourselves first tells a stranger's chain from ours: it would answer before anvil notices that the port is taken.
  const port = await freePort(options.port)
  const url = `http://127.0.0.1:${port}`
  const chainId = options.chainId ?? anvilChain.id
  const child = spawn(binary, commandLine({ ...options, chainId, port }), { stdio: ['ignore', 'ignore', 'pipe'] })

  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_CHARACTERS_MAX)
  })
  // 'error' comes instead of 'exit' when the binary cannot be run at all.
  let failure: Error | undefined
  child.on('error', (error) => {
    failure = error
  })
  const isGone = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null

  // Without this a program that ends by itself leaves its chain behind.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    if (isGone()) return
    const exited = once(child, 'exit')
    // It has nothing to save, and takes longer to end politely.
    kill()
    await exited
  }

  const deadline = Date.now() + START_MS_MAX
  while (Date.now() < deadline && !isGone()) {
    if ((await askChainId(url)) === chainId && !isGone()) return { url, port, pid: child.pid!, stop }
    await delay(20)
  }
  await stop()
  throw new DaybookError('USAGE', `Anvil did not start on port ${port}. ${complaint.trim()}`.trim(), {
    cause: failure,
    details: { port, binary },
  })
}

/** Everything at once for a chain of our own: reading, sending from its accounts, and turning its clock. */
export const createAnvilClient = (url: string, chainId: number = anvilChain.id) =>
  createTestClient({
    mode: 'anvil',
    chain: { ...anvilChain, id: chainId },
    transport: http(url),
    // Blocks are mined when a transaction arrives: there is nothing to wait for.
    pollingInterval: 10,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions)

export type AnvilClient = ReturnType<typeof createAnvilClient>

const commandLine = (options: AnvilOptions & { readonly chainId: number; readonly port: number }): string[] => [
  '--silent',
  ...['--host', '127.0.0.1'],
  ...['--port', String(options.port)],
  ...['--chain-id', String(options.chainId)],
  ...(options.genesisTime === undefined ? [] : ['--timestamp', String(options.genesisTime)]),
  ...(options.accounts === undefined ? [] : ['--accounts', String(options.accounts)]),
  ...(options.impersonate ? ['--auto-impersonate'] : []),
  ...(options.args ?? []),
]

/**
 * The binary itself, not the script in node_modules/.bin: that one starts a second process, which outlives it when it is killed.
 * npm installs the package for this platform beside the other or inside it, so it is looked for from there.
 */
const findBinary = (): string => {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const platformPackage = `@foundry-rs/anvil-${process.platform}-${architecture}`
  const file = process.platform === 'win32' ? 'anvil.exe' : 'anvil'
  try {
    const wrapper = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json')
    return createRequire(wrapper).resolve(`${platformPackage}/bin/${file}`)
  } catch (cause) {
    throw new DaybookError(
      'USAGE',
      `Anvil, which runs the local chain, is not installed: ${platformPackage} was not found. Run \`npm install --include=optional\`.`,
      { cause, details: { package: platformPackage } },
    )
  }
}

const askChainId = async (url: string): Promise<number | undefined> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
      signal: AbortSignal.timeout(2_000),
    })
    const { result } = (await response.json()) as { result?: string }
    return result === undefined ? undefined : Number(result)
  } catch {
    return undefined
  }
}
