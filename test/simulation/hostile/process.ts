import type { Config } from '../../../src/config/config.ts'
import type { ErrorCode } from '../../../src/errors.ts'
import { runIndexer } from '../../../src/indexer/run.ts'
import type { Log } from '../../../src/log.ts'
import type { Store } from '../../../src/store/store.ts'
import type { Random } from '../random.ts'
import type { Databases } from './database.ts'
import { type CrashPoint, createFailingStore, type FailingStore } from './failing-store.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Errors that a supervisor answers by starting the program anew. */
const PASSING: ReadonlySet<string> = new Set<ErrorCode | `SQLITE_${string}`>([
  'RPC_UNAVAILABLE',
  'RPC_NONSENSE',
  'RESPONSE_INCONSISTENT',
  'DATABASE_UNREACHABLE',
  'DATABASE_BUSY',
  'SQLITE_BUSY',
  'SQLITE_FULL',
])
const RESTART_MS = 3_000

/** The indexer as somebody runs it: started again whenever it ends, until told to stop. */
export type Supervised = {
  /** The database as it is now; null between two processes. */
  store(): Store | null
  /** Reads the books, whether a process runs or not. */
  reading<T>(work: (store: Store) => Promise<T>): Promise<T>
  database(): FailingStore | null
  /** The process ends at this place of its next transaction. */
  crashAt(point: CrashPoint): void
  kill(): void
  /** Asks the process to end, as SIGTERM does; it is started again. */
  restart(): void
  /** An error that nobody but an operator clears, once there is one. */
  halted(): unknown
  /** How often it ended, by why. */
  readonly ends: Map<string, number>
  /** Ends it for good; tells where the database is. */
  stop(): Promise<string>
}

export type SupervisedOptions = {
  readonly databases: Databases
  readonly config: Config
  readonly time: VirtualTime
  readonly random: Random
  readonly log: Log
}

export const supervise = async (url: string, options: SupervisedOptions): Promise<Supervised> => {
  const { databases, config, time, random, log } = options
  const ends = new Map<string, number>()
  let current: FailingStore | null = null
  let abort = new AbortController()
  let stopped = false
  let halted: unknown = null
  let file = url

  /** Why it ended, and whether it was killed. */
  const runOnce = async (): Promise<{ error: unknown; killed: boolean }> => {
    const inner = await time.outside(() => databases.open(file))
    const own = createFailingStore(inner, { file, time })
    current = own
    abort = new AbortController()
    const run = { store: own.store, config, log, clock: time.clock, once: false, signal: abort.signal }
    const error: unknown = await runIndexer(run).then(
      () => null,
      (failure: unknown) => failure,
    )
    file = own.file()
    current = null
    await time.outside(() => inner.close())
    return { error, killed: own.crashed() }
  }

  const keepRunning = async () => {
    while (!stopped) {
      const { error, killed } = await runOnce()
      const why = killed ? 'killed' : error === null ? 'stopped' : nameOf(error)
      ends.set(why, (ends.get(why) ?? 0) + 1)
      if (!killed && error !== null && !PASSING.has(why)) {
        halted = error
        return
      }
      if (!stopped) await time.sleep(1 + random.int(RESTART_MS))
    }
  }
  const done = keepRunning()

  return {
    store: () => (current && !current.crashed() ? current.store : null),
    reading: async (work) => {
      // Its files are taken over when it has ended.
      while (current?.crashed()) await time.sleep(1)
      if (current) return work(current.reader)
      const own = await time.outside(() => databases.openToRead(file))
      return time.outside(async () => {
        try {
          return await work(own)
        } finally {
          await own.close()
        }
      })
    },
    database: () => current,
    crashAt: (point) => current?.crashAt(point),
    kill: () => {
      current?.kill()
      abort.abort()
    },
    restart: () => abort.abort(),
    halted: () => halted,
    ends,
    stop: async () => {
      stopped = true
      abort.abort()
      await done
      return file
    },
  }
}

const nameOf = (error: unknown): string => String((error as { code?: unknown }).code ?? error)
