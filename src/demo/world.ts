import type { Call } from './call.ts'
import type { Cast } from './cast.ts'
import { createMarket, type Market } from './market.ts'
import { createRandom, type Random } from './random.ts'

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Where the script happens: who is there, what they know, what time it is, and what is going to happen. */
export type World = {
  readonly cast: Cast
  readonly random: Random
  readonly market: Market
  /** The time of the block that is being made, in seconds: what the contract will see. */
  now(): number
  /** Does something when so many seconds of market time have passed. */
  after(seconds: number, act: () => void): void
  /** Does something at a time of the chain, however fast the market lives. */
  at(time: number, act: () => void): void
  /** How long so many seconds of market time are on the chain now. */
  lasting(seconds: number): number
  /** Sends a transaction in the block that is being made. */
  send(call: Call): void
}

export type Script = {
  readonly world: World
  /** Does what is due, up to `callsMax` transactions or a few more; the rest stays due. The block's transactions, in order. */
  tick(time: number, callsMax?: number): readonly Call[]
  /** From now on market time runs so many times faster than the chain's. What is planned comes sooner by as much. */
  hurry(factor: number): void
}

type Entry = { time: number; readonly order: number; readonly act: () => void; readonly isFixed: boolean }

/** An empty world: agents put what they do on its agenda. */
export const createScript = ({ cast, seed, start }: { cast: Cast; seed: number; start: number }): Script => {
  /** By time, and in order of planning at the same time. The next is last, where it is quick to take. */
  const agenda: Entry[] = []
  let calls: Call[] = []
  let now = start
  let planned = 0
  let speed = 1

  const plan = (time: number, act: () => void, isFixed: boolean) => {
    const entry = { time, order: planned++, act, isFixed }
    let low = 0
    let high = agenda.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isLater(agenda[middle]!, entry)) low = middle + 1
      else high = middle
    }
    agenda.splice(low, 0, entry)
  }
  const world: World = {
    cast,
    random: createRandom(seed),
    market: createMarket(cast.owner),
    now: () => now,
    after: (seconds, act) => plan(now + seconds / speed, act, false),
    at: (time, act) => plan(time, act, true),
    lasting: (seconds) => Math.ceil(seconds / speed),
    send: (call) => calls.push(call),
  }
  return {
    world,
    tick: (time, callsMax = Number.POSITIVE_INFINITY) => {
      now = time
      calls = []
      while (calls.length < callsMax && agenda.length > 0 && agenda.at(-1)!.time <= now) agenda.pop()!.act()
      return calls
    },
    hurry: (factor) => {
      for (const entry of agenda) if (!entry.isFixed) entry.time = now + ((entry.time - now) * speed) / factor
      speed = factor
      agenda.sort((a, b) => (isLater(a, b) ? -1 : 1))
    },
  }
}

const isLater = (a: Entry, b: Entry): boolean => (a.time === b.time ? a.order > b.order : a.time > b.time)
