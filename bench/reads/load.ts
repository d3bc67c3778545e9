import { quantile } from '../part.ts'
import { openConnection } from './client.ts'

export type Latency = { readonly p50: number; readonly p99: number }
export type Load = Latency & { readonly requests: number; readonly perSecond: number }

const CONNECTIONS = 10

/** Connections are shared out among the servers. */
const onConnections = async <T>(
  urls: readonly string[],
  count: number,
  work: (ask: (request: Buffer) => Promise<string>) => Promise<T>,
): Promise<T[]> => {
  const open = await Promise.all(Array.from({ length: count }, (_, i) => openConnection(urls[i % urls.length]!)))
  try {
    return await Promise.all(open.map((each) => work(each.ask)))
  } finally {
    for (const each of open) each.close()
  }
}

const latencyOf = (times: readonly number[]): Latency => ({ p50: quantile(times, 0.5), p99: quantile(times, 0.99) })

/** As fast as answers come, on ten connections in all: requests a second, and milliseconds of each. */
export const asFastAsPossible = async (urls: readonly string[], next: () => Buffer, seconds: number): Promise<Load> => {
  const until = performance.now() + seconds * 1_000
  const started = performance.now()
  const times = (
    await onConnections(urls, CONNECTIONS, async (ask) => {
      const own: number[] = []
      for (let at = performance.now(); at < until; at = performance.now()) {
        await ask(next())
        own.push(performance.now() - at)
      }
      return own
    })
  ).flat()
  return {
    ...latencyOf(times),
    requests: times.length,
    perSecond: times.length / ((performance.now() - started) / 1_000),
  }
}

/**
 * At a steady rate: each request is due at its time, whether or not earlier ones are answered, and its time counts from then on. So a
 * server that stands still is charged for all who would have come meanwhile.
 */
export const atRate = async (url: string, next: () => Buffer, rate: number, seconds: number): Promise<Latency> => {
  const started = performance.now()
  let turn = 0
  const times = (
    await onConnections([url], CONNECTIONS * 2, async (ask) => {
      const own: number[] = []
      for (;;) {
        const due = started + (turn++ * 1_000) / rate
        if (due > started + seconds * 1_000) return own
        const wait = due - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        // Timers fire up to a millisecond late or early: that is not the server's.
        const from = Math.max(due, wait > 0 ? performance.now() : due)
        await ask(next())
        own.push(performance.now() - from)
      }
    })
  ).flat()
  return latencyOf(times)
}
