import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, getTableColumns } from 'drizzle-orm'
import type { Config } from '../../src/config/config.ts'
import type { Block } from '../../src/domain/block.ts'
import { openPlace, recordedParts } from '../../src/indexer/chain-place.ts'
import { createContracts } from '../../src/indexer/contracts.ts'
import { createWriter, type Writer } from '../../src/indexer/writer.ts'
import { canonicalRow, recordTables } from '../../src/store/digest.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { MARKET } from './chaos-market.ts'

export const CHAIN_ID = 31337
export const config = (database: string, chain: Partial<Config['chains'][number]> = {}): Config => ({
  name: 'test',
  database,
  chains: [
    { id: CHAIN_ID, name: 'test', rpc: ['http://127.0.0.1:1'], finality: 'finalized', completeness: 'bloom', ...chain },
  ],
  markets: [{ protocol: 'datamarket', chainId: CHAIN_ID, address: MARKET, startBlock: 1, name: 'Chaos' }],
})

/** A store in a temporary folder that goes with it. */
export const temporarySqlite = async (): Promise<Store> => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-'))
  const store = await openStore(join(folder, 'books.db'), { write: true })
  const close = store.close
  return {
    ...store,
    close: async () => {
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const openWriter = async (store: Store, memory: { recentRowsMax?: number } = {}): Promise<Writer> => {
  const { chains, markets } = config('')
  const place = await openPlace(store, chains[0]!, markets)
  const contracts = createContracts(await recordedParts(store, place))
  const ask = async (calls: readonly unknown[]) => calls.map(() => null)
  return createWriter(store, place, { now: () => 0, contracts, ask, ...memory })
}

/** Enters blocks as final history, in steps of so many blocks. */
export const enterHistory = async (writer: Writer, blocks: readonly Block[], step: number): Promise<void> => {
  const head = blocks.at(-1)!.number
  for (let at = 0; at < blocks.length; at += step) {
    const part = blocks.slice(at, at + step)
    const through = part.at(-1)!
    await writer.history({
      type: 'history',
      blocks: part.filter((block) => block.logs.length > 0),
      through,
      levels: [{ from: part[0]!.number, to: through.number, level: 'BLOOM_CONSISTENT' }],
      open: [],
      finalized: head,
      head,
    })
  }
}

/** Every record, in canonical form, by table and in order: two databases of the same chain must be equal in this. */
export const dump = (store: Store): Promise<Record<string, string[]>> =>
  store.read(async (db) => {
    const tables: Record<string, string[]> = {}
    for (const name of recordTables) {
      const table = store.tables[name]
      const columns = Object.keys(getTableColumns(table))
      const rows = await db.select().from(table).orderBy(asc(table.id))
      tables[name] = rows.map((row) => canonicalRow(name, columns, row))
    }
    return tables
  })
