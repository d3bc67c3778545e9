import { setTimeout as delay } from 'node:timers/promises'
import { formatCount } from '../cli/duration.ts'
import type { DemoChain } from './chain.ts'
import type { Teller } from './teller.ts'
import type { Script } from './world.ts'

export type LiveOptions = {
  readonly script: Script
  readonly chain: DemoChain
  readonly signal: AbortSignal
  readonly teller: Teller
}

/** A second on the clock is so many on the market: what took days takes a minute, and a few things happen every second. */
const HURRY = 6_000
const BLOCK_MS = 1_000
/** A block never has many more; what is left comes in the next, and people who wait bring nothing new. */
const CALLS_MAX = 30
/** Then the market rests: the chain keeps all its blocks in memory, about 40 MB for a thousand. */
const BLOCKS_MAX = 6 * 3_600

/**
 * Goes on where the history ended, a block a second, until stopped. One block is played and mined before the next is begun: a
 * slow chain slows the market, and nothing piles up.
 */
export const playOn = async ({ script, chain, signal, teller }: LiveOptions): Promise<void> => {
  let time = script.world.now()
  let newest = 'none yet'
  script.hurry(HURRY)
  for (let blocks = 0; blocks < BLOCKS_MAX && !signal.aborted; blocks++) {
    const beganAt = performance.now()
    time = Math.max(time + 1, Math.floor(Date.now() / 1_000))
    const calls = script.tick(time, CALLS_MAX)
    // An empty block too: it shows that the chain is alive, and lets what is before it become final.
    await chain.stage.play({ time, calls })
    const { logs } = chain.stage.count()
    newest = calls.at(-1)?.step ?? newest
    teller.progress(`Live: ${formatCount(logs)} events, the newest: ${newest}`)
    await delay(Math.max(0, beganAt + BLOCK_MS - performance.now()), undefined, { signal }).catch(() => {})
  }
  if (signal.aborted) return
  teller.say('Six hours of market are enough for the memory of a demo: it rests now, and what it did is still served.')
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
