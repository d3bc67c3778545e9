import { keccak256, toBytes } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'

/** Everybody of the script. Addresses follow from the seed; nobody holds their keys. */
export type Cast = {
  /** Deploys, owns and administers the contracts, and holds the first tokens. */
  readonly owner: Hex
  readonly requesters: readonly Hex[]
  readonly reputationOracles: readonly Hex[]
  readonly recordingOracles: readonly Hex[]
  readonly exchangeOracles: readonly Hex[]
  readonly workers: readonly Hex[]
  /** Pays for what is not its own. */
  readonly sponsor: Hex
  /** Has no role anywhere. */
  readonly stranger: Hex
  readonly slasher: Hex
}

const WORKERS = 14
const WORKERS_MIN = 10

/** `workers` may be given, so that the same people also work elsewhere. */
export const castOf = (seed: number, workers?: readonly Hex[]): Cast => {
  if (workers && workers.length < WORKERS_MIN) throw new RangeError(`The script needs ${WORKERS_MIN} workers.`)
  const person = (name: string): Hex => `0x${keccak256(toBytes(`daybook human ${seed} ${name}`)).slice(-40)}`
  const people = (name: string, count: number) => Array.from({ length: count }, (_, i) => person(`${name} ${i}`))
  return {
    owner: person('owner'),
    requesters: people('requester', 3),
    reputationOracles: people('reputation oracle', 2),
    recordingOracles: people('recording oracle', 2),
    exchangeOracles: people('exchange oracle', 2),
    workers: workers?.map((worker) => worker.toLowerCase() as Hex) ?? people('worker', WORKERS),
    sponsor: person('sponsor'),
    stranger: person('stranger'),
    slasher: person('slasher'),
  }
}

/** Those who send transactions. Workers do not. */
export const sendersOf = (cast: Cast): readonly Hex[] => [
  cast.owner,
  ...cast.requesters,
  ...cast.reputationOracles,
  ...cast.recordingOracles,
  ...cast.exchangeOracles,
  cast.sponsor,
  cast.stranger,
  cast.slasher,
]
