import type { Rows, Store } from '../store/store.ts'

export type Phase = Rows['syncStatus']['phase']
export type Progress = {
  readonly chainId: number
  readonly phase: Phase
  readonly block: number | null
  readonly finalized: number | null
  readonly head: number | null
  readonly events: number
  readonly eventsPerSecond: number
  readonly blocksPerSecond: number
}

/** Rates are means over this long. */
const WINDOW_MS = 60_000
const REPORT_MS = 1_000

/** Says what a chain's indexer is doing: to whoever runs it at once, and to readers of the database about once a second. */
export const createTelemetry = (
  store: Store,
  chainId: number,
  { now, onProgress }: { now: () => number; onProgress: ((progress: Progress) => void) | undefined },
) => {
  let state: Progress = {
    chainId,
    phase: 'STARTING',
    block: null,
    finalized: null,
    head: null,
    events: 0,
    eventsPerSecond: 0,
    blocksPerSecond: 0,
  }
  let error: string | null = null
  let marks: { at: number; block: number; events: number }[] = []
  let reportedAt = 0

  const rates = (block: number, events: number) => {
    const at = now()
    marks.push({ at, block, events })
    while (marks.length > 2 && marks[1]!.at < at - WINDOW_MS) marks.shift()
    const first = marks[0]!
    const seconds = (at - first.at) / 1000
    if (seconds <= 0) return { eventsPerSecond: 0, blocksPerSecond: 0 }
    return {
      eventsPerSecond: (events - first.events) / seconds,
      blocksPerSecond: Math.max(0, block - first.block) / seconds,
    }
  }

  const report = async (force: boolean) => {
    onProgress?.(state)
    if (!force && now() - reportedAt < REPORT_MS) return
    reportedAt = now()
    const { syncStatus } = store.tables
    const row = {
      phase: state.phase,
      head: state.head,
      finalized: state.finalized,
      milliBlocksPerSecond: Math.round(state.blocksPerSecond * 1000),
      measuredAt: Math.floor(now() / 1000),
      lastError: error,
    }
    await store.transaction(async (tx) => {
      await tx.db
        .insert(syncStatus)
        .values({ chainId, ...row })
        .onConflictDoUpdate({ target: syncStatus.chainId, set: row })
    })
  }

  return {
    /** Blocks went in. */
    moved: async (change: { phase: Phase; block: number; finalized: number; head: number; logs: number }) => {
      const events = state.events + change.logs
      const turned = state.phase !== change.phase
      if (turned) marks = []
      const { phase, block, finalized, head } = change
      error = null
      state = { chainId, phase, block, finalized, head, events, ...rates(block, events) }
      await report(turned)
    },
    /** The phase changed without a block, perhaps with a reason. */
    turned: async (phase: Phase, reason: string | null = null) => {
      error = reason
      state = { ...state, phase }
      await report(true)
    },
  }
}
