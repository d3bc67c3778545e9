// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import '../api/one-graphql.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../src/api/server.ts'
import { createWitness } from '../../src/chain/evidence.ts'
import { systemClock } from '../../src/clock.ts'
import type { MarketConfig } from '../../src/config/config.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import type { Witness } from '../../src/proof/block-evidence.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'

/** An index of a chain, and servers over it that ask for evidence wherever a test wants. */
export type Shelf = {
  readonly store: Store
  /** The database's address. */
  readonly url: string
  /** Serves until `stop`; asks nodes at these URLs, or the witness given. */
  serve(evidence: readonly string[] | Witness | null): Promise<Ask>
  stop(): Promise<void>
}

/** The data of an answer that has no errors. */
export type Ask = (query: string, variables?: Record<string, unknown>) => Promise<any>

export type ShelfOptions = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly markets: readonly MarketConfig[]
  /** A file of its own when left out. */
  readonly database?: string
}

export const createShelf = async ({ rpcUrl, chainId, markets, database }: ShelfOptions): Promise<Shelf> => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-'))
  const url = database ?? join(folder, 'books.db')
  const chain = { id: chainId, name: 'local', rpc: [rpcUrl], finality: 'finalized', completeness: 'bloom' } as const
  const config = { name: 'test', database: url, chains: [{ ...chain, rpc: [rpcUrl] }], markets: [...markets] }
  const store = await openStore(url, { write: true })
  await runIndexer({ store, config, log: silentLog, clock: systemClock, once: true })
  const servers: { stop(): Promise<void> }[] = []

  const serve: Shelf['serve'] = async (evidence) => {
    const deps = { log: silentLog, clock: systemClock }
    const witness =
      typeof evidence === 'object' && evidence ? createWitness([{ id: chainId, rpc: evidence }], deps) : evidence
    const server = await startServer({
      ...{ store, name: 'test', host: '127.0.0.1', port: 0, log: silentLog, version: '0.0.0' },
      ...(witness === null ? {} : { witness }),
    })
    servers.push(server)
    return async (query, variables = {}) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query, variables }),
      })
      const answer = (await response.json()) as { data?: any; errors?: unknown }
      if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2))
      return answer.data
    }
  }
  return {
    store,
    url,
    serve,
    stop: async () => {
      for (const server of servers) await server.stop()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** All payouts, page after page. */
export const allPayouts = async (ask: Ask, selection: string): Promise<any[]> => {
  const found: any[] = []
  for (let after: string | null = null; ; ) {
    const { payouts } = await ask(
      `query ($after: String) { payouts(first: 20, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
      { after },
    )
    found.push(...payouts.nodes)
    if (!payouts.pageInfo.hasNextPage) return found
    after = payouts.pageInfo.endCursor
  }
}
