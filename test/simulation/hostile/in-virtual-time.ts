import { createRandom } from '../random.ts'
import type { VirtualTime } from './virtual-time.ts'

export type Fetch = (url: string, body: string, signal: AbortSignal) => Promise<Response>

export type Surroundings = {
  readonly time: VirtualTime
  readonly seed: number
  readonly fetch: Fetch
  /** A real PostgreSQL is in play. */
  readonly driver: boolean
}

/** Of the PostgreSQL driver: its timers are about a real server. */
const isOfDriver = (): boolean => /node_modules\/postgres\//.test(new Error().stack ?? '')

/**
 * Does `work` in a process whose timers, dice and network are the simulation's: a request that hangs for thirty seconds hangs for a
 * moment, and jitter is drawn from the seed.
 */
export const inVirtualTime = async <T>(
  { time, seed, fetch, driver }: Surroundings,
  work: () => Promise<T>,
): Promise<T> => {
  const real = {
    fetch: globalThis.fetch,
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    random: Math.random,
    timeout: AbortSignal.timeout,
  }
  const { int } = createRandom(seed)
  const setTimer = (ring: () => void, ms = 0, ...rest: unknown[]) => {
    if (driver && isOfDriver()) return real.setTimeout(ring, ms, ...(rest as []))
    return { cancel: time.after(ms, ring), unref() {}, ref() {} }
  }
  const clearTimer = (timer: unknown) => {
    const { cancel } = (timer ?? {}) as { cancel?: () => void }
    if (cancel) cancel()
    else real.clearTimeout(timer as NodeJS.Timeout)
  }
  Object.assign(globalThis, {
    fetch: (url: string, { body, signal }: { body: string; signal: AbortSignal }) => fetch(url, body, signal),
    setTimeout: setTimer,
    clearTimeout: clearTimer,
  })
  Math.random = () => int(2 ** 30) / 2 ** 30
  AbortSignal.timeout = (ms) => {
    const abort = new AbortController()
    time.after(ms, () => abort.abort(new DOMException('It took too long.', 'TimeoutError')))
    return abort.signal
  }
  try {
    return await work()
  } finally {
    const { fetch, setTimeout, clearTimeout, random, timeout } = real
    Object.assign(globalThis, { fetch, setTimeout, clearTimeout })
    Math.random = random
    AbortSignal.timeout = timeout
  }
}

/** A network in which these nodes are. */
export const fetchFrom =
  (
    nodes: readonly {
      readonly url: string
      readonly request: (body: string, signal: AbortSignal) => Promise<Response>
    }[],
  ): Fetch =>
  (url, body, signal) =>
    nodes.find((node) => url.startsWith(node.url))!.request(body, signal)
