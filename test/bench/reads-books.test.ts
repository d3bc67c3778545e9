import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../bench/reads/books/world.ts'
import { writeBooks } from '../../bench/reads/books/write-books.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'

// Books for reading are written by statements, not by the fold: what is kept added up must be what its rows add up to.

const PAYOUTS = 4_000
const folder = mkdtempSync(join(tmpdir(), 'daybook-reads-'))
const file = join(folder, 'reads.db')
let store: Store

beforeAll(async () => {
  await writeBooks(file, { payouts: PAYOUTS, seed: 1 })
  store = await openStore(file, { write: false })
})
afterAll(async () => {
  await store?.close()
  rmSync(folder, { recursive: true })
})

type Key = 'accountId' | 'taskId' | 'datasetId' | 'tokenId'

/** Payouts one by one, added up by these columns. */
const addedUp = async (...keys: readonly Key[]): Promise<Map<string, { sum: bigint; count: number }>> => {
  const rows = await store.read(async (db) => await db.select().from(store.tables.payouts))
  const sums = new Map<string, { sum: bigint; count: number }>()
  for (const row of rows) {
    const key = keys.map((name) => row[name]).join(' ')
    const known = sums.get(key) ?? { sum: 0n, count: 0 }
    sums.set(key, { sum: known.sum + row.amount, count: known.count + 1 })
  }
  return sums
}

test('what is kept added up is what the payouts add up to', async () => {
  const {
    earnings,
    ledgerAccounts,
    contributors,
    tasks,
    datasetMoney,
    datasetEarnings,
    datasetContributors,
    marketMoney,
  } = store.tables
  const kept = await store.read(async (db) => ({
    earnings: await db.select().from(earnings),
    balances: await db.select().from(ledgerAccounts),
    contributors: await db.select().from(contributors),
    tasks: await db.select().from(tasks),
    datasetMoney: await db.select().from(datasetMoney),
    datasetEarnings: await db.select().from(datasetEarnings),
    datasetContributors: await db.select().from(datasetContributors),
    marketMoney: await db.select().from(marketMoney),
  }))
  const perPersonAndToken = await addedUp('accountId', 'tokenId')
  expect(
    new Map(kept.earnings.map((row) => [`${row.accountId} ${row.tokenId}`, { sum: row.settled, count: row.payouts }])),
  ).toEqual(perPersonAndToken)
  const sumsOf = (sums: ReadonlyMap<string, { sum: bigint }>) => new Map([...sums].map(([key, { sum }]) => [key, sum]))
  const countsOf = (sums: ReadonlyMap<string, { count: number }>) =>
    new Map([...sums].map(([key, { count }]) => [key, count]))
  expect(new Map(kept.balances.map((row) => [`${row.subjectId} ${row.tokenId}`, row.balance]))).toEqual(
    sumsOf(perPersonAndToken),
  )
  expect(new Map(kept.contributors.map((row) => [String(row.accountId), row.payouts]))).toEqual(
    countsOf(await addedUp('accountId')),
  )
  const perTask = await addedUp('taskId')
  for (const task of kept.tasks) {
    const paid = perTask.get(String(task.id)) ?? { sum: 0n, count: 0 }
    expect({ sum: task.paid, count: task.submissions }).toEqual(paid)
  }
  expect(new Map(kept.datasetMoney.map((row) => [`${row.datasetId} ${row.tokenId}`, row.paid]))).toEqual(
    sumsOf(await addedUp('datasetId', 'tokenId')),
  )
  expect(
    new Map(kept.datasetEarnings.map((row) => [`${row.datasetId} ${row.accountId} ${row.tokenId}`, row.earned])),
  ).toEqual(sumsOf(await addedUp('datasetId', 'accountId', 'tokenId')))
  expect(new Map(kept.datasetContributors.map((row) => [`${row.datasetId} ${row.accountId}`, row.accepted]))).toEqual(
    countsOf(await addedUp('datasetId', 'accountId')),
  )
  expect(new Map(kept.marketMoney.map((row) => [String(row.tokenId), row.paid]))).toEqual(
    sumsOf(await addedUp('tokenId')),
  )
})

test('everybody is there under the address that requests name, and is paid', async () => {
  const { accounts, contributors } = store.tables
  const [rows, paid] = await store.read(async (db) => [
    await db.select().from(accounts),
    await db.select().from(contributors),
  ])
  expect(rows.map(({ address }) => address)).toEqual(rows.map(({ id }) => addressOf(id - 1)))
  expect(paid).toHaveLength(rows.length)
  expect(rows.length).toBe(PAYOUTS / 4)
})

test('the file is whole, and has every table and index that the schema has', async () => {
  const empty = await openStore(join(folder, 'empty.db'), { write: true })
  const names = `select type, name, sql from sqlite_master where name not like 'sqlite_%' order by type, name`
  expect(await store.query(names)).toEqual(await empty.query(names))
  expect(await store.query('select * from pragma_integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(await store.query('select * from pragma_journal_mode')).toEqual([{ journal_mode: 'wal' }])
  await empty.close()
})
