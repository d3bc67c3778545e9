import type { CompletenessRule } from '../../domain/completeness.ts'
import { EXIT, type ExitCode } from '../exit.ts'

/**
 * How one check ended: `ok`; `note`, worth knowing; `change`, something must be changed before this works as configured;
 * `silent`, nothing answered.
 */
export type FindingState = 'ok' | 'note' | 'change' | 'silent'

export type Finding = {
  /** What was looked at: "configuration", "database", or a chain and a node's host. */
  subject: string
  check: string
  state: FindingState
  found: string
  /** What to do, when something is to be done. */
  advice: string | null
}

/** Requests and time to read a chain from the start to the head, under one choice of completeness. */
export type Estimate = {
  chainId: number
  completeness: CompletenessRule
  isChosen: boolean
  blocks: number
  /** JSON-RPC calls, which is what providers count. */
  requests: number
  /** HTTP requests, each with a batch of calls. */
  roundTrips: number
  seconds: number
}

export type Diagnosis = { findings: Finding[]; estimates: Estimate[] }

/** What a whole diagnosis comes to: something to change weighs more than something to wait for. */
export const verdictOf = (findings: readonly Finding[]): ExitCode => {
  const has = (state: FindingState) => findings.some((finding) => finding.state === state)
  if (has('change')) return EXIT.difference
  return has('silent') ? EXIT.tryLater : EXIT.done
}
