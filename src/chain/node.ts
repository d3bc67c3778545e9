import type { Clock } from '../clock.ts'
import { DaybookError } from '../errors.ts'
import { backoffMs, createAsk } from './ask.ts'
import { parseQuantity } from './quantity.ts'
import type { Rpc, RpcAnswer, RpcRequest } from './rpc.ts'

/** One untrusted node: what may be asked of it, and what is remembered about it. */
export type Node = {
  readonly name: string
  /** Answers in the order of the requests, in as many batches as the node takes. Waits and asks again when it is rate-limited. */
  ask(requests: readonly RpcRequest[], signal?: AbortSignal): Promise<readonly RpcAnswer[]>
  /** Throws CHAIN_MISMATCH unless the node is of the expected chain; asks once, and again after every failure. */
  identify(signal?: AbortSignal): Promise<void>
  succeeded(): void
  /** The node rests, longer with each failure in a row; longer still when what it said was wrong. */
  failed(error: DaybookError): void
  /** Counts logs that this node's eth_getLogs left out, and puts it in quarantine. */
  omitted(logs: number): void
  /** Counts logs that this node's eth_getLogs told and that are proved false, and puts it in quarantine. */
  invented(logs: number): void
  /** Puts it in quarantine, longer each time: others are asked first, and what it tells is proved where that can be. */
  caught(reason: string): void
  isQuarantined(): boolean
  /** How often it was caught, so far. */
  lapses(): number
  /** When it may be asked again, in the clock's milliseconds; infinite for a node of another chain. */
  restsUntil(): number
  /** Smaller is better: what it did wrong, halved every minute, so that a node that recovers gets its place back. */
  penalty(): number
  health(): NodeHealth
  /** Whether eth_getBlockReceipts works here; null until it was tried. */
  receipts: boolean | null
}

export type NodeHealth = {
  /** Host and port only. */
  readonly name: string
  readonly healthy: boolean
  readonly requests: number
  readonly errors: number
  /** Moving average of a round trip. */
  readonly latencyMs: number
  /** Logs this node left out of answers under the true block hash, found by other means. */
  readonly omitted: number
  /** Logs this node told that the receipts of their blocks prove false. */
  readonly invented: number
  /** Until when it is in quarantine, in milliseconds since the epoch; null when it is not. */
  readonly quarantinedUntil: number | null
  /** What it was last caught at; null when it never was. */
  readonly quarantineReason: string | null
  /** What was last wrong, or null. */
  readonly problem: string | null
}

export type NodeOptions = {
  readonly rpc: Rpc
  readonly clock: Clock
  readonly chainId: number
  readonly concurrency: number
  /** A number in [0, 1) that spreads retries, so that clients refused together do not come back together. */
  readonly jitter: () => number
}

const REST_MS = 250
const REST_WRONG_MS = 500
const REST_MS_MAX = 30_000
const PENALTY_FAILED = 1
const PENALTY_WRONG = 4
const PENALTY_MAX = 64
const PENALTY_HALVED_MS = 60_000
/** A minute at first, twice as long each time it is caught after that is over, a day at most. */
const QUARANTINE_MS = 60_000
const QUARANTINE_MS_MAX = 86_400_000

export const createNode = ({ rpc, clock, chainId, concurrency, jitter }: NodeOptions): Node => {
  let identified = false
  let foreign = false
  let failuresInRow = 0
  let restsUntil = 0
  let penalty = 0
  let penaltyAt = 0
  let errors = 0
  let omitted = 0
  let invented = 0
  let quarantines = 0
  let quarantinedUntil = 0
  let quarantineReason: string | null = null
  let problem: string | null = null

  const { ask, stats } = createAsk({ rpc, clock, concurrency, jitter })
  /** Rounded down, so that small old faults do not outweigh the order in which the nodes are configured. */
  const penaltyNow = () => Math.floor(penalty * 2 ** (-Math.max(0, clock.now() - penaltyAt) / PENALTY_HALVED_MS))
  const penalise = (points: number) => {
    penalty = Math.min(PENALTY_MAX, penaltyNow() + points)
    penaltyAt = clock.now()
  }
  const isQuarantined = () => clock.now() < quarantinedUntil
  const caught = (reason: string) => {
    quarantineReason = reason
    // Questions that were under way when it was caught tell nothing new.
    if (isQuarantined()) return
    quarantinedUntil = clock.now() + Math.min(QUARANTINE_MS_MAX, QUARANTINE_MS * 2 ** quarantines)
    quarantines += 1
  }

  /** A clock that was put back makes no rest longer. */
  const restsUntilNow = () => {
    restsUntil = Math.min(restsUntil, clock.now() + REST_MS_MAX)
    return restsUntil
  }

  return {
    name: rpc.name,
    receipts: null,
    ask,
    identify: async (signal) => {
      if (identified) return
      const [answer] = await ask([{ method: 'eth_chainId', params: [] }], signal)
      const found = answer && 'result' in answer ? parseQuantity(answer.result) : null
      if (found === null) {
        const said = answer && 'error' in answer ? answer.error.message : 'no number'
        throw new DaybookError('RPC_UNAVAILABLE', `${rpc.name} does not tell its chain id: ${said}`, {
          details: { node: rpc.name },
        })
      }
      if (found !== chainId) {
        foreign = true
        const message = `${rpc.name} is a node of chain ${found}, but chain ${chainId} is configured`
        throw new DaybookError('CHAIN_MISMATCH', message, { details: { node: rpc.name, found, expected: chainId } })
      }
      identified = true
    },
    succeeded: () => {
      failuresInRow = 0
      problem = null
    },
    failed: (error) => {
      errors += 1
      problem = error.message
      identified = false
      const wrong = error.code !== 'RPC_UNAVAILABLE'
      // Requests that were under way when it fell over tell nothing new.
      if (clock.now() < restsUntilNow()) return
      const baseMs = wrong ? REST_WRONG_MS : REST_MS
      restsUntil = clock.now() + Math.min(REST_MS_MAX, backoffMs(baseMs, failuresInRow, jitter))
      failuresInRow += 1
      penalise(wrong ? PENALTY_WRONG : PENALTY_FAILED)
    },
    omitted: (logs) => {
      omitted += logs
      penalise(PENALTY_WRONG)
      caught('it left logs out of an otherwise good answer')
    },
    invented: (logs) => {
      invented += logs
      penalise(PENALTY_WRONG)
      caught('it told logs that the receipts of their blocks prove false')
    },
    caught,
    isQuarantined,
    lapses: () => quarantines,
    restsUntil: () => (foreign ? Number.POSITIVE_INFINITY : restsUntilNow()),
    penalty: penaltyNow,
    health: () => ({
      name: rpc.name,
      healthy: !foreign && failuresInRow === 0,
      requests: stats.requests,
      errors: errors + stats.repeated,
      latencyMs: Math.round(stats.latencyMs),
      omitted,
      invented,
      quarantinedUntil: isQuarantined() ? quarantinedUntil : null,
      quarantineReason,
      problem,
    }),
  }
}
