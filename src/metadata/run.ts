import type { Clock } from '../clock.ts'
import type { MetadataConfig } from '../config/config.ts'
import { SERVED_BYTES_MAX } from '../domain/documents/judge.ts'
import type { Log } from '../log.ts'
import type { Rows, Store } from '../store/store.ts'
import { attempt } from './attempt.ts'
import { createFinder } from './find.ts'
import { type Network, type Reach, systemNetwork } from './network.ts'
import { enqueue, markFull, openQueue, record, storedBytes } from './queue.ts'
import { createTurns } from './turns.ts'

export type DocumentOptions = {
  readonly store: Store
  /** Nothing is fetched without. */
  readonly rules: MetadataConfig | undefined
  readonly log: Log
  readonly clock: Clock
  /** Ends when every record was looked at, and every document that was due at the beginning has been asked for. */
  readonly once: boolean
  readonly signal: AbortSignal
  readonly network?: Network
}

/** Between two looks at the records when there is nothing to do. */
const PAUSE_MS = 5_000

/** Fetches the documents that records point at, beside the indexer and never within it, until it is told to stop. */
export const runDocuments = async (options: DocumentOptions): Promise<void> => {
  const { store, rules, log, clock, once, signal, network = systemNetwork } = options
  while (!signal.aborted) {
    try {
      await openQueue(store, rules)
      if (!rules?.fetch) return
      await work(options, { rules, network, signal })
      return
    } catch (error) {
      if (signal.aborted) return
      if (once) throw error
      log.warn('Fetching documents failed and begins again', { reason: (error as Error).message, inMs: PAUSE_MS })
      await clock.sleep(PAUSE_MS, signal)
    }
  }
}

const work = async ({ store, log, clock, once, signal }: DocumentOptions, reach: Reach): Promise<void> => {
  const { concurrency, storageBytesMax } = reach.rules
  const now = () => Math.floor(clock.now() / 1_000)
  const until = once ? now() : null
  const finder = createFinder(store)
  const turns = createTurns(store, { concurrency, clock, until: () => until ?? now() })
  /** Documents being fetched, by row, with their hosts. */
  const under = new Map<number, { host: string; done: Promise<void> }>()
  /** How many attempts have ended. */
  let ended = 0
  let failure: unknown
  let wasFull = false

  /** Whether one more body is sure to have room, beside all that are under way. */
  const room = async (): Promise<'enough' | 'later' | 'none'> => {
    const others = under.size
    const needed = (await storedBytes(store)) + (others + 1) * SERVED_BYTES_MAX
    if (needed > storageBytesMax && others > 0) return 'later'
    const isFull = needed > storageBytesMax
    if (isFull !== wasFull) {
      await markFull(store, isFull)
      if (isFull) log.warn('Documents take all the room they may: no more are fetched', { storageBytesMax })
    }
    wasFull = isFull
    return isFull ? 'none' : 'enough'
  }

  const start = (row: Rows['documents']) => {
    const done = attempt(row, reach, { now, log })
      .then((outcome) => record(store, row, outcome))
      .catch((error: unknown) => {
        if (!signal.aborted) failure = error
      })
      .finally(() => {
        under.delete(row.id)
        ended += 1
      })
    under.set(row.id, { host: row.host, done })
  }

  /** Starts what can be started; tells whether there may be more when something ends. */
  const fill = async (): Promise<boolean> => {
    // A document whose attempt was cut off is still due: nothing is begun after the first sign of the end.
    while (under.size < concurrency && !signal.aborted && failure === undefined) {
      const left = await room()
      if (left !== 'enough') return left === 'later'
      const turn = await turns.next(under)
      if (turn === 'none' || turn === 'later') return turn === 'later'
      start(turn)
    }
    return true
  }

  const pause = async (ms: number, running: readonly Promise<void>[]): Promise<void> => {
    const woken = new AbortController()
    const wake = () => woken.abort()
    signal.addEventListener('abort', wake, { once: true })
    await Promise.race([clock.sleep(ms, woken.signal), ...running])
    signal.removeEventListener('abort', wake)
    wake()
  }

  let lookAt = Number.NEGATIVE_INFINITY
  let rounds = 0
  try {
    while (!signal.aborted && failure === undefined) {
      if (clock.now() >= lookAt) {
        const looked = await finder.next()
        rounds = looked.rounds
        const fresh = await enqueue(store, looked.found)
        if (fresh > 0) turns.renew()
        // Where there was something new there is more; a single round is not waited for.
        if (fresh === 0 && !(once && rounds === 0)) lookAt = clock.now() + PAUSE_MS
      }
      const before = ended
      const isMore = await fill()
      // Whose turn it is was decided by what was under way: what ended meanwhile wakes nobody any more.
      if (ended > before) continue
      const running = [...under.values()].map(({ done }) => done)
      if (once && rounds > 0 && running.length === 0 && !isMore) return
      if (clock.now() >= lookAt || (running.length === 0 && isMore)) continue
      if (once) await Promise.race(running)
      else await pause(lookAt - clock.now(), running)
    }
  } finally {
    await Promise.all([...under.values()].map(({ done }) => done))
  }
  if (failure !== undefined) throw failure
}
