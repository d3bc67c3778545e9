// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import '../../api/one-graphql.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../../src/api/server.ts'
import { systemClock } from '../../../src/clock.ts'
import type { Config, MarketConfig } from '../../../src/config/config.ts'
import { runIndexer } from '../../../src/indexer/run.ts'
import { silentLog } from '../../../src/log.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { auditOf } from '../../audit/audit-of.ts'

/** A chain indexed to its head, and asked as anybody would ask. */
export type Indexed = {
  readonly store: Store
  readonly config: Config
  /** The data of an answer that has no errors. */
  data(query: string, variables?: Record<string, unknown>): Promise<any>
  /** All nodes of a connection of the root, page after page. */
  all(field: string, selection: string, pageSize?: number): Promise<any[]>
  /** What `daybook audit` finds: nothing, where books and chain agree. */
  audit(): Promise<readonly unknown[]>
  stop(): Promise<void>
}

export type IndexOptions = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly markets: readonly MarketConfig[]
  /** A file of its own when left out. */
  readonly database?: string
  readonly rangeBlocksMax?: number
}

/** Indexes a chain as `daybook index --once` does, and serves it. */
export const indexChain = async ({
  rpcUrl,
  chainId,
  markets,
  database,
  rangeBlocksMax,
}: IndexOptions): Promise<Indexed> => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-'))
  const url = database ?? join(folder, 'books.db')
  const config: Config = {
    name: 'test',
    database: url,
    chains: [
      {
        id: chainId,
        name: 'local',
        rpc: [rpcUrl],
        finality: 'finalized',
        completeness: 'bloom',
        ...(rangeBlocksMax === undefined ? {} : { rangeBlocksMax }),
      },
    ],
    markets: [...markets],
  }
  const store = await openStore(url, { write: true })
  await runIndexer({ store, config, log: silentLog, clock: systemClock, once: true })
  const server = await startServer({
    store,
    name: 'test',
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    version: '0.0.0',
  })

  const data: Indexed['data'] = async (query, variables = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as { data?: any; errors?: unknown }
    if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2))
    return answer.data
  }
  const all: Indexed['all'] = async (field, selection, pageSize = 100) => {
    const nodes: any[] = []
    for (let after: string | null = null; ; ) {
      const page: any = await data(
        `query ($after: String) { ${field}(first: ${pageSize}, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
      nodes.push(...page[field].nodes)
      if (!page[field].pageInfo.hasNextPage) return nodes
      after = page[field].pageInfo.endCursor
    }
  }
  const audit: Indexed['audit'] = async () => {
    const { findings, silent } = await auditOf(store, rpcUrl)
    return [...findings, ...silent]
  }
  return {
    store,
    config,
    data,
    all,
    audit,
    stop: async () => {
      await server.stop()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
