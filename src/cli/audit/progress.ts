import type { Context } from '../context.ts'
import { formatCount, formatSeconds } from '../duration.ts'

/** Where nobody watches a terminal, a line this often is enough. */
const LOG_LINE_MS = 5_000

/** Shows how many of the chain's balances and records were asked for: one rewritten line on a terminal, else a log line now and then. */
export const createAskProgress = ({ stderr, log, clock }: Pick<Context, 'stderr' | 'log' | 'clock'>) => {
  const beganAt = clock.now()
  let toldAt = beganAt
  let isLineShown = false
  return {
    report: ({ chainId, asked, total, what }: { chainId: number; asked: number; total: number; what: string }) => {
      const seconds = (clock.now() - beganAt) / 1_000
      const rate = seconds > 0 ? asked / seconds : 0
      const pace =
        rate > 0 ? `, ${formatCount(Math.round(rate))} a second, ${formatSeconds((total - asked) / rate)} left` : ''
      const text = `Asking chain ${chainId}: ${formatCount(asked)} of ${formatCount(total)} ${what}${pace}`
      if (stderr.isTTY === true) {
        stderr.write(`\r\x1b[2K${text.slice(0, Math.max(20, (stderr.columns ?? 80) - 1))}`)
        isLineShown = true
      } else if (clock.now() - toldAt >= LOG_LINE_MS) {
        toldAt = clock.now()
        log.info(text, { chainId, asked, total })
      }
    },
    /** Takes the line away, so that what follows starts on one of its own. */
    clear: () => {
      if (isLineShown) stderr.write('\r\x1b[2K')
      isLineShown = false
    },
  }
}
