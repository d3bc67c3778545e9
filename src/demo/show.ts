import { formatSeconds } from '../cli/duration.ts'
import { type Child, supervise } from '../cli/supervise.ts'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import { migrateStore } from '../store/open.ts'
import { startChain } from './chain.ts'
import { createHistory, FULL, startOf } from './history.ts'
import { invite } from './invite.ts'
import { playOn } from './live.ts'
import { playHistory } from './play-history.ts'
import { waitUntilIndexed } from './ready.ts'
import type { Teller } from './teller.ts'
import type { Workspace } from './workspace.ts'

export type ShowOptions = {
  readonly port: number
  readonly host: string
  readonly seed: number
  readonly json: boolean
  readonly log: Log
  readonly signal: AbortSignal
  readonly teller: Teller
  readonly workspace: Workspace
}

/** Plays the history, indexed and served while it is still being played, then lives on until stopped. */
export const runShow = async ({ signal, teller, workspace, log, ...options }: ShowOptions): Promise<void> => {
  const { port, host, seed } = options
  const beganAt = performance.now()
  const end = Math.floor(Date.now() / 1_000)
  const period = { seed, start: startOf(end, FULL), end }
  const script = createHistory({ ...period, size: FULL })
  const chain = await startChain(script.world.cast, period.start)
  const stop = new AbortController()
  const stopped = AbortSignal.any([signal, stop.signal])
  try {
    await workspace.configure(chain)
    // The API cannot open a database that is not there, and only one process should make it.
    await migrateStore(workspace.database)
    teller.say(`Local chain  ${chain.anvil.url}, with the market ${chain.addresses.market}`)
    teller.say(`Database     ${workspace.database}, removed at the end`)

    const perform = async () => {
      await playHistory({ script, chain, period, teller, signal: stopped })
      const url = `http://${urlHost(host)}:${port}`
      await waitUntilIndexed({ url, block: chain.stage.count().blocks + chain.startBlock, teller, signal: stopped })
      if (stopped.aborted) return
      teller.say(`Indexed and served after ${formatSeconds((performance.now() - beganAt) / 1_000)}.`)
      invite({ url, addresses: chain.addresses, cast: script.world.cast, teller })
      await playOn({ script, chain, signal: stopped, teller })
    }
    const children = childrenOf(workspace, options)
    // Neither goes on without the other: whichever ends first, by itself or in failure, ends both.
    const [played, served] = await Promise.allSettled([
      perform().finally(() => stop.abort()),
      supervise(children, { log, signal: stopped, env: workspace.env(chain) }).finally(() => stop.abort()),
    ])
    // Ctrl-C reaches the chain too, so that what is being played may fail in any way.
    if (signal.aborted) return teller.say('Stopped.')
    if (played.status === 'rejected') throw played.reason
    if (served.status === 'rejected') throw served.reason
    if (served.value !== 0) throw childFailed(served.value)
  } finally {
    await chain.anvil.stop()
  }
}

/** The writer and the API are processes of their own, as `daybook start` has them; they only speak up when something is wrong. */
const childrenOf = (workspace: Workspace, { port, host }: Pick<ShowOptions, 'port' | 'host'>): Child[] => {
  const shared = ['--config', workspace.configFile, '--log-level', 'warn']
  return [
    { name: 'index', args: ['index', ...shared] },
    { name: 'serve', args: ['serve', '--port', String(port), '--host', host, ...shared], quiet: true },
  ]
}

const childFailed = (code: number) =>
  new DaybookError(
    code === 2 ? 'USAGE' : 'INVARIANT',
    `A process of the demo ended with code ${code}; it said why above.`,
    {
      details: { code },
    },
  )

/** Where a browser on this machine finds a host that is listened on. */
const urlHost = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
