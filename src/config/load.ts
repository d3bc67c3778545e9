import { relative } from 'node:path'
import { DaybookError } from '../errors.ts'
import type { Config, KnownProtocol } from './config.ts'
import { type Environment, variable } from './environment.ts'
import { CONFIG_FILES, findConfigFile, readConfigFile } from './file.ts'
import { parseConfig, parseDatabaseConfig } from './parse.ts'

export type LoadOptions = {
  /** `--config`. */
  file?: string
  /** `--database`. */
  database?: string
  folder: string
  env: Environment
  protocols: readonly KnownProtocol[]
}

/** The configuration of a command that needs chains and markets. */
export const loadConfig = async ({ file, folder, ...options }: LoadOptions): Promise<Config> => {
  const path = findConfigFile(folder, file)
  if (path === null) throw nothingFound(folder)
  return parseConfig(await readConfigFile(path), { ...options, source: relative(folder, path) })
}

/** What a command needs that only reads a database; without a file, when the database is named otherwise. */
export const loadDatabase = async ({
  file,
  folder,
  database,
  env,
}: LoadOptions): Promise<Pick<Config, 'name' | 'database' | 'api'>> => {
  const path = findConfigFile(folder, file)
  const overrides = { env, ...(database === undefined ? {} : { database }) }
  if (path !== null)
    return parseDatabaseConfig(await readConfigFile(path), { ...overrides, source: relative(folder, path) })
  if (database === undefined && variable(env, 'DATABASE_URL') === undefined) throw nothingFound(folder)
  return parseDatabaseConfig({}, { ...overrides, source: database === undefined ? 'environment' : 'command line' })
}

const nothingFound = (folder: string): DaybookError => {
  const expected = `expected ${CONFIG_FILES.join(' or ')} there, or --config FILE`
  return new DaybookError('CONFIG_INVALID', `There is no configuration in ${folder}; ${expected}.`)
}
