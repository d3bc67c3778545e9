import type { Config } from '../config/config.ts'
import { variable } from '../config/environment.ts'
import { type LoadOptions, loadConfig, loadDatabase } from '../config/load.ts'
import { DaybookError } from '../errors.ts'
import { type Log, type LogLevel, logLevels } from '../log.ts'
import type { Store } from '../store/store.ts'
import type { Parts, Surroundings } from './parts.ts'
import { createSafeLog } from './safe-log.ts'

/** Options that every command takes. */
export type GlobalOptions = { config?: string; database?: string; json?: boolean; logLevel?: LogLevel }

/** What a command is given to work with. */
export type Context = Surroundings & {
  readonly parts: Parts
  readonly json: boolean
  readonly options: GlobalOptions
  readonly logLevel: LogLevel
  readonly log: Log
  /** A line of the answer, on stdout. */
  print(line: string): void
  /** The whole configuration, checked. */
  loadConfig(): Promise<Config>
  /** Only the database, for commands that need no chain. */
  loadDatabase(): Promise<Pick<Config, 'name' | 'database' | 'api'>>
}

const logLevelOf = (options: GlobalOptions, env: Surroundings['env']): LogLevel => {
  const level = options.logLevel ?? variable(env, 'LOG_LEVEL') ?? 'info'
  if ((logLevels as readonly string[]).includes(level)) return level as LogLevel
  throw new DaybookError('USAGE', `LOG_LEVEL: found ${JSON.stringify(level)}, expected one of ${logLevels.join(', ')}.`)
}

export const createContext = (parts: Parts, around: Surroundings, options: GlobalOptions): Context => {
  const logLevel = logLevelOf(options, around.env)
  const loading = async (): Promise<LoadOptions> => ({
    ...(options.config === undefined ? {} : { file: options.config }),
    ...(options.database === undefined ? {} : { database: options.database }),
    folder: around.folder,
    env: around.env,
    protocols: await parts.protocols(),
  })
  return {
    ...around,
    parts,
    options,
    json: options.json ?? false,
    logLevel,
    log: createSafeLog(parts.createLog(logLevel)),
    print: (line) => around.stdout.write(`${line}\n`),
    loadConfig: async () => loadConfig(await loading()),
    loadDatabase: async () => loadDatabase(await loading()),
  }
}

/** Opens a database for the length of `work`. */
export const withStore = async <T>(
  { parts }: Context,
  database: string,
  { write }: { write: boolean },
  work: (store: Store) => Promise<T>,
): Promise<T> => {
  const store = await parts.openStore(database, { write })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
