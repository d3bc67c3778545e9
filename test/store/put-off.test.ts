import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { countPutOff, makeIndices, putOffIndices, withoutIndices } from '../../src/store/put-off.ts'
import type { Store } from '../../src/store/store.ts'
import { bothStores } from '../helpers/both-stores.ts'

// Indices go and come back as the definition of the tables has them, whenever the work in between ends.

const stores = bothStores()

const indicesOf = (store: Store): Promise<readonly Record<string, unknown>[]> =>
  store.query(
    store.dialect === 'sqlite'
      ? `select name, sql from sqlite_schema where type = 'index' and sql is not null order by name`
      : `select indexname as name, indexdef as sql from pg_indexes where schemaname = 'public' order by 1`,
  )
const isUnique = ({ sql: text }: Record<string, unknown>): boolean => /^create unique/i.test(String(text))

test.each(['sqlite', 'postgres'] as const)('%s: what is put off is made again as it was', async (dialect) => {
  const store = stores[dialect]
  const before = await indicesOf(store)
  const quickening = before.filter((index) => !isUnique(index)).length
  expect(quickening).toBeGreaterThan(50)

  await store.transaction((tx) => putOffIndices(tx, store))
  const kept = await indicesOf(store)
  // Those of the indexer's own books stay, and so does all that holds rows apart.
  expect(kept.filter(isUnique)).toEqual(before.filter(isUnique))
  const putOff = await countPutOff(store)
  expect(putOff).toBe(before.length - kept.length)
  expect(kept.map(({ name }) => name)).toContain('undo_block')
  expect(kept.map(({ name }) => name)).not.toContain('payouts_task')

  // A second time there is nothing left to put off, and nothing is on record twice.
  await store.transaction((tx) => putOffIndices(tx, store))
  expect(await countPutOff(store)).toBe(putOff)

  expect(await makeIndices(store)).toBe(putOff)
  expect(await indicesOf(store)).toEqual(before)
  expect(await countPutOff(store)).toBe(0)
  expect(await makeIndices(store)).toBe(0)
})

test.each(['sqlite', 'postgres'] as const)('%s: what fails leaves indices and record as they were', async (dialect) => {
  const store = stores[dialect]
  const before = await indicesOf(store)
  const failing = store.transaction(async (tx) => {
    await putOffIndices(tx, store)
    throw new Error('killed')
  })
  await expect(failing).rejects.toThrow('killed')
  expect(await indicesOf(store)).toEqual(before)
  expect(await countPutOff(store)).toBe(0)

  await store.transaction((tx) => putOffIndices(tx, store))
  const putOff = await countPutOff(store)
  // One that cannot be made stays on record with those after it; the others are made, and none is lost.
  const { indicesPutOff } = store.tables
  const [third] = (await store.read((db) => db.select().from(indicesPutOff).orderBy(indicesPutOff.id))).slice(2)
  const broken = { definition: 'create index "broken" on "nowhere" ("nothing")' }
  const isThird = sql`${indicesPutOff.id} = ${third!.id}`
  await store.transaction((tx) => tx.db.update(indicesPutOff).set(broken).where(isThird) as unknown as Promise<void>)
  await expect(makeIndices(store)).rejects.toThrow(/nowhere/)
  expect(await countPutOff(store)).toBe(putOff)
  await store.transaction((tx) => tx.db.update(indicesPutOff).set(third!).where(isThird) as unknown as Promise<void>)
  expect(await makeIndices(store)).toBe(putOff)
  expect(await indicesOf(store)).toEqual(before)
})

test.each(['sqlite', 'postgres'] as const)(
  '%s: a signal stops between two, and the rest is made later',
  async (dialect) => {
    const store = stores[dialect]
    const before = await indicesOf(store)
    await store.transaction((tx) => putOffIndices(tx, store))
    const putOff = await countPutOff(store)
    expect(await makeIndices(store, AbortSignal.abort())).toBe(0)
    expect(await countPutOff(store)).toBe(putOff)
    await makeIndices(store)
    expect(await indicesOf(store)).toEqual(before)
  },
)

test('work within one transaction has none on SQLite, and all on PostgreSQL, whose readers would wait', async () => {
  for (const store of Object.values(stores)) {
    const before = await indicesOf(store)
    const during = await store.transaction((tx) => withoutIndices(tx, store, () => tx.indicesOf('payouts')))
    expect(during.length > 0).toBe(store.dialect === 'postgres')
    expect(await indicesOf(store)).toEqual(before)
  }
})
