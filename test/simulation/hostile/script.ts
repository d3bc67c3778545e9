import { isNull } from 'drizzle-orm'
import { dump } from '../books-of.ts'
import type { Random } from '../random.ts'
import type { Supervised } from './process.ts'
import type { Profile, Trouble } from './profiles.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { World } from './world.ts'

/** What a run's script may do, and to whom. */
export type Script = {
  readonly profile: Profile
  readonly random: Random
  readonly time: VirtualTime
  readonly world: World
  readonly indexer: Supervised
  readonly reorganise: (depth: number) => void
  readonly count: (event: string) => void
  /** Somebody reads the books, and minds what is wrong in them. */
  readonly look: () => Promise<void>
}

const SECOND = 1_000
/** How long it may take to be well again: a node may be left alone for minutes. */
const HEALING_MS = 900 * SECOND

/** A few minutes in which blocks come and go, and everything fails as the profile will have it. */
export const disturb = async (script: Script): Promise<void> => {
  const { profile, random, time, world, reorganise, look } = script
  const until = time.passed() + (30 + random.int(80)) * SECOND
  while (time.passed() < until) {
    await time.sleep(200 + random.int(5_000))
    if (random.chance(0.8)) world.mine(1 + random.int(3))
    if (random.chance(profile.reorgs ?? 0.08)) {
      reorganise(1 + random.int(random.chance(0.2) ? world.finalityDepth : 5))
      if (random.chance(0.4)) {
        await time.sleep(random.int(SECOND))
        reorganise(1 + random.int(5))
      }
    }
    for (const trouble of profile.trouble ?? []) if (random.chance(0.25)) await troubles[trouble](script)
    if (random.chance(0.12)) await look()
  }
}

const troubles: Record<Trouble, (script: Script) => Promise<void>> = {
  crashes: async ({ random, indexer }) => {
    const place = random.int(10)
    if (place < 2) indexer.kill()
    else if (place < 4) indexer.crashAt({ at: 'before commit' })
    else if (place < 6) indexer.crashAt({ at: 'after commit' })
    else indexer.crashAt({ at: 'statement', n: 1 + random.int(60) })
  },
  restarts: async ({ indexer }) => indexer.restart(),
  'disk full': (script) => without(script, 'disk full', (database) => database.fillDisk()),
  'database locked': (script) => without(script, 'database locked', (database) => database.lock()),
  'clock jumps': async ({ random, time, count }) => {
    count('clock jumped')
    time.jump((random.chance(0.5) ? -1 : 1) * (1 + random.int(random.chance(0.5) ? 60_000 : 7_200_000)))
  },
}

/** Some seconds in which the database takes nothing, and blocks come and go all the same. */
const without = async (
  { random, time, world, reorganise, indexer, count }: Script,
  name: Trouble,
  begin: (database: NonNullable<ReturnType<Supervised['database']>>) => () => void,
): Promise<void> => {
  const database = indexer.database()
  if (!database || database.crashed() || database.store.dialect !== 'sqlite') return
  const end = begin(database)
  const before = database.refused()
  for (let i = 0; i < 1 + random.int(4); i++) {
    await time.sleep(500 + random.int(4_000))
    world.mine(1 + random.int(3))
    if (random.chance(0.3)) reorganise(1 + random.int(4))
  }
  end()
  for (let refused = before; refused < database.refused(); refused++) count(name)
}

/** Waits until the newest block is indexed; a program that has halted, or stands still for too long, throws. */
export const caughtUp = async ({ indexer, time, world }: Script): Promise<void> => {
  const until = time.passed() + HEALING_MS
  for (;;) {
    if (indexer.halted() !== null) throw indexer.halted()
    const store = indexer.store()
    if (store) {
      const [cursor] = await store.read((db) => db.select().from(store.tables.cursors))
      if (cursor?.hash === world.chain.head().hash && cursor.finalized === world.chain.finalized()) return
      if (time.passed() > until) {
        const [status] = await store.read((db) => db.select().from(store.tables.syncStatus))
        const where = `block ${cursor?.block} of ${world.chain.head().number}`
        throw new Error(`A quarter of an hour after all was well again, ${where} is reached: ${status?.lastError}`)
      }
    }
    await time.sleep(SECOND)
  }
}

/** A process looks at its gaps again half a minute after it began, and then ever more rarely. */
const MENDING_MS = 300 * SECOND

/** Waits until all gaps are closed, where there are any: the program is started again, so that it need not be waited for long. */
export const mended = async ({ indexer, time }: Script): Promise<void> => {
  const until = time.passed() + MENDING_MS
  for (let first = true; time.passed() < until; first = false) {
    const open = await indexer.reading((store) =>
      store.read((db) => db.$count(store.tables.gaps, isNull(store.tables.gaps.healedAt))),
    )
    if (open === 0) return
    if (first) indexer.restart()
    await time.sleep(10 * SECOND)
  }
}

/** What was final is taken back: nothing may be written any more, what was served stays, and it goes on where that is undone. */
export const breakFinality = async (script: Script): Promise<{ halted: boolean; wrong: readonly string[] }> => {
  const { indexer, random, time, world, look } = script
  const wrong: string[] = []
  await caughtUp(script)
  const store = indexer.store()!
  const before = JSON.stringify(await dump(store))
  const restore = world.breakFinality(1 + random.int(10))
  const halts = async () => {
    for (let waited = 0; (await phase(script)) !== 'HALTED REORG_TOO_DEEP'; waited++) {
      if (waited > 600) throw new Error(`What was final was taken back, and it is ${await phase(script)}.`)
      await time.sleep(SECOND)
    }
    if (JSON.stringify(await indexer.reading(dump)) !== before) wrong.push('What was final is gone from the books.')
    await look()
  }
  await halts()
  // Whoever starts it again hears the same, also when the other chain has grown.
  world.mine(3)
  indexer.restart()
  await time.sleep(60 * SECOND)
  await halts()
  if (random.chance(0.5)) return { halted: true, wrong }
  restore()
  return { halted: false, wrong }
}

/** What the indexer says of itself. */
const phase = async ({ indexer }: Script): Promise<string> => {
  const [status] = await indexer.reading((store) => store.read((db) => db.select().from(store.tables.syncStatus)))
  return `${status?.phase} ${status?.errorCode}`
}
