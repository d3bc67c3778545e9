import { and, eq, isNull } from 'drizzle-orm'
import { DaybookError } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { type VerifyOptions, verifyChain } from './verify.ts'

/** Longer gaps are an operator's decision: `daybook verify --gaps --heal`. */
const MENDED_BLOCKS_MAX = 1_000
/** How long after a gap was found the nodes are asked again; doubled as long as it stays. */
const FIRST_MS = 30_000
const LAST_MS = 3_600_000

export type MendOptions = Pick<VerifyOptions, 'store' | 'chain' | 'markets' | 'log' | 'clock' | 'signal'>

/** Reads again where less is proved than is demanded, and puts the record right; true when a gap is left. */
export type Mend = (options: MendOptions) => Promise<boolean>

/** Whether a gap is open that is short enough to be closed without being asked. */
const hasGaps = (store: Store, chainId: number): Promise<boolean> =>
  store.read(async (db) => {
    const { gaps } = store.tables
    const open = await db
      .select()
      .from(gaps)
      .where(and(eq(gaps.chainId, chainId), isNull(gaps.healedAt)))
    return open.some(({ fromBlock, toBlock }) => toBlock - fromBlock < MENDED_BLOCKS_MAX)
  })

/** Mends what is open, if anything is. */
export const mendOnce = async (options: MendOptions, mend: Mend = mendGaps): Promise<boolean> =>
  (await hasGaps(options.store, options.chain.id)) && (await mend(options))

/** Never throws for a node. */
export const mendGaps: Mend = async (options) => {
  const { chain, log } = options
  try {
    const { corrections, open } = await verifyChain({
      ...options,
      stretch: { gapsUpTo: MENDED_BLOCKS_MAX },
      sample: null,
      level: 'RECEIPTS_PROVEN',
      heal: true,
    })
    const logs = corrections.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0)
    if (logs > 0) log.warn('Logs that a node had left out were found and put in', { chainId: chain.id, logs })
    return open.length > 0
  } catch (error) {
    if (options.signal?.aborted || !(error instanceof DaybookError)) throw error
    log.debug('What is open could not be read again', { chainId: chain.id, code: error.code, reason: error.message })
    return true
  }
}

/** Mends beside an indexer that runs, until it is told to stop. */
export const mendMeanwhile = async (
  options: MendOptions & { readonly signal: AbortSignal },
  mend?: Mend,
): Promise<void> => {
  const { clock, signal } = options
  let waitMs = FIRST_MS
  while (!signal.aborted) {
    await clock.sleep(waitMs, signal).catch(() => {})
    if (signal.aborted) return
    waitMs = (await mendOnce(options, mend)) ? Math.min(LAST_MS, 2 * waitMs) : FIRST_MS
  }
}
