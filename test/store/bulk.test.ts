import { expect, test } from 'vitest'
import type { Rows } from '../../src/store/store.ts'
import { bothStores } from '../helpers/both-stores.ts'

// Few rows and many go different ways into PostgreSQL: both must come back as they went in.

const stores = bothStores()

const texts = [
  '',
  'plain',
  'tab\tand\nline\r\\N \\. "quotes" \'',
  '\\x00',
  'é\u2028😀',
  '\\.',
  '\b\f\v',
  'null',
  '{a,"b"}',
]
const amounts = [0n, 1n, -1n, 255n, 256n, 2n ** 64n - 1n, 2n ** 64n, -(2n ** 300n), 2n ** 300n]

const rewardOf = (n: number): Rows['rewards'] => ({
  id: n,
  marketId: 1,
  key: `${texts[n % texts.length]}#${n}`,
  accountId: n % 7,
  tokenId: 2 ** 44 * 3 + n,
  amount: amounts[n % amounts.length]!,
  settled: amounts[(n + 1) % amounts.length]!,
  forfeited: 0n,
  state: n % 3,
  forfeitReason: n % 2 === 0 ? null : 4,
  escrowed: 1,
  taskId: n % 5 === 0 ? null : n,
  submissionId: null,
  datasetId: null,
  createdLog: n,
  updatedLog: n,
  createdAt: 1_700_000_000,
})
const logOf = (n: number): Rows['logs'] => ({
  id: n,
  logIndex: n % 256,
  emitterId: 1,
  body: Buffer.from(Array.from({ length: n % 9 }, (_, at) => (n * 31 + at) % 256)),
})
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

test.each(['sqlite', 'postgres'] as const)('%s: few rows and many come back as they were', async (dialect) => {
  const store = stores[dialect]
  const { rewards, logs } = store.tables
  const all = async () =>
    store.read(async (db) => ({
      rewards: await db.select().from(rewards).orderBy(rewards.id),
      logs: await db.select().from(logs).orderBy(logs.id),
    }))
  for (const count of [3, 1_500]) {
    const [made, told] = [numbers(count).map(rewardOf), numbers(count).map(logOf)]
    await store.transaction(async (tx) => {
      await tx.insert('rewards', made)
      await tx.insert('logs', told)
    })
    expect(await all()).toEqual({ rewards: made, logs: told })

    const some = made.filter((_, at) => at % 2 === 0)
    const keys = some.map(({ marketId, key, tokenId }) => [marketId, key, tokenId])
    const found = (slot: number) =>
      store.transaction((tx) => tx.find('rewards', ['marketId', 'key', 'tokenId'], [...keys, [1, 'none', 1]], slot))
    expect((await found(0)).toSorted((a, b) => a.id - b.id)).toEqual(some)
    expect(await found(1)).toEqual([])

    const changed = made.map((row) => ({ ...row, key: `${row.key}\t\\`, amount: -row.amount, taskId: null }))
    await store.transaction((tx) => tx.replace('rewards', changed))
    const missing = store.transaction((tx) => tx.replace('rewards', [...made, rewardOf(count + 1)]))
    await expect(missing).rejects.toMatchObject({ code: 'INVARIANT' })
    await store.transaction((tx) => tx.replace('rewards', changed))
    expect((await all()).rewards).toEqual(changed)
    // Each in another way, the fourth not at all; what is said to have been there is what tells them apart.
    const again = changed.map((row, i) => ({
      ...row,
      ...(i % 4 < 3 ? { amount: row.amount * 2n } : {}),
      ...(i % 4 === 1 ? { key: `${row.key}!` } : {}),
      ...(i % 4 === 2 ? { taskId: i } : {}),
    }))
    await store.transaction((tx) => tx.replace('rewards', again, changed))
    expect((await all()).rewards).toEqual(again)
    const nowhere = { ...again[0]!, id: 10_000 }
    const absent = store.transaction((tx) => tx.replace('rewards', [{ ...nowhere, amount: 1n }], [nowhere]))
    await expect(absent).rejects.toMatchObject({ code: 'INVARIANT' })

    await store.transaction(async (tx) => {
      await tx.deleteAbove('rewards', 0, 0)
      await tx.deleteAbove('logs', 0, 0)
    })
  }
})

test('a transaction that fails leaves nothing of what it copied', async () => {
  const { postgres } = stores
  const work = postgres.transaction(async (tx) => {
    await tx.insert('rewards', numbers(1_500).map(rewardOf))
    await tx.insert('rewards', numbers(1_500).map(rewardOf))
  })
  await expect(work).rejects.toThrow('rewards_pkey')
  expect(await postgres.read((db) => db.select().from(postgres.tables.rewards))).toEqual([])
})

test.each(['sqlite', 'postgres'] as const)(
  '%s: rows that a table numbers itself are numbered in order',
  async (dialect) => {
    const store = stores[dialect]
    const { undo } = store.tables
    for (const count of [3, 250]) {
      const rows = numbers(count).map((n) => ({
        blockId: n,
        table: 'rewards',
        rows: `${texts[n % texts.length]!}#${n}`,
      }))
      await store.transaction(async (tx) => {
        await tx.db.delete(undo)
        await tx.append('undo', rows)
      })
      const found = await store.read((db) => db.select().from(undo).orderBy(undo.id))
      expect(found.map(({ id: _, ...row }) => row)).toEqual(rows)
      expect(found.map(({ id }) => id)).toEqual(numbers(count).map((n) => found[0]!.id + n - 1))
    }
  },
)
