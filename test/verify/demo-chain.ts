import { type DemoChain, startChain } from '../../src/demo/chain.ts'
import { blocksOf, createHistory, SMALL, startOf } from '../../src/demo/history.ts'

const END = 1_790_000_000

/** A node on which the demo's small market was played: work, payouts, sales and shares of revenue. */
export const playDemo = async (seed: number): Promise<DemoChain> => {
  const period = { seed, start: startOf(END, SMALL), end: END }
  const script = createHistory({ ...period, size: SMALL })
  const chain = await startChain(script.world.cast, period.start)
  for (const block of blocksOf(script, period)) await chain.stage.play(block)
  return chain
}
