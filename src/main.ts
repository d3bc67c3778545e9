import { EXIT } from './cli/exit.ts'
import type { Parts, Surroundings } from './cli/parts.ts'
import { report, run } from './cli/program.ts'
import { listenForSignals } from './cli/signals.ts'
import { supervise } from './cli/supervise.ts'
import { readVersion } from './cli/version.ts'
import { systemClock } from './clock.ts'
import { createLog } from './log.ts'

/** The real parts, each loaded when first used. */
const parts: Parts = {
  openStore: async (...given) => (await import('./store/open.ts')).openStore(...given),
  migrateStore: async (...given) => (await import('./store/open.ts')).migrateStore(...given),
  runIndexer: async (options) => {
    const { mendApart } = await import('./indexer/mend-apart.ts')
    return (await import('./indexer/run.ts')).runIndexer({ ...options, mend: mendApart(options.config.database) })
  },
  runDocuments: async (...given) => (await import('./metadata/run.ts')).runDocuments(...given),
  refold: async (...given) => (await import('./indexer/refold.ts')).refold(...given),
  verifyChain: async (...given) => (await import('./indexer/verify.ts')).verifyChain(...given),
  resolveChain: async (...given) => (await import('./indexer/resolve.ts')).resolveChain(...given),
  startServer: async ({ chains = [], ...options }) => {
    const { startServer } = await import('./api/server.ts')
    if (chains.length === 0) return startServer(options)
    const { createWitness } = await import('./chain/evidence.ts')
    return startServer({ ...options, witness: createWitness(chains, { log: options.log, clock: systemClock }) })
  },
  digestAt: async (...given) => (await import('./store/digest.ts')).digestAt(...given),
  runDemo: async (...given) => (await import('./demo/demo.ts')).runDemo(...given),
  protocols: async () => (await import('./cli/known-protocols.ts')).knownProtocols,
  supervise,
  createLog,
}

// `daybook query … | head` closes the pipe when it has enough: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const stop = new AbortController()
listenForSignals(stop)

const argv = process.argv.slice(2)
const around: Surroundings = {
  clock: systemClock,
  env: process.env,
  folder: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  version: readVersion(),
  signal: stop.signal,
}
// A failure that no command waited for is told like any other, without a stack that may hold a URL.
process.on('uncaughtException', (error) => process.exit(report(error, argv, around) || EXIT.failed))

const code = await run(argv, parts, around)

// A connection left open somewhere must not keep a finished command alive; what is written goes out first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
