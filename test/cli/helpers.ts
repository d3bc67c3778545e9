import type { Parts, Surroundings } from '../../src/cli/parts.ts'
import { run } from '../../src/cli/program.ts'
import type { Clock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import type { Store } from '../../src/store/store.ts'

/** Collects what is written. */
export const anOutput = (isTTY = false, columns = 200) => {
  const chunks: string[] = []
  return { isTTY, columns, write: (text: string) => chunks.push(text), text: () => chunks.join(''), chunks }
}

export const aClock = (startMs = 0) => {
  let ms = startMs
  const clock: Clock & { advance(by: number): void } = {
    now: () => ms,
    sleep: async (by) => {
      ms += by
    },
    advance: (by) => {
      ms += by
    },
  }
  return clock
}

export const aStore = (over: Partial<Store> = {}): Store => ({
  dialect: 'sqlite',
  tables: {} as Store['tables'],
  transaction: () => Promise.reject(new Error('not expected')),
  read: () => Promise.reject(new Error('not expected')),
  version: () => null,
  query: async () => [],
  size: async () => 0,
  backup: async () => {},
  close: async () => {},
  ...over,
})

const unexpected = (name: string) => () => Promise.reject(new Error(`${name} was not expected`))

const someParts = (over: Partial<Parts> = {}): Parts => ({
  openStore: unexpected('openStore'),
  migrateStore: unexpected('migrateStore'),
  runIndexer: unexpected('runIndexer'),
  runDocuments: async () => {},
  refold: unexpected('refold'),
  verifyChain: unexpected('verifyChain'),
  resolveChain: unexpected('resolveChain'),
  startServer: unexpected('startServer'),
  digestAt: unexpected('digestAt'),
  runDemo: unexpected('runDemo'),
  supervise: unexpected('supervise'),
  createLog: () => silentLog,
  protocols: async () => [{ name: 'datamarket', roles: [] }],
  ...over,
})

/** Runs a command line with stand-ins, and tells all that came of it. */
export const runWith = async (
  argv: readonly string[],
  parts: Partial<Parts> = {},
  around: Partial<Surroundings> = {},
): Promise<{ code: number; out: string; err: string }> => {
  const [stdout, stderr] = [anOutput(), anOutput()]
  const code = await run(argv, someParts(parts), {
    clock: aClock(),
    env: {},
    folder: '/nowhere',
    stdout,
    stderr,
    version: '1.2.3',
    signal: new AbortController().signal,
    ...around,
  })
  return { code, out: stdout.text(), err: stderr.text() }
}

export const address = `0x${'11'.repeat(20)}` as const

/** A configuration file's content with one chain and one market. */
export const aConfigFile = (over: object = {}) =>
  JSON.stringify({
    chains: [{ id: 31337, name: 'local', rpc: ['http://127.0.0.1:1/secretkey'] }],
    markets: [{ protocol: 'datamarket', chainId: 31337, address }],
    ...over,
  })
