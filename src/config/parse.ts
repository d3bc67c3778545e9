import type { Hex } from '../domain/hex.ts'
import { crossCheck } from './checks.ts'
import type { ChainConfig, Config, KnownProtocol, MarketConfig } from './config.ts'
import { parseDatabase } from './database-url.ts'
import { applyEnvironment, type Environment, sourceName } from './environment.ts'
import { expandPresets, isLeftToPreset } from './presets.ts'
import { configInvalid, problemsOf } from './problems.ts'
import { configSchema, databaseSchema, type ParsedConfig } from './schema.ts'

export type ParseOptions = {
  /** What the value came from, for the error. */
  source: string
  /** `--database`. */
  database?: string
  env: Environment
  /** The protocols this program knows. */
  protocols: readonly KnownProtocol[]
}

/** Checks a configuration and fills in what it leaves out, or throws CONFIG_INVALID with every problem it has. */
export const parseConfig = (file: unknown, { source, protocols, ...overrides }: ParseOptions): Config => {
  const { value: written, names } = applyEnvironment(file, overrides)
  const value = expandPresets(written)
  const result = configSchema(protocols).safeParse(value)
  const issues = (result.error?.issues ?? []).filter((issue) => !isLeftToPreset(value, issue.path))
  const problems = [...problemsOf(issues, value), ...crossCheck(value, protocols)]
  if (!result.success || problems.length > 0) {
    throw configInvalid(
      source,
      problems.map((problem) => ({ ...problem, path: sourceName(problem.path, names) })),
    )
  }
  return normalise(result.data)
}

/** Name and database alone, with the same rules. */
export const parseDatabaseConfig = (
  file: unknown,
  { source, ...overrides }: Omit<ParseOptions, 'protocols'>,
): Pick<Config, 'name' | 'database' | 'api'> => {
  const { value, names } = applyEnvironment(file, overrides)
  const result = databaseSchema.safeParse(value)
  if (result.success) {
    const { name, database, api } = result.data
    return { name, database: parseDatabase(database)!, ...apiOf(api) }
  }
  const problems = problemsOf(result.error.issues, value)
  throw configInvalid(
    source,
    problems.map((problem) => ({ ...problem, path: sourceName(problem.path, names) })),
  )
}

const normalise = ({ name, database, chains, markets, metadata, api }: ParsedConfig): Config => {
  const startBlocks = new Map(chains.map((chain) => [chain.id, chain.startBlock]))
  return {
    name,
    database: parseDatabase(database)!,
    chains: chains.map(
      ({ id, name, rpc = [], finality, completeness, rangeBlocksMax, concurrency, pollMs, pace }): ChainConfig => ({
        id,
        name,
        rpc,
        finality,
        completeness,
        ...(rangeBlocksMax === undefined ? {} : { rangeBlocksMax }),
        ...(concurrency === undefined ? {} : { concurrency }),
        ...(pollMs === undefined ? {} : { pollMs }),
        ...(pace === undefined ? {} : { pace }),
      }),
    ),
    markets: markets.map(
      ({ protocol, chainId, address, startBlock, name, contracts, trustedAssessors }): MarketConfig => ({
        protocol,
        chainId,
        address: lower(address),
        startBlock: startBlock ?? startBlocks.get(chainId) ?? 0,
        name,
        ...(contracts === undefined ? {} : { contracts: lowerAll(contracts) }),
        ...(trustedAssessors === undefined ? {} : { trustedAssessors: trustedAssessors.map(lower) }),
      }),
    ),
    ...(metadata === undefined ? {} : { metadata }),
    ...apiOf(api),
  }
}

const apiOf = (api: ParsedConfig['api']): Pick<Config, 'api'> => {
  if (api === undefined) return {}
  const { pointsPerMinute, ...filled } = api
  return { api: { ...filled, ...(pointsPerMinute === undefined ? {} : { pointsPerMinute }) } }
}

const lower = (address: string): Hex => address.toLowerCase() as Hex

const lowerAll = (contracts: Record<string, string[]>): Record<string, Hex[]> =>
  Object.fromEntries(Object.entries(contracts).map(([role, addresses]) => [role, addresses.map(lower)]))
