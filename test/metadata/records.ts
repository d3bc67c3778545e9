import type { Hex } from '../../src/domain/hex.ts'
import { packId } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { startPostgres } from '../helpers/postgres.ts'
import { temporarySqlite } from '../simulation/books-of.ts'

export const engines = ['SQLite', 'PostgreSQL'] as const

/** Gives empty stores of one kind, and closes them all in the end. */
export const createStores = (engine: (typeof engines)[number]) => {
  const open: Store[] = []
  const server = engine === 'PostgreSQL' ? startPostgres() : null
  return {
    empty: async (): Promise<Store> => {
      const store =
        server === null
          ? await temporarySqlite()
          : await openStore(await (await server).createDatabase(), { write: true })
      open.push(store)
      return store
    },
    stop: async () => {
      for (const store of open) await store.close()
      await (await server)?.stop()
    },
  }
}

type Named = { readonly uri: string; readonly contentHash?: Hex | null }

/** What records name, each list in the order of its table. */
export type Naming = {
  readonly protocol?: string
  readonly tasks?: readonly Named[]
  readonly submissions?: readonly Named[]
  readonly datasets?: readonly Named[]
  readonly versions?: readonly Named[]
}

const ADDRESS: Hex = `0x${'11'.repeat(20)}`
const logged = { createdLog: 1, updatedLog: 1, createdAt: 1 }

/** Writes a chain with one market whose records name documents; again, to put others in their places. */
export const writeRecords = async (store: Store, naming: Naming, slot = 0): Promise<void> => {
  const { tables } = store
  const id = (n: number) => packId(slot, n + 1)
  const marketId = id(0)
  await store.transaction(async (tx) => {
    const { db } = tx
    for (const table of ['tasks', 'submissions', 'datasets', 'datasetVersions', 'markets'] as const)
      await tx.deleteAbove(table, slot, 0)
    await db
      .insert(tables.chains)
      .values({
        ...{ id: 1 + slot, slot, name: 'test', startBlock: 0, deployment: 'x', finality: 'x', completeness: 'bloom' },
      })
      .onConflictDoNothing()
    const counts = { tasks: 0, submissions: 0, acceptedSubmissions: 0, contributors: 0, posters: 0, datasets: 0 }
    await db.insert(tables.markets).values({
      ...{ id: marketId, protocol: naming.protocol ?? 'datamarket', address: ADDRESS, startBlock: 0, ...counts },
      ...{ payouts: 0, unmatchedPayouts: 0, purchases: 0 },
    })
    const nothing = { budget: 0n, paid: 0n, fees: 0n, refunded: 0n, withdrawn: 0n }
    const none = { submissions: 0, accepted: 0, paidSubmissions: 0, contributors: 0 }
    const tasks = (naming.tasks ?? []).map(({ uri }, n) => ({
      ...{ id: id(n), marketId, key: String(n + 1), tokenId: 1, uri, status: 1, funded: 0, ...nothing, ...none },
      ...{ ...logged, updatedAt: 1 },
    }))
    const submissions = (naming.submissions ?? []).map(({ uri, contentHash = null }, n) => ({
      ...{ id: id(n), marketId, key: String(n + 1), uri, contentHash, status: 0, settled: 0, payouts: 0, ...logged },
    }))
    const datasets = (naming.datasets ?? [{ uri: '' }]).map(({ uri, contentHash = null }, n) => ({
      ...{ id: id(n), marketId, key: String(n + 1), publisherId: 1, status: 1, uri, contentHash, versions: 0 },
      ...{ contributors: 0, purchases: 0, buyers: 0, ...logged, updatedAt: 1 },
    }))
    const versions = (naming.versions ?? []).map(({ uri, contentHash = null }, n) => ({
      ...{ id: id(n), datasetId: id(0), number: n + 1, uri, contentHash, contributions: 0, contributors: 0, ...logged },
    }))
    const insert = async <R>(rows: readonly R[], into: (rows: R[]) => PromiseLike<unknown>) => {
      for (let at = 0; at < rows.length; at += 500) await into(rows.slice(at, at + 500))
    }
    await insert(tasks, (rows) => db.insert(tables.tasks).values(rows))
    await insert(submissions, (rows) => db.insert(tables.submissions).values(rows))
    await insert(datasets, (rows) => db.insert(tables.datasets).values(rows))
    await insert(versions, (rows) => db.insert(tables.datasetVersions).values(rows))
  })
}
