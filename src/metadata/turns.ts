import type { Clock } from '../clock.ts'
import type { Rows, Store } from '../store/store.ts'
import { dueDocuments, isNetwork } from './queue.ts'

/** Documents of one host at the same time. */
const PER_HOST_MAX = 2
/** Documents that are held ready, of whatever hosts come first. */
const READY_MAX = 500
/** How long a look that found nothing is good for. */
const EMPTY_MS = 5_000

export type Turn = Rows['documents'] | 'later' | 'none'

export type Turns = {
  /** The next document to fetch beside those that are under way; `later` when only their hosts have more. */
  next(under: ReadonlyMap<number, { readonly host: string }>): Promise<Turn>
  /** There may be new documents. */
  renew(): void
}

/**
 * Decides whose turn it is: the document that waits longest, of a host that is not busy. Documents are read many at a time, since one
 * host with very many of them would otherwise be passed over anew for each of another's.
 */
export const createTurns = (
  store: Store,
  { concurrency, clock, until }: { concurrency: number; clock: Clock; until: () => number },
): Turns => {
  // A network of gateways takes half of all there are.
  const most = (host: string): number => (isNetwork(host) ? Math.ceil(concurrency / 2) : PER_HOST_MAX)
  let ready: Rows['documents'][] = []
  /** Busy hosts without which there was nothing, and until when that is believed. */
  let empty = { hosts: '', untilMs: 0 }

  const take = (busy: ReadonlySet<string>): Rows['documents'] | undefined => {
    const at = ready.findIndex(({ host }) => !busy.has(host))
    return at < 0 ? undefined : ready.splice(at, 1)[0]
  }

  return {
    renew: () => {
      empty = { hosts: '', untilMs: 0 }
    },
    next: async (under) => {
      const counts = new Map<string, number>()
      for (const { host } of under.values()) counts.set(host, (counts.get(host) ?? 0) + 1)
      const busy = new Set([...counts].filter(([host, count]) => count >= most(host)).map(([host]) => host))
      const known = take(busy)
      if (known !== undefined) return known
      const hosts = [...busy].sort().join(' ')
      if (empty.untilMs === 0 || empty.hosts !== hosts || clock.now() >= empty.untilMs) {
        const held = [...under.keys(), ...ready.map(({ id }) => id)]
        const rows = await dueDocuments(store, { until: until(), busy: [...busy], held, limit: READY_MAX })
        ready = [...ready, ...rows]
        if (rows.length === 0) empty = { hosts, untilMs: clock.now() + EMPTY_MS }
      }
      return take(busy) ?? (busy.size > 0 ? 'later' : 'none')
    },
  }
}
