import { type Log, silentLog } from '../../../src/log.ts'
import { createRandom } from '../random.ts'
import { compareWithFresh } from './compare.ts'
import type { Databases } from './database.ts'
import { fetchFrom, inVirtualTime } from './in-virtual-time.ts'
import { createHostileNode, type Tally } from './node.ts'
import type { Outcome } from './outcome.ts'
import { supervise } from './process.ts'
import { type Profile, type ProfileName, profiles } from './profiles.ts'
import { breakFinality, caughtUp, disturb, mended, type Script } from './script.ts'
import { examineSnapshot } from './snapshot.ts'
import { createVirtualTime } from './virtual-time.ts'
import { createWorld } from './world.ts'

/** What came of a seed. */
export type Report = {
  readonly seed: number
  readonly profile: ProfileName
  readonly outcome: Outcome | 'failed'
  /** Why it failed, one sentence each. */
  readonly wrong: readonly string[]
  readonly nodes: readonly Tally[]
  /** How often the process ended, by why. */
  readonly ends: ReadonlyMap<string, number>
  /** What befell the chain, the database and the clock. */
  readonly events: ReadonlyMap<string, number>
  /** Logs that the final books lack. */
  readonly lost: number
  /** How often somebody read the books meanwhile. */
  readonly looks: number
}

export type RunOptions = {
  readonly seed: number
  readonly profile: ProfileName
  readonly databases: Databases
  readonly log?: Log
}

/** Two simulated days: far more than any run takes. */
const RUN_MS = 172_800_000
/** More of them than this come only from reads that take a long time. */
const REORGANISATIONS_MAX = 30

/** Plays one seed to its end, and examines what is left. */
export const playSeed = async ({ seed, profile: name, databases, log = silentLog }: RunOptions): Promise<Report> => {
  const profile: Profile = profiles[name]
  const random = createRandom(Math.imul(seed, 2_654_435_761))
  const time = createVirtualTime()
  const world = createWorld({
    random,
    story: random.chance(0.15) ? 'factories' : 'chaos',
    length: 15 + random.int(60),
    finalityDepth: 4 + random.int(28),
    before: random.chance(0.1) ? 940 + random.int(60) : 0,
    real: profile.real ?? false,
  })
  const events = new Map<string, number>()
  const count = (event: string) => void events.set(event, (events.get(event) ?? 0) + 1)
  const reorganise = (depth: number) => {
    if ((events.get('reorganised') ?? 0) < REORGANISATIONS_MAX && world.reorganise(depth) > 0) count('reorganised')
  }
  const nodes = profile
    .nodes(random)
    .map((shares, index) => createHostileNode({ seed, index, shares, world, time, reorganise }))
  const urls = nodes.map(({ url }) => url)
  const config = world.settings(urls, {
    pollMs: 400 + random.int(1_600),
    ...(random.chance(0.4) ? { rangeBlocksMax: 1 + random.int(40) } : {}),
    ...(profile.completeness ? { completeness: profile.completeness } : {}),
  })
  const wrong: string[] = []
  let looks = 0
  let ends: ReadonlyMap<string, number> = new Map()

  const play = async (): Promise<{ outcome: Outcome; lost: number }> => {
    const url = await time.outside(() => databases.create())
    const indexer = await supervise(url, { databases, config, time, random, log })
    ends = indexer.ends
    const look = async () => {
      looks += 1
      const found = await indexer.reading((store) => examineSnapshot(store, world))
      wrong.push(...found.map((sentence) => `After ${time.passed()} ms: ${sentence}`))
    }
    const script: Script = { profile, random, time, world, indexer, reorganise, count, look }
    await disturb(script)
    for (const node of nodes) node.heal()
    if (profile.beyondFinality) {
      const broken = await breakFinality(script)
      wrong.push(...broken.wrong)
      if (broken.halted) {
        await indexer.stop()
        return { outcome: 'halted', lost: 0 }
      }
    }
    await caughtUp(script)
    await mended(script)
    // The means to undo must have come through all that.
    world.reorganise(1 + random.int(world.finalityDepth))
    world.mine(1 + random.int(4))
    await caughtUp(script)
    const file = await indexer.stop()
    const verdict = await time.outside(() => compareWithFresh({ databases, file, world, seed }))
    wrong.push(...verdict.wrong)
    return verdict
  }

  const surroundings = { time, seed, fetch: fetchFrom(nodes), driver: databases.dialect === 'postgres' }
  const verdict = await inVirtualTime(surroundings, () => time.run(play(), RUN_MS)).catch((error: unknown) => {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return null
  })
  if (verdict && !profile.may.includes(verdict.outcome)) {
    wrong.push(
      `The books are "${verdict.outcome}", with ${verdict.lost} logs missing; they may be "${profile.may.join('", "')}".`,
    )
  }
  return {
    seed,
    profile: name,
    outcome: verdict && wrong.length === 0 ? verdict.outcome : 'failed',
    wrong,
    nodes: nodes.map(({ tally }) => tally),
    ends,
    events,
    lost: verdict?.lost ?? 0,
    looks,
  }
}
