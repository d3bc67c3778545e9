import type { AskAt, Pin } from './ask.ts'
import type { Locator } from './locate.ts'

/** What a token says that somebody has; null where it does not tell. */
export type Balance = bigint | null

/** How the chain is asked about one market. */
export type Asking = {
  readonly ask: AskAt
  /** The block that the books are as of. */
  readonly pin: Pin
  /** Null unless the blocks of differences are looked for. */
  readonly locator: Locator | null
  /** Most records of each kind to ask about; of more, every so many-th, others at every block. */
  readonly recordsMax: number
  readonly signal: AbortSignal
  readonly report: (asked: number, total: number, what: 'balances' | 'records') => void
}
