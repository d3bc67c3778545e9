import type { Faults } from '../../test/chain/fake-node.ts'
import type { FaultName } from '../../test/simulation/hostile/faults.ts'

/** What happens to the chain while it is followed. */
export type Tail = 'grows' | 'reorganises' | 'breaks finality'

/** One way in which everything goes wrong: the node's faults, each with its share from 0 to 1, and the chain's own doings. */
export type Case = {
  readonly title: string
  readonly faults: Partial<Record<FaultName, number>>
  /** What the node is like, beside its faults. */
  readonly node?: Partial<Faults>
  readonly tail?: Tail
  /** The node gets well when the chain has been mined to its end; else it is what it is. */
  readonly heals?: true
  /** Daybook runs a second time too, proving receipts: the fault may be beyond what blooms tell. */
  readonly proves?: true
}

export const cases = {
  nothing: { title: 'nothing is wrong', faults: {} },
  reorganisations: {
    title: 'reorganisations of 1 to 20 blocks, two of them within a second',
    faults: {},
    tail: 'reorganises',
  },
  'left-out-of-ranges': {
    title: 'one log in 100 left out of `eth_getLogs` by range, under the true block hash',
    faults: { 'log left out of ranges': 0.01 },
    proves: true,
  },
  'left-out-of-logs': {
    title: 'the same log left out by range and by block hash; receipts have it',
    faults: { 'log left out by hash': 0.01 },
    proves: true,
  },
  'left-out-everywhere': {
    title: 'the same log left out everywhere, of receipts too; headers are true',
    faults: { 'log left out everywhere': 0.01 },
    proves: true,
  },
  'empty-lists': {
    title: 'one answer in 20 with logs is an empty list instead',
    faults: { 'empty list': 0.05 },
  },
  'cut-off': {
    title: 'lists of logs end at 100 or 128 without a word',
    faults: { 'cut off at a round count': 1 },
  },
  'null-and-errors': {
    title: 'one call in 50 answered with an error, one with null',
    faults: { 'item error': 0.02, 'item null': 0.02 },
  },
  lag: {
    title: 'one call in 3 answered by a backend 1 to 4 blocks behind',
    faults: { 'behind a load balancer': 0.33 },
  },
  'two-heads': {
    title: 'every call answered from one of two branches, by chance, while the chain grows',
    faults: { 'flips between two heads': 1 },
    heals: true,
  },
  'wrong-hint': {
    title: 'more than 100 logs refused, with the very range that was asked as a hint',
    faults: {},
    node: { resultsMax: 100, badHint: true },
  },
  duplicates: {
    title: 'one answer in 20 tells logs twice, one has logs marked as removed',
    faults: { 'log twice': 0.05, 'removed logs': 0.05 },
  },
  'rate-limit': { title: 'bursts of 429, half the time', faults: { 'rate limit': 0.5 } },
  sockets: {
    title: 'one request in 50 hangs, one in 10 is cut',
    faults: { hang: 0.02, 'cut socket': 0.1 },
  },
  nonsense: {
    title: 'one answer in 20 is HTML, one half a JSON text, one nothing',
    faults: { html: 0.05, 'truncated json': 0.05, 'no answer': 0.05 },
  },
  'stale-blooms': {
    title: 'one header in 5 has the bloom of the block before',
    faults: { 'stale bloom': 0.2 },
    proves: true,
  },
  'beyond-finality': {
    title: 'a reorganisation of 120 blocks, far below what was final',
    faults: {},
    tail: 'breaks finality',
  },
} as const satisfies Record<string, Case>

export type CaseName = keyof typeof cases
export const caseNames = Object.keys(cases) as readonly CaseName[]
export const isCaseName = (name: string): name is CaseName => name in cases
export const caseOf = (name: CaseName): Case => cases[name]
