import type { Clock } from '../../../src/clock.ts'

/**
 * Time that passes only when there is nothing left to do: an hour of waiting takes a moment, and what happens at which moment is the
 * same in every run.
 */
export type VirtualTime = {
  /** What the program takes for the time; `jump` puts it forward or back, which moves no timer. */
  readonly clock: Clock
  /** Milliseconds that have passed since the beginning, whatever the clock says. */
  passed(): number
  jump(ms: number): void
  /** Does `work` once so much time has passed from now; returns what calls it off. */
  after(ms: number, work: () => void): () => void
  sleep(ms: number): Promise<void>
  /** Work on the real machine (a database server's): time stands still until it is done. */
  outside<T>(work: () => Promise<T>): Promise<T>
  /** Lets time pass until `work` is done; throws when it is not done `withinMs`, or when nothing could ever end it. */
  run<T>(work: Promise<T>, withinMs: number): Promise<T>
}

type Timer = { readonly at: number; readonly work: () => void; off: boolean }

/** A number of rounds in which no time passes, after which something goes round in a circle. */
const STANDSTILL_MAX = 100_000

/** Work outside that takes longer waits for something inside: a database transaction may wait for a node. */
const OUTSIDE_MS = 50

const realSetImmediate = setImmediate
const realSetTimeout = setTimeout
const realClearTimeout = clearTimeout
/** All that follows from what has happened is done when this resolves. */
const settled = () => new Promise<void>((resolve) => realSetImmediate(resolve))

export const createVirtualTime = (startMs = 1_800_000_000_000): VirtualTime => {
  /** By when they are due, the earliest last; of two at one moment, the one that was set first comes first. */
  const timers: Timer[] = []
  let passed = 0
  let offset = startMs
  let outside = 0
  let backInside: (() => void) | null = null

  const after = (ms: number, work: () => void): (() => void) => {
    const timer: Timer = { at: passed + Math.max(0, ms), work, off: false }
    let low = 0
    let high = timers.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (timers[middle]!.at > timer.at) low = middle + 1
      else high = middle
    }
    timers.splice(low, 0, timer)
    return () => {
      timer.off = true
    }
  }

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const wake = () => {
        cancel()
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const cancel = after(ms, wake)
      signal?.addEventListener('abort', wake, { once: true })
    })

  const quiet = async () => {
    for (await settled(); outside > 0; await settled()) {
      const late = await new Promise<boolean>((resolve) => {
        const timer = realSetTimeout(() => resolve(true), OUTSIDE_MS)
        backInside = () => {
          realClearTimeout(timer)
          resolve(false)
        }
      })
      if (late) return
    }
  }

  return {
    clock: { now: () => Math.floor(offset + passed), sleep },
    passed: () => passed,
    jump: (ms) => {
      offset += ms
    },
    after,
    sleep,
    outside: async (work) => {
      outside += 1
      try {
        return await work()
      } finally {
        outside -= 1
        if (outside === 0) {
          backInside?.()
          backInside = null
        }
      }
    },
    run: async (work, withinMs) => {
      const deadline = passed + withinMs
      let done = false
      const ended = () => {
        done = true
      }
      work.then(ended, ended)
      for (let still = 0; ; still += 1) {
        await quiet()
        if (done) return work
        const next = timers.pop()
        if (next === undefined && outside > 0) continue
        if (next === undefined) throw new Error('Everything waits, and nothing will ever end that.')
        if (next.off) continue
        if (next.at > deadline) {
          timers.push(next)
          throw new Error(`Not done within ${withinMs / 1000} s of the simulated time.`)
        }
        if (next.at > passed) still = 0
        if (still > STANDSTILL_MAX) throw new Error('Goes round in a circle, and no time passes.')
        passed = next.at
        next.work()
      }
    },
  }
}
