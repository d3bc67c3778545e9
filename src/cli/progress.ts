import type { Clock } from '../clock.ts'
import { type Environment, variable } from '../config/environment.ts'
import type { Log } from '../log.ts'
import { formatCount, formatSeconds } from './duration.ts'
import type { Output, ProgressReport } from './parts.ts'
import { createSafeLog } from './safe-log.ts'

/** Where nobody watches a terminal, a line this often is enough to see that it moves. */
const LOG_LINE_MS = 5_000
/** Faster than this, a rewritten line only flickers. */
const REWRITE_MS = 100

export type Progress = {
  /** Takes the newest report of one chain. */
  report(report: ProgressReport): void
  /** The newest report of each chain. */
  latest(): readonly ProgressReport[]
  /** Ends the line, so that what follows starts on one of its own. */
  done(): void
  /** The given log, making room for its lines. */
  readonly log: Log
}

export type ProgressOptions = {
  stderr: Output
  env: Environment
  log: Log
  clock: Clock
  /** A chain's name by its id. */
  names: ReadonlyMap<number, string>
  /** What is being done, as log lines begin with it. */
  verb?: string
  /** Instead of lines for people: each report, as often as a log line. */
  onReport?: (report: ProgressReport) => void
}

/** Shows how far long work is: one rewritten line on a terminal, a log line now and then anywhere else. */
export const createProgress = (options: ProgressOptions): Progress => {
  const { stderr, env, log, clock, names, verb = 'Indexing', onReport } = options
  const rewrites = stderr.isTTY === true && onReport === undefined && variable(env, 'DAYBOOK_SUPERVISED') === undefined
  const colour = rewrites && variable(env, 'NO_COLOR') === undefined && env.TERM !== 'dumb'
  const reports = new Map<number, ProgressReport>()
  const toldAt = new Map<number, number>()
  /** Where each chain was when this run began: what was done before is no progress of it. */
  const beganAt = new Map<number, number>()
  let isLineShown = false

  const clear = () => {
    if (isLineShown) stderr.write('\r\x1b[2K')
    isLineShown = false
  }
  const safeLog = createSafeLog(log, clear)
  const nameOf = (chainId: number) => names.get(chainId) ?? String(chainId)
  const textOf = (report: ProgressReport) => progressText(report, beganAt.get(report.chainId))

  const rewrite = () => {
    const text = [...reports.values()].map((report) => `${nameOf(report.chainId)}: ${textOf(report)}`).join(' | ')
    // One column less: a full line would wrap, and a wrapped line cannot be rewritten.
    const fitting = text.slice(0, Math.max(20, (stderr.columns ?? 80) - 1))
    clear()
    stderr.write(colour ? `\x1b[2m${fitting}\x1b[0m` : fitting)
    isLineShown = true
  }

  return {
    log: safeLog,
    latest: () => [...reports.values()],
    report: (report) => {
      const { chainId } = report
      const isNewPhase = reports.get(chainId)?.phase !== report.phase
      reports.set(chainId, report)
      if (report.block !== null && !beganAt.has(chainId)) beganAt.set(chainId, report.block)
      const key = rewrites ? 0 : chainId
      const elapsed = clock.now() - (toldAt.get(key) ?? Number.NEGATIVE_INFINITY)
      if (!isNewPhase && elapsed < (rewrites ? REWRITE_MS : LOG_LINE_MS)) return
      toldAt.set(key, clock.now())
      if (rewrites) rewrite()
      else if (onReport) onReport(report)
      else
        safeLog.info(`${verb} ${nameOf(chainId)}: ${textOf(report)}`, {
          ...report,
          secondsLeft: secondsLeft(report),
        })
    },
    done: () => {
      if (isLineShown) stderr.write('\n')
      isLineShown = false
    },
  }
}

/** Seconds to the head at the present rate; null when that cannot be told. */
export const secondsLeft = ({ head, block, blocksPerSecond }: ProgressReport): number | null =>
  head === null || block === null || head <= block || blocksPerSecond <= 0
    ? null
    : Math.round((head - block) / blocksPerSecond)

/** "BACKFILLING, block 1,200 of 48,000 (2%), 800 blocks/s, 120 events/s, 58 s left"; the share is of what was left at `began`. */
export const progressText = (report: ProgressReport, began = 0): string => {
  const { phase, blocksPerSecond, eventsPerSecond } = report
  const parts = [phase, placeText(report, began)].filter((part) => part !== '')
  const left = secondsLeft(report)
  if (left !== null) {
    parts.push(`${formatCount(Math.round(blocksPerSecond))} blocks/s`)
    parts.push(`${formatCount(Math.round(eventsPerSecond))} events/s`, `${formatSeconds(left)} left`)
  }
  return parts.join(', ')
}

const placeText = ({ block, head }: ProgressReport, began: number): string => {
  if (block === null) return ''
  if (head === null) return `block ${formatCount(block)}`
  if (block >= head) return `block ${formatCount(block)}, the head`
  const share = Math.floor((100 * (block - began)) / (head - began))
  return `block ${formatCount(block)} of ${formatCount(head)} (${Math.max(0, share)}%)`
}
