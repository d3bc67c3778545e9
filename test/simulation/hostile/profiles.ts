import type { ChainConfig } from '../../../src/config/config.ts'
import type { Random } from '../random.ts'
import type { FaultName } from './faults.ts'
import type { Shares } from './node.ts'
import type { Outcome } from './outcome.ts'

/** What happens to the program and its database meanwhile. */
export type Trouble = 'crashes' | 'disk full' | 'database locked' | 'clock jumps' | 'restarts'

/** A way in which everything goes wrong. */
export type Profile = {
  /** Per node, best first. */
  readonly nodes: (random: Random) => readonly Shares[]
  readonly completeness?: ChainConfig['completeness']
  readonly trouble?: readonly Trouble[]
  /** The chance that blocks are taken back, each time that some are mined. */
  readonly reorgs?: number
  /** Headers hash to their hashes, and receipts to their roots. */
  readonly real?: true
  /** The chain takes back what was final. */
  readonly beyondFinality?: true
  /** What must come of it; anything else fails. */
  readonly may: readonly Outcome[]
}

const between = (random: Random, low: number, high: number) => low + (random.int(1_001) / 1_000) * (high - low)

/** Faults of which a node has some, each between the two shares. */
const some = (random: Random, list: readonly (readonly [FaultName, number, number])[], chance = 1): Shares =>
  Object.fromEntries(
    list.filter(() => random.chance(chance)).map(([name, low, high]) => [name, between(random, low, high)]),
  )

const transport = [
  ['hang', 0.01, 0.1],
  ['cut socket', 0.02, 0.3],
  ['html', 0.02, 0.2],
  ['no answer', 0.02, 0.2],
  ['truncated json', 0.02, 0.2],
  ['server error', 0.02, 0.3],
  ['slow', 0.02, 0.2],
  ['rate limit', 0.1, 0.5],
  ['outage', 0.05, 0.4],
] as const
const batches = [
  ['batch refused', 1, 1],
  ['item missing', 0.05, 0.3],
  ['item twice', 0.05, 0.3],
  ['items in another order', 0.2, 1],
  ['item error', 0.001, 0.03],
  ['item null', 0.001, 0.03],
  ['item nonsense', 0.001, 0.02],
] as const
const limits = [
  ['wrong hint', 1, 1],
  ['narrow ranges', 1, 1],
  ['cut off at a round count', 1, 1],
] as const
const oddLogs = [
  ['log twice', 0.1, 0.6],
  ['log twice, contradicting', 0.02, 0.2],
  ['removed logs', 0.1, 0.6],
  ['log of another block', 0.02, 0.2],
  ['log that was not asked for', 0.02, 0.2],
  ['logs in another order', 0.1, 1],
  ['no receipts', 0.5, 1],
  ['no logs by hash', 0.5, 1],
] as const
const heads = [
  ['lags', 0.1, 0.6],
  ['behind a load balancer', 0.05, 0.4],
  ['block null', 0.001, 0.02],
  ['nothing final', 0.02, 0.3],
  ['on another branch', 0.05, 0.3],
  ['flips between two heads', 0.05, 0.3],
] as const
const moving = [
  ['reorganised between two reads', 0.0005, 0.004],
  ['reorganised as the backfill ends', 0.1, 0.8],
] as const
const omissions = [
  ['log left out of ranges', 0.02, 0.3],
  ['log left out by hash', 0.02, 0.3],
  ['log left out at times', 0.02, 0.3],
  ['empty list', 0.02, 0.3],
] as const

const count = (random: Random, max = 3) => 1 + random.int(max)
const each = (nodes: number, shares: () => Shares) => Array.from({ length: nodes }, shares)

export const profiles = {
  transport: { nodes: (random) => each(count(random), () => some(random, transport, 0.6)), may: ['equal'] },
  batches: { nodes: (random) => each(count(random), () => some(random, batches, 0.6)), may: ['equal'] },
  limits: { nodes: (random) => each(count(random), () => some(random, limits, 0.8)), may: ['equal'] },
  'odd logs': { nodes: (random) => each(count(random), () => some(random, oddLogs, 0.7)), may: ['equal'] },
  heads: { nodes: (random) => each(count(random), () => some(random, heads, 0.6)), may: ['equal', 'beyond blooms'] },
  reorganisations: {
    nodes: (random) => each(count(random), () => some(random, moving)),
    reorgs: 0.4,
    may: ['equal'],
  },
  omissions: {
    nodes: (random) => each(count(random), () => some(random, omissions, 0.6)),
    may: ['equal', 'beyond blooms'],
  },
  'pruned history': {
    nodes: (random) => [some(random, [['pruned history', 1, 1]]), some(random, [['lags', 0.1, 0.3]])],
    may: ['equal'],
  },
  'false blooms': {
    nodes: (random) => {
      const one = () =>
        some(random, [
          random.pick([
            ['stale bloom', 0.1, 0.5],
            ['empty bloom', 0.1, 0.5],
            ['saturated bloom', 0.1, 1],
          ] as const),
        ])
      return each(count(random), one)
    },
    may: ['equal'],
  },
  crashes: { nodes: () => [{}], trouble: ['crashes', 'restarts'], reorgs: 0.25, may: ['equal'] },
  'a failing database': {
    nodes: () => [{}],
    trouble: ['disk full', 'database locked'],
    reorgs: 0.25,
    may: ['equal'],
  },
  'clock jumps': {
    nodes: (random) => each(count(random), () => some(random, transport, 0.3)),
    trouble: ['clock jumps'],
    may: ['equal'],
  },
  everything: {
    nodes: (random) =>
      each(count(random), () =>
        some(random, [...transport, ...batches, ...limits, ...oddLogs, ...heads, ...moving, ...omissions], 0.2),
      ),
    trouble: ['crashes', 'restarts', 'disk full', 'database locked', 'clock jumps'],
    reorgs: 0.2,
    may: ['equal', 'beyond blooms'],
  },
  'beyond finality': { nodes: () => [{}], beyondFinality: true, may: ['halted', 'equal'] },
  'one honest node of three': {
    nodes: (random) => [
      some(random, [['log left out everywhere', 0.02, 0.3]]),
      {},
      some(random, [['log left out everywhere', 0.02, 0.3]]),
    ],
    may: ['equal', 'said', 'beyond blooms'],
  },
  'left out everywhere': {
    nodes: (random) => [some(random, [['log left out everywhere', 0.02, 0.3]])],
    may: ['equal', 'said', 'beyond blooms', 'silent'],
  },
  'left out everywhere, of the bloom too': {
    nodes: (random) => [some(random, [['log left out everywhere, of the bloom too', 0.02, 0.3]])],
    may: ['equal', 'said', 'beyond blooms', 'silent'],
  },
  'left out of ranges, blooms not asked': {
    nodes: (random) => [some(random, [['log left out of ranges', 0.02, 0.3]])],
    completeness: 'linked',
    may: ['equal', 'said', 'beyond blooms', 'silent'],
  },
  'omissions, by receipts': {
    nodes: (random) => each(count(random), () => some(random, omissions, 0.6)),
    completeness: 'receipts',
    real: true,
    may: ['equal'],
  },
  'left out everywhere, by receipts': {
    nodes: (random) => [some(random, [['log left out everywhere', 0.02, 0.3]])],
    completeness: 'receipts',
    real: true,
    may: ['equal', 'said'],
  },
  'left out everywhere, of the bloom too, by receipts': {
    nodes: (random) => [some(random, [['log left out everywhere, of the bloom too', 0.02, 0.3]])],
    completeness: 'receipts',
    real: true,
    may: ['equal', 'said'],
  },
} satisfies Record<string, Profile>

export type ProfileName = keyof typeof profiles
export const profileNames = Object.keys(profiles) as readonly ProfileName[]

export const isProfileName = (name: string): name is ProfileName => name in profiles
/** Seeds take turns, so that any stretch of them has runs of every profile. */
export const profileOf = (seed: number): ProfileName => profileNames[seed % profileNames.length]!
