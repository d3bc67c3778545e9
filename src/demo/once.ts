import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { testTokenAbi } from '../../contracts/artifacts/abi.ts'
import { formatCount } from '../cli/duration.ts'
import type { Hex } from '../domain/hex.ts'
import { openStore } from '../store/open.ts'
import { type DemoChain, startChain } from './chain.ts'
import { blocksOf, createHistory, SMALL, startOf } from './history.ts'
import { indexOnce } from './index-once.ts'
import { createAsk } from './rpc.ts'
import { type BalanceOf, readSummary, type Summary } from './summary.ts'
import { summaryDocument, summaryLines } from './summary-text.ts'
import type { Teller } from './teller.ts'
import type { Workspace } from './workspace.ts'

export type OnceOptions = {
  readonly seed: number
  readonly signal: AbortSignal
  readonly teller: Teller
  readonly workspace: Workspace
}

/** The fixed script ends at a fixed time, so that it is the same chain, block by block, whenever it is played. */
const ONCE_END = Date.UTC(2026, 0, 31) / 1_000

/** Plays the fixed script, indexes it, and tells what the books say; null when it was stopped before. */
export const runOnce = async ({ seed, signal, teller, workspace }: OnceOptions): Promise<Summary | null> => {
  const period = { seed, start: startOf(ONCE_END, SMALL), end: ONCE_END }
  const script = createHistory({ ...period, size: SMALL })
  teller.say(`Playing ${SMALL.days} days of a data market (seed ${seed}) on a local chain ...`)
  const chain = await startChain(script.world.cast, period.start)
  try {
    for (const block of blocksOf(script, period)) {
      if (signal.aborted) return null
      await chain.stage.play(block)
    }
    const { blocks, transactions, logs } = chain.stage.count()
    teller.say(
      `Played ${formatCount(transactions)} transactions in ${formatCount(blocks)} blocks: ${formatCount(logs)} logs.`,
    )
    await workspace.configure(chain)
    await indexOnce({ configFile: workspace.configFile, env: workspace.env(chain), signal })
    if (signal.aborted) return null
    const summary = await summarise(workspace, chain)
    teller.say(`Indexed to block ${formatCount(summary.block)}: ${formatCount(summary.events)} events.\n`)
    for (const line of summaryLines(summary)) teller.say(line)
    teller.answer({ seed, ...summaryDocument(summary) })
    return summary
  } finally {
    await chain.anvil.stop()
  }
}

const summarise = async (workspace: Workspace, chain: DemoChain): Promise<Summary> => {
  const store = await openStore(workspace.database, { write: false })
  try {
    return await readSummary(store, balancesOf(chain))
  } finally {
    await store.close()
  }
}

/** What the market holds, by the tokens' own word. */
const balancesOf = ({ anvil, addresses }: DemoChain): BalanceOf => {
  const ask = createAsk(anvil.url)
  const call = { abi: testTokenAbi, functionName: 'balanceOf' } as const
  const data = encodeFunctionData({ ...call, args: [addresses.market] })
  return async (token) => {
    const [result] = await ask([['eth_call', [{ to: token, data }, 'latest']]])
    return decodeFunctionResult({ ...call, data: result as Hex })
  }
}
