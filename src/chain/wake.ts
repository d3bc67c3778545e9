import type { Clock } from '../clock.ts'
import type { Hex } from '../domain/hex.ts'
import { parseHex, parseQuantity } from './quantity.ts'

/** A block that a node says is its new head. */
export type Announced = { readonly number: number; readonly hash: Hex; readonly parentHash: Hex }

/** Something to sleep on between looks at the head. */
export type Wake = {
  /** Resolves after `ms`, or sooner when a node says that there is a new head. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  /** The head that was told of last; null when none was, or not in words that can be read. */
  announced(): Announced | null
  close(): void
}

const RECONNECT_MS = 5_000
const RECONNECT_MS_MAX = 60_000

/** Listens for newHeads where a ws:// URL is given. It is only a hint: what is indexed is always asked for, and polls go on without it. */
export const createWake = (urls: readonly string[], clock: Clock): Wake => {
  const closing = new AbortController()
  const sleepers = new Set<() => void>()
  /** A hint that came while nobody slept; the next wait returns at once. */
  let hinted = false
  let announced: Announced | null = null

  const hint = (head: Announced | null) => {
    hinted = true
    announced = head
    for (const wake of sleepers) wake()
  }

  const listen = async (url: string) => {
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      const heard = await hearHeads(url, hint, closing.signal)
      if (heard) failures = 0
      await clock.sleep(Math.min(RECONNECT_MS * 2 ** failures, RECONNECT_MS_MAX), closing.signal)
    }
  }
  for (const url of urls) void listen(url)

  return {
    wait: async (ms, signal) => {
      if (!hinted) {
        const woken = new AbortController()
        const wake = () => woken.abort()
        sleepers.add(wake)
        signal?.addEventListener('abort', wake, { once: true })
        if (!signal?.aborted) await clock.sleep(ms, woken.signal)
        signal?.removeEventListener('abort', wake)
        sleepers.delete(wake)
      }
      hinted = false
    },
    announced: () => announced,
    close: () => closing.abort(),
  }
}

/** Resolves when the connection ends; true when it told of any head. Errors say the URL, so they are not kept. */
const hearHeads = (url: string, hint: (head: Announced | null) => void, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    let heard = false
    const done = () => resolve(heard)
    let socket: WebSocket
    try {
      socket = new WebSocket(url)
    } catch {
      return done()
    }
    const close = () => socket.close()
    signal.addEventListener('abort', close, { once: true })
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
    })
    socket.addEventListener('message', ({ data }) => {
      if (!String(data).includes('eth_subscription')) return
      heard = true
      hint(readAnnounced(String(data)))
    })
    socket.addEventListener('error', () => {})
    socket.addEventListener('close', () => {
      signal.removeEventListener('abort', close)
      done()
    })
  })

const readAnnounced = (text: string): Announced | null => {
  try {
    const head = JSON.parse(text).params.result
    const [number, hash] = [parseQuantity(head.number), parseHex(head.hash, 32)]
    const parentHash = parseHex(head.parentHash, 32)
    return number === null || hash === null || parentHash === null ? null : { number, hash, parentHash }
  } catch {
    return null
  }
}
