import { compare, type Difference } from './compare.ts'
import type { Found } from './found.ts'
import type { Ran } from './measured-process.ts'
import type { NodeProcess } from './node-process.ts'
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

type Left = {
  /** What the node had been asked before the run. */
  readonly before: Usage
  /** What the run left on the disk, and in its books. */
  readonly bytes: number
  readonly found: Found
}

/** A run of a program over a node's history, from what was seen of its process and what it left. */
export const measuredOf = async (node: NodeProcess, ran: Ran, { before, bytes, found }: Left): Promise<Measured> => ({
  events: node.logs,
  seconds: ran.seconds,
  eventsPerSecond: node.logs / ran.seconds,
  cpuSeconds: ran.cpuSeconds,
  rssMegabytesMax: ran.rssBytesMax / MEGABYTE,
  bytesPerEvent: bytes / node.logs,
  requests: since(before, await node.usage()),
  endedAt: ran.endedAt,
  differences: compare(node.expected, found),
})

/** What was asked between two looks. */
const since = (before: Usage, after: Usage): Usage => ({
  http: after.http - before.http,
  bytes: after.bytes - before.bytes,
  calls: Object.fromEntries(
    Object.entries(after.calls).flatMap(([name, calls]) => {
      const more = calls - (before.calls[name] ?? 0)
      return more > 0 ? [[name, more] as const] : []
    }),
  ),
})
