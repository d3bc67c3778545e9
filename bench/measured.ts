import type { Difference } from './compare.ts'
import type { Usage } from './node-server.ts'

/** One run of any program over a history, and whether its books are right. */
export type Measured = {
  readonly events: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly cpuSeconds: number
  readonly rssMegabytesMax: number
  readonly bytesPerEvent: number
  readonly requests: Usage
  /** When the program ended, in milliseconds since 1970. */
  readonly endedAt: number
  readonly differences: readonly Difference[]
}

export const MEGABYTE = 1_000_000

/** What was asked between two looks. */
export const since = (before: Usage, after: Usage): Usage => ({
  http: after.http - before.http,
  bytes: after.bytes - before.bytes,
  calls: Object.fromEntries(
    Object.entries(after.calls).flatMap(([name, calls]) => {
      const more = calls - (before.calls[name] ?? 0)
      return more > 0 ? [[name, more] as const] : []
    }),
  ),
})
