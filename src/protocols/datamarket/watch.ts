import type { Complaint, SeenEvent, Watch } from '../witness.ts'
import { companions } from './companions.ts'
import { createTerms } from './terms.ts'
import { createUnits } from './units.ts'
import { isWhole } from './whole.ts'

// What contracts/DataMarket.sol allows, seen from its events: what follows what. A market that never emits an event is not asked for it.

type State = 'NONE' | 'PENDING' | 'ACCEPTED' | 'REJECTED' | 'PAID' | 'FORFEITED' | 'CLOSED'
const states: readonly State[] = ['NONE', 'PENDING', 'ACCEPTED', 'REJECTED', 'PAID', 'FORFEITED', 'CLOSED']

const ofTasks: ReadonlySet<string> = new Set([
  'TaskPosted',
  'TaskFunded',
  'TaskRefunded',
  'TaskClosed',
  'SubmissionMade',
  'SubmissionAccepted',
])
type Seen = { readonly state: State; readonly block: number }
const ofDatasets: ReadonlySet<string> = new Set([
  'DatasetVersionPublished',
  'DatasetPurchased',
  'DatasetPriceChanged',
  'DatasetStatusChanged',
])

/** States of records by number, each with the block it came about in, in one number: there may be millions. */
const createStates = () => {
  const packed = new Map<string, number>()
  return {
    get: (key: string): Seen | undefined => {
      const value = packed.get(key)
      return value === undefined ? undefined : { state: states[value % 8]!, block: Math.floor(value / 8) }
    },
    set: (key: string, { state, block }: Seen) => packed.set(key, block * 8 + states.indexOf(state)),
  }
}

const after: Readonly<Record<string, State>> = {
  SubmissionMade: 'PENDING',
  SubmissionAccepted: 'ACCEPTED',
  SubmissionRejected: 'REJECTED',
  PayoutMade: 'PAID',
  RewardForfeited: 'FORFEITED',
}
const before: Readonly<Record<string, State>> = {
  SubmissionMade: 'NONE',
  SubmissionAccepted: 'PENDING',
  SubmissionRejected: 'PENDING',
  PayoutMade: 'ACCEPTED',
  RewardForfeited: 'ACCEPTED',
}
/** What leads to the state that an event needs. */
const towards: Readonly<Record<string, string>> = {
  NONE: 'SubmissionMade',
  PENDING: 'SubmissionAccepted',
}

/** The constructor's: the market is owned by somebody from then on. */
export const isBirth = ({ eventName, args }: SeenEvent): boolean =>
  eventName === 'OwnershipTransferred' && /^0x0{40}$/.test(String(args.previousOwner))

const made = { Task: 'TaskPosted', Submission: 'SubmissionMade', Dataset: 'DatasetRegistered' } as const

export const createWatch = (emitted: ReadonlySet<string>): Watch => {
  const [submissions, tasks, versions] = [createStates(), createStates(), new Map<string, [bigint, number]>()]
  const [units, terms] = [createUnits(), createTerms()]
  const reported = new Set<string>()
  const whole = isWhole(emitted)
  /** The block that the market began in; null when that was not seen. */
  let born: number | null = null
  const speaksOfDecisions = emitted.has('SubmissionAccepted')
  const speaksOfShares = emitted.has('DatasetContributions') && emitted.has('SharesSet')

  /** Of what was made before the first block that was read, nothing can be said. */
  const unknown = (type: 'Task' | 'Submission' | 'Dataset', key: string, found: string): Complaint[] => {
    if (born === null || reported.has(`${type}${key}`)) return []
    reported.add(`${type}${key}`)
    const event = made[type]
    const what = { found: `${found} of a record that was never made`, expected: `${event} before it` }
    return [{ code: 'TRANSITION', record: { type, key }, ...what, event, since: born }]
  }

  const submission = ({ eventName, args }: SeenEvent, block: number): Complaint[] => {
    const next = after[eventName]
    if (next === undefined || (eventName === 'PayoutMade' && args.submissionId === undefined)) return []
    const key = String(args.submissionId)
    const known = submissions.get(key)
    submissions.set(key, { state: next, block })
    if (known === undefined) return eventName === 'SubmissionMade' ? [] : unknown('Submission', key, eventName)
    const record = { type: 'Submission', key } as const
    // Told by the rows.
    if (eventName === 'PayoutMade' && known.state === 'PAID') return []
    if (eventName === 'PayoutMade' && known.state === 'REJECTED') {
      const found = 'PayoutMade after SubmissionRejected'
      return [{ code: 'PAID_REJECTED', record, found, expected: 'no payout', event: null, since: known.block }]
    }
    if (known.state === before[eventName]) return []
    if (eventName === 'PayoutMade' && !speaksOfDecisions) return []
    const found = `${eventName} while ${known.state}`
    const event = towards[known.state] ?? null
    return [
      { code: 'TRANSITION', record, found, expected: `${before[eventName]} before it`, event, since: known.block },
    ]
  }

  const task = ({ eventName, args }: SeenEvent, block: number): Complaint[] => {
    if (!ofTasks.has(eventName)) return []
    const key = String(args.taskId)
    const known = tasks.get(key)
    const closed = known?.state === 'CLOSED'
    tasks.set(key, { state: closed || eventName === 'TaskClosed' ? 'CLOSED' : 'PENDING', block })
    const record = { type: 'Task', key } as const
    if (known === undefined && eventName !== 'TaskPosted') return unknown('Task', key, eventName)
    if (eventName === 'TaskRefunded') {
      if (closed || known === undefined || !emitted.has('TaskClosed')) return []
      const found = 'TaskRefunded of a task that is open'
      return [{ code: 'TRANSITION', record, found, expected: 'a closed task', event: 'TaskClosed', since: known.block }]
    }
    if (!closed) return []
    const found = `${eventName} of a task that was closed`
    return [{ code: 'TRANSITION', record, found, expected: 'an open task', event: null, since: known.block }]
  }

  const version = ({ eventName, args }: SeenEvent, block: number): Complaint[] => {
    const key = String(args.datasetId)
    if (eventName === 'DatasetRegistered') versions.set(key, [0n, block])
    const known = versions.get(key)
    if (known === undefined && ofDatasets.has(eventName)) return unknown('Dataset', key, eventName)
    if (eventName !== 'DatasetVersionPublished' || known === undefined) return []
    const number = args.version as bigint
    versions.set(key, [number, block])
    if (number === known[0] + 1n) return []
    const record = { type: 'Dataset', key } as const
    const event = `DatasetVersionPublished of version ${known[0] + 1n}`
    const [found, expected] = [`version ${number} after ${known[0]}`, `version ${known[0] + 1n}`]
    return [{ code: 'TRANSITION', record, found, expected, event, since: known[1] }]
  }

  return {
    see: (events, block) => {
      if (!whole) return []
      if (events.some(isBirth)) born ??= block
      return [
        ...events.flatMap((event) => [...submission(event, block), ...task(event, block), ...version(event, block)]),
        ...companions(events, emitted, block),
        ...terms(events, block),
        ...(speaksOfShares ? units(events, block) : []),
      ]
    },
  }
}
