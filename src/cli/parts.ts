import type { Clock } from '../clock.ts'
import type { ApiConfig, ChainConfig, Config, KnownProtocol, MetadataConfig } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'
import type { Hex } from '../domain/hex.ts'
import type { Parting, ResolveOptions } from '../indexer/resolve.ts'
import type { Verified, VerifyOptions } from '../indexer/verify.ts'
import type { Log, LogLevel } from '../log.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Supervise } from './supervise.ts'

/** How far one chain is, told about once a second. */
export type ProgressReport = {
  chainId: number
  phase: string
  /** Null before the first. */
  block: number | null
  finalized: number | null
  head: number | null
  /** Read in this run. */
  events: number
  eventsPerSecond: number
  blocksPerSecond: number
}

/** Where a command writes: the terminal, a pipe, or a test. */
export type Output = {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export type IndexerOptions = {
  store: Store
  config: Config
  log: Log
  clock: Clock
  once: boolean
  toBlock: number | undefined
  signal: AbortSignal
  onProgress: (report: ProgressReport) => void
}

export type DocumentOptions = Pick<IndexerOptions, 'store' | 'log' | 'clock' | 'once' | 'signal'> & {
  rules: MetadataConfig | undefined
}

export type ServerOptions = {
  store: Store
  name: string
  host: string
  port: number
  log: Log
  version: string
  limits?: ApiConfig
  /** Whose nodes are asked for what proves a payout. */
  chains?: readonly ChainConfig[]
}
export type RunningServer = { url: string; stop(): Promise<void> }

export type DemoOptions = {
  port: number
  host: string
  seed: number
  once: boolean
  json: boolean
  log: Log
  signal: AbortSignal
}

export type Digest = { blockNumber: number; blockHash: Hex | null; digest: Hex; algorithm: string }

/**
 * Everything the commands call. main.ts gives the real parts, each loaded when first used, so that `--help` is quick and the
 * supervisor never loads a database driver; tests give stand-ins.
 */
export type Parts = {
  openStore(url: string, options: { write: boolean }): Promise<Store>
  migrateStore(url: string): Promise<{ applied: number }>
  runIndexer(options: IndexerOptions): Promise<void>
  /** Fetches the documents that records point at; returns at once when the configuration does not ask for it. */
  runDocuments(options: DocumentOptions): Promise<void>
  refold(options: Pick<IndexerOptions, 'store' | 'config' | 'log' | 'signal' | 'onProgress'>): Promise<void>
  verifyChain(options: VerifyOptions): Promise<Verified>
  resolveChain(options: ResolveOptions): Promise<Parting | null>
  startServer(options: ServerOptions): Promise<RunningServer>
  digestAt(db: Db, tables: Tables, chainId: number, block?: number): Promise<Digest | null>
  /** Tells the exit code; undefined when all is well. */
  runDemo(options: DemoOptions): Promise<number | undefined>
  supervise: Supervise
  createLog(level: LogLevel): Log
  /** The protocols this program knows, and the roles that a configuration may give contracts in them. */
  protocols(): Promise<readonly KnownProtocol[]>
}

/** The world around the program. */
export type Surroundings = {
  clock: Clock
  env: Environment
  folder: string
  stdout: Output
  stderr: Output
  version: string
  /** Aborted when the program is asked to stop. */
  signal: AbortSignal
}
