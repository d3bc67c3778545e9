import { letBuyersCome, letSharersCome } from './agents/buyers.ts'
import { letContributorsCome } from './agents/contributors.ts'
import { startRequester } from './agents/requester.ts'
import type { Call } from './call.ts'
import { castOf } from './cast.ts'
import { appointArbiter, supply } from './moves/governance.ts'
import { tellStories } from './stories/stories.ts'
import { createScript, DAY, HOUR, MINUTE, type Script, type World } from './world.ts'

/** How much happens, and over how long. */
export type Size = {
  readonly days: number
  readonly contributors: number
  /** Hours between two visits, on average. */
  readonly hoursPerWork: number
  readonly hoursPerPurchase: number
  readonly hoursPerClaim: number
}

/** Four months: what `daybook demo` begins with. */
export const FULL: Size = { days: 122, contributors: 300, hoursPerWork: 3.6, hoursPerPurchase: 44, hoursPerClaim: 24 }
/** Seven weeks with every story: what `daybook demo --once` plays. */
export const SMALL: Size = { days: 50, contributors: 60, hoursPerWork: 5, hoursPerPurchase: 40, hoursPerClaim: 24 }

/** The transactions of one block, in order. */
export type Block = { readonly time: number; readonly calls: readonly Call[] }

/** More than anybody here spends. */
const TOKENS_EACH = 100_000_000

/** A market with everybody at work on it, about to begin at `start`. */
export const createHistory = ({ seed, start, size }: { seed: number; start: number; size: Size }): Script => {
  const script = createScript({ cast: castOf(seed, size.contributors), seed, start })
  const { world } = script
  world.after(0, () => {
    const { arbiter, sponsor, requesters, buyers } = world.cast
    appointArbiter(world, arbiter)
    for (const person of [...requesters, ...buyers, sponsor]) supply(world, person, TOKENS_EACH)
  })
  openMarket(world, size)
  tellStories(world, size)
  return script
}

const openMarket = (world: World, size: Size) => {
  world.cast.requesters.forEach((requester, i) => {
    world.after(2 * HOUR + i * 5 * HOUR, () => startRequester(world, requester))
  })
  letContributorsCome(world, size.hoursPerWork * HOUR)
  letBuyersCome(world, size.hoursPerPurchase * HOUR)
  letSharersCome(world, size.hoursPerClaim * HOUR)
}

/** Blocks from `start` to `end`, a few hours apart, as a slow chain would have them; where nothing happens there is none. */
export function* blocksOf(
  script: Script,
  { seed, start, end }: { seed: number; start: number; end: number },
): Generator<Block> {
  // Not the world's own numbers: how time is cut into blocks must not change what people do.
  let state = seed
  let time = start
  while (time < end) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    time = Math.min(end, time + 50 * MINUTE + ((state >>> 8) % (3 * HOUR)))
    const calls = script.tick(time)
    if (calls.length > 0) yield { time, calls }
  }
}

export const startOf = (end: number, size: Size): number => end - size.days * DAY
