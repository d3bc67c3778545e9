import { eq } from 'drizzle-orm'
import type { DaybookError } from '../errors.ts'
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
/** An indexer that finds nothing new says so this often: silence is a fault. */
const LOOK_MS = 15_000

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
  let error: Pick<DaybookError, 'code' | 'message'> | null = null
  /** Wall clock, seconds; what a former run saw last counts on, so that starting again is no progress. */
  let moves: { block: number | null; advancedAt: number; highest: number; headMovedAt: number } | null = null
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

  const { syncStatus, cursors } = store.tables
  const remember = async () => {
    const at = Math.floor(now() / 1_000)
    const [before, cursor] = await store.read(async (db) => [
      (await db.select().from(syncStatus).where(eq(syncStatus.chainId, chainId)))[0],
      (await db.select().from(cursors).where(eq(cursors.chainId, chainId)))[0],
    ])
    return {
      block: cursor?.block ?? null,
      advancedAt: before?.advancedAt ?? at,
      highest: before?.head ?? -1,
      headMovedAt: before?.headMovedAt ?? at,
    }
  }
  /** Notes when block and head last went on. */
  const mark = async ({ block, head }: { block?: number; head?: number }) => {
    const at = Math.floor(now() / 1_000)
    moves ??= await remember()
    if (block !== undefined && block !== moves.block) moves = { ...moves, block, advancedAt: at }
    if (head !== undefined && head > moves.highest) moves = { ...moves, highest: head, headMovedAt: at }
  }

  const report = async (force: boolean, everyMs = REPORT_MS) => {
    onProgress?.(state)
    if (!force && now() - reportedAt < everyMs) return
    reportedAt = now()
    const row = {
      phase: state.phase,
      head: state.head,
      finalized: state.finalized,
      milliBlocksPerSecond: Math.round(state.blocksPerSecond * 1000),
      measuredAt: Math.floor(now() / 1000),
      advancedAt: moves?.advancedAt ?? null,
      headMovedAt: moves?.headMovedAt ?? null,
      retiredAt: null,
      errorCode: error?.code ?? null,
      lastError: error?.message ?? null,
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
      await mark({ block, head })
      error = null
      state = { chainId, phase, block, finalized, head, events, ...rates(block, events) }
      await report(turned)
    },
    /** The phase changed without a block, perhaps with a reason. */
    turned: async (phase: Phase, reason: Pick<DaybookError, 'code' | 'message'> | null = null) => {
      error = reason
      await mark({})
      state = { ...state, phase }
      await report(true)
    },
    /** A node was asked and has nothing new. */
    looked: async (head: number) => {
      await mark({ head })
      state = { ...state, head: Math.max(head, state.head ?? head) }
      await report(false, LOOK_MS)
    },
  }
}
