import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Column, eq, getTableColumns } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { MarketConfig } from '../../src/config/config.ts'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import { type RecordTable, recordTables } from '../../src/store/digest.ts'
import { packId } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { playHuman } from '../protocols/human/e2e/play.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { auditOf } from './audit-of.ts'
import { playMarket } from './play-market.ts'

// Every table of records, every column of it: a value that is changed, a row that is taken away, a row that is slipped in. The digest
// finds each; the audit, which asks no node here, finds most, and the file beside this one lists what it does not.

const SEED = Number(process.env.SEED ?? 1)
const folder = mkdtempSync(join(tmpdir(), 'daybook-tampering-'))
type Row = Record<string, unknown> & { id: number }
type Scene = { readonly anvil: Anvil; readonly store: Store; readonly filled: ReadonlySet<RecordTable> }
const scenes: Scene[] = []

const index = async (name: string, anvil: Anvil, market: MarketConfig) => {
  const database = join(folder, `${name}.db`)
  const store = await openStore(database, { write: true })
  const chain = { id: market.chainId, name: 'local', rpc: [anvil.url] }
  const chains = [{ ...chain, finality: 'finalized' as const, completeness: 'linked' as const }]
  const config = { name: 'test', database, chains, markets: [market] }
  await runIndexer({ store, config, log: silentLog, clock: systemClock, once: true })
  const filled = new Set<RecordTable>()
  for (const table of recordTables) if ((await rowsOf(store, table)).length > 0) filled.add(table)
  scenes.push({ anvil, store, filled })
}

const rowsOf = (store: Store, table: RecordTable): Promise<Row[]> =>
  store.read(async (db) => (await db.select().from(store.tables[table]).orderBy(store.tables[table].id)) as Row[])

beforeAll(async () => {
  const { anvil, market } = await playMarket(1)
  await index('market', anvil, market)
  const other = await startAnvil({ impersonate: true, args: ['--prune-history', '64'] })
  const truth = await playHuman({ rpcUrl: other.url, seed: 1, generations: ['5'], travel: false })
  const contracts = Object.entries(truth.market.contracts).map(([role, list]) => [role, [...list]])
  await index('human', other, { ...truth.market, name: null, contracts: Object.fromEntries(contracts) })
}, 180_000)
afterAll(async () => {
  for (const { anvil, store } of scenes) await Promise.all([anvil.stop(), store.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** Another value of the same type. */
const changed = (value: unknown, column: Column): unknown => {
  if (value === null) {
    if (column.dataType === 'number') return 1
    return column.dataType === 'string' ? 'x' : column.columnType.includes('Custom') ? undefined : 'x'
  }
  if (typeof value === 'number' || typeof value === 'bigint') return typeof value === 'bigint' ? value + 1n : value + 1
  if (Buffer.isBuffer(value)) return Buffer.concat([value.subarray(0, -1), Buffer.of((value.at(-1) ?? 0) ^ 1)])
  const text = String(value)
  if (!/^0x([0-9a-f]{2})+$/.test(text)) return `${text}x`
  return text.slice(0, -1) + (text.endsWith('1') ? '2' : '1')
}

/** Does one thing to the database, looks, and undoes it; null when the database itself refuses. */
const tampered = async <T>(
  { store }: Scene,
  table: RecordTable,
  { remove, put }: { remove: Row | null; put: Row | null },
  look: () => Promise<T>,
): Promise<T | null> => {
  const of = store.tables[table]
  const swap = (out: Row | null, into: Row | null) =>
    store.transaction(async (tx) => {
      if (out) await tx.db.delete(of).where(eq(of.id, out.id))
      if (into) await tx.insert(table, [into as never])
    })
  try {
    await swap(remove, put)
  } catch {
    return null
  }
  try {
    return await look()
  } finally {
    await swap(put, remove)
  }
}

/** Whether the audit finds anything by what rows say, and whether by their digest. */
const findings = async ({ store }: Scene) => {
  const codes = (await auditOf(store, null)).findings.map(({ code }) => code)
  return { byRows: codes.some((code) => code !== 'DIGEST'), byDigest: codes.includes('DIGEST') }
}
const sceneOf = (table: RecordTable): Scene => scenes.find(({ filled }) => filled.has(table)) ?? scenes[0]!

test('untouched books have no finding, and their digest', async () => {
  for (const scene of scenes) {
    expect((await auditOf(scene.store, null)).findings).toEqual([])
  }
})

describe.each(recordTables)('%s', (table) => {
  test('a row that is gone, and one that never was', async () => {
    const scene = sceneOf(table)
    const rows = await rowsOf(scene.store, table)
    const random = createRandom(SEED)
    const columns = Object.entries(getTableColumns(scene.store.tables[table]))
    const blank = Object.fromEntries(
      columns.map(([name, { dataType, notNull }]) => [
        name,
        notNull ? (dataType === 'number' ? 1 : name === 'reason' ? 'MALFORMED' : 'x') : null,
      ]),
    )
    const last = rows.at(-1)
    const extra = { ...(last ?? blank), id: last ? last.id + 1 : packId(0, 1) } as Row
    // Unique columns would give it away to the database itself.
    for (const [name, column] of columns)
      if (/^(key|address|accountId|taskId|number|submissionId|ordinal)$/.test(name))
        extra[name] = changed(extra[name], column) ?? extra[name]
    const both = () => findings(scene)
    const found = { byRows: true, byDigest: true }
    const added = await tampered(scene, table, { remove: null, put: extra }, both)
    expect(added ?? 'refused', `SEED=${SEED}`).toEqual(added === null ? 'refused' : found)
    // A chain whose market is gone has no books at all.
    if (rows.length === 0 || table === 'markets') return
    const gone = await tampered(scene, table, { remove: random.pick(rows), put: null }, both)
    expect(gone, `SEED=${SEED}`).toEqual(found)
  })
})

/** How each column fares when one value of it, of any row, is changed. */
const tryColumn = async (
  scene: Scene,
  { table, name, random }: { table: RecordTable; name: string; random: Random },
): Promise<'audit' | 'digest' | 'refused'> => {
  const columns: Record<string, Column> = getTableColumns(scene.store.tables[table])
  const rows = await rowsOf(scene.store, table)
  for (let tries = 0; tries < 4; tries += 1) {
    const row = random.pick(rows)
    const value = changed(row[name], columns[name]!)
    if (value === undefined) continue
    const other = { ...row, [name]: value }
    const found = await tampered(scene, table, { remove: row, put: other }, () => findings(scene))
    if (found === null) continue
    expect(found.byDigest, `${table}.${name}, SEED=${SEED}`).toBe(true)
    return found.byRows ? 'audit' : 'digest'
  }
  return 'refused'
}

test('a changed value of any column', async () => {
  const random = createRandom(SEED)
  const only: string[] = []
  let byAudit = 0
  for (const table of recordTables) {
    const scene = sceneOf(table)
    if (!scene.filled.has(table)) continue
    for (const name of Object.keys(getTableColumns(scene.store.tables[table]))) {
      if (name === 'id') continue
      const found = await tryColumn(scene, { table, name, random })
      if (found === 'audit') byAudit += 1
      else only.push(`${table}.${name}${found === 'refused' ? ' (the database refuses it)' : ''}`)
    }
  }
  expect(byAudit).toBeGreaterThan(100)
  if (SEED === 1) await expect(`${only.join('\n')}\n`).toMatchFileSnapshot('found-by-digest-only.txt')
}, 600_000)
