import type { BlockTimes } from './block-times.ts'
import { publicError } from './last-error.ts'
import type { ChainState } from './reader.ts'

/** An indexer that finds nothing new says so four times in this. */
const SILENT_SECONDS_MAX = 60
/** A chain that follows its head is now and then a few blocks behind it, and a fast one more than a few. */
const LAG_BLOCKS_MAX = 10
const LAG_SECONDS_MAX = 60
/** Blocks that are known and not applied for this long will not be by waiting. */
const STUCK_SECONDS_MAX = 120
/** Networks allow a block's clock to run ahead by seconds; two machines' clocks differ by less than this. */
const AHEAD_SECONDS_MAX = 900

/** A head may stand still for the largest of these: times the mean interval, times the longest one seen, and this in any case. */
const STILL_INTERVALS = 100
const STILL_LONGEST = 10
const STILL_SECONDS_MIN = 600
/** What lasted less shows no habit: a local chain may well begin with a hundred blocks in a minute, and rest for days. */
const HABIT_SECONDS_MIN = 86_400

/** Seconds that a chain's head may stand still, by the chain's own habit; null where there is none to judge by. */
const stillSecondsMax = ({ chain }: ChainState, times: BlockTimes | null): number | null => {
  if (chain.pace === 'on-demand' || times === null || times.span < HABIT_SECONDS_MIN) return null
  return Math.ceil(Math.max(STILL_SECONDS_MIN, STILL_INTERVALS * times.interval, STILL_LONGEST * times.longest))
}

const lagMax = (times: BlockTimes | null): number =>
  times === null || times.interval <= 0
    ? LAG_BLOCKS_MAX
    : Math.max(LAG_BLOCKS_MAX, Math.ceil(LAG_SECONDS_MAX / times.interval))

type Status = NonNullable<ChainState['status']>
type Seen = {
  readonly state: ChainState
  readonly times: BlockTimes | null
  readonly lag: number | null
  readonly now: number
}

/** What the indexer itself says, and whether it says anything. */
const toldBy = ({ phase, measuredAt, errorCode, lastError }: Status, now: number): string | null => {
  // What stopped for good has nothing more to say, and its reason stays true.
  const error = publicError(errorCode, lastError)
  if (phase === 'HALTED') return `HALTED, and does not go on by itself. ${error ?? 'The log of the indexer says why.'}`
  if (phase === 'PAUSED') return 'PAUSED: the indexer was stopped, and blocks stand still until it is started again.'
  if (now - measuredAt > SILENT_SECONDS_MAX)
    return `nothing heard from the indexer for ${now - measuredAt} seconds (${phase} then): it does not run, or no node answers it.`
  if (measuredAt - now > SILENT_SECONDS_MAX)
    return `the indexer's clock is ${measuredAt - now} seconds ahead of this machine's: set one of them right.`
  if (phase !== 'LIVE') return error === null ? `${phase}.` : `${phase}. ${error}`
  return null
}

/** Whether blocks come in, whatever the indexer says of itself. */
const movingBy = ({ advancedAt, headMovedAt }: Status, { state, times, lag, now }: Seen): string | null => {
  if (lag === null) return 'no node answers.'
  if (lag > lagMax(times)) return `${lag} blocks behind its head.`
  if (lag > 0 && advancedAt !== null && now - advancedAt > STUCK_SECONDS_MAX)
    return `${lag} blocks behind its head, and none came in for ${now - advancedAt} seconds.`
  return clockBy(state, now) ?? headBy(headMovedAt, { state, times, now })
}

const clockBy = ({ chain, cursor }: ChainState, now: number): string | null => {
  if (chain.pace === 'on-demand' || cursor === undefined) return null
  const ahead = cursor.timestamp - now
  return ahead > AHEAD_SECONDS_MAX
    ? `its newest block is of ${ahead} seconds from now: this machine's clock is wrong, or the node's chain is.`
    : null
}

const headBy = (headMovedAt: number | null, { state, times, now }: Omit<Seen, 'lag'>): string | null => {
  const max = stillSecondsMax(state, times)
  if (max === null || times === null || state.cursor === undefined) return null
  const usual = `a block usually follows within ${Math.max(1, Math.round(times.interval))} s`
  if (headMovedAt !== null && now - headMovedAt > max)
    return `its head has stood still for ${now - headMovedAt} seconds, and ${usual}: the nodes are stuck, or the chain is.`
  const age = now - state.cursor.timestamp
  return age > max
    ? `its newest block is ${age} seconds old, and ${usual}: the nodes are still catching up, or this machine's clock is ahead.`
    : null
}

/**
 * Why a chain is not ready, in one sentence; null when it is. Ready means moving: what the indexer says of itself is believed only when
 * it is bad news. The rules and their reasons: docs/api-limits.md.
 */
export const reasonNotReady = (seen: Seen): string | null => {
  const { state, now } = seen
  const { chain, status } = state
  const reason =
    status === undefined ? 'the indexer has not reported yet.' : (toldBy(status, now) ?? movingBy(status, seen))
  return reason === null ? null : `Chain ${chain.id}: ${reason}`
}
