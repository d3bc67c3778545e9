import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHAIN_ID, type DemoChain } from './chain.ts'

/** A folder for one run of the demo, with the database in it. */
export type Workspace = {
  readonly folder: string
  readonly database: string
  readonly configFile: string
  /** The environment of the processes that index and serve. */
  env(chain: DemoChain): NodeJS.ProcessEnv
  configure(chain: DemoChain): Promise<void>
  remove(): void
}

/** How long the indexer waits between two looks at a chain with a block a second. */
const POLL_MS = 250

export const createWorkspace = async (): Promise<Workspace> => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-demo-'))
  const database = `sqlite:${join(folder, 'daybook.db')}`
  const configFile = join(folder, 'daybook.config.json')
  const remove = () => {
    process.off('exit', remove)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  // Whatever ends the program, nothing of the demo stays behind.
  process.once('exit', remove)
  return {
    folder,
    database,
    configFile,
    remove,
    // These two win over the file, and the user's own may name a real database and a real chain.
    env: ({ anvil }) => ({ ...process.env, DATABASE_URL: database, [`RPC_URL_${CHAIN_ID}`]: anvil.url }),
    configure: (chain) => writeFile(configFile, `${JSON.stringify(configOf(database, chain), null, 2)}\n`),
  }
}

/** What a user would write for this chain. */
const configOf = (database: string, { anvil, addresses, startBlock }: DemoChain) => ({
  name: 'Daybook demo',
  database,
  chains: [{ id: CHAIN_ID, name: 'demo', rpc: [anvil.url], finality: 'finalized', pollMs: POLL_MS }],
  markets: [{ protocol: 'datamarket', chainId: CHAIN_ID, address: addresses.market, startBlock, name: 'Demo market' }],
})
