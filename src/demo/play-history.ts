import { formatCount, formatSeconds } from '../cli/duration.ts'
import type { DemoChain } from './chain.ts'
import { blocksOf } from './history.ts'
import type { Teller } from './teller.ts'
import { DAY, type Script } from './world.ts'

export type PlayOptions = {
  readonly script: Script
  readonly chain: DemoChain
  readonly period: { readonly seed: number; readonly start: number; readonly end: number }
  readonly signal: AbortSignal
  readonly teller: Teller
}

/** Whole lines, since the processes that index and serve may have to say something meanwhile. */
const DAYS_PER_LINE = 30

/** Plays all blocks up to now, or until stopped. */
export const playHistory = async ({ script, chain, period, signal, teller }: PlayOptions): Promise<void> => {
  const days = Math.round((period.end - period.start) / DAY)
  const beganAt = performance.now()
  let told = 0
  teller.say(`Playing the last ${days} days of a data market (seed ${period.seed}) ...`)
  for (const block of blocksOf(script, period)) {
    if (signal.aborted) return
    await chain.stage.play(block)
    const day = Math.floor((block.time - period.start) / DAY)
    if (day < told + DAYS_PER_LINE || day > days - DAYS_PER_LINE / 2) continue
    told = day
    teller.say(`  day ${day}: ${block.calls.at(-1)!.step}`)
  }
  const { blocks, transactions, logs } = chain.stage.count()
  const took = formatSeconds((performance.now() - beganAt) / 1_000)
  teller.say(
    `Played ${formatCount(transactions)} transactions in ${formatCount(blocks)} blocks, ${formatCount(logs)} logs, in ${took}.`,
  )
}
