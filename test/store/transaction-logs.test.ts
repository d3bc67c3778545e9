import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { hasHash } from '../../src/store/hash-head.ts'
import { numberOf, packId, STAGING_SLOT, slotOf } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import {
  firstLog,
  firstTransaction,
  logsOfTransaction,
  transactionOfLog,
} from '../../src/store/read/transaction-logs.ts'
import type { Rows, Store } from '../../src/store/store.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { temporarySqlite } from '../simulation/books-of.ts'

// Two chains beside each other, and one that is being rebuilt, with transactions of one log to three, in blocks that leave some out.

let server: Postgres
let stores: Record<'sqlite' | 'postgres', Store>
const transactions: Rows['transactions'][] = []
const logs: Rows['logs'][] = []
const pairs: { readonly id: number; readonly transaction: number }[] = []
/** All hashes begin alike. */
const hashOf = (slot: number, n: number): Hex =>
  `0xabcdef01${slot.toString(16).padStart(4, '0')}${n.toString(16).padStart(52, '0')}`

for (const slot of [0, 1, STAGING_SLOT]) {
  let next = 1
  for (let n = 1; n <= 40; n++) {
    const blockId = packId(slot, 3 * Math.ceil(n / 2))
    const id = packId(slot, next)
    transactions.push({ id, blockId, txIndex: n, hash: hashOf(slot, n) })
    for (let i = 0; i <= n % 3; i++) {
      const body = Buffer.from([n])
      pairs.push({ id: packId(slot, next), transaction: id })
      logs.push({ id: packId(slot, next++), logIndex: i, emitterId: 1, body })
    }
  }
}

beforeAll(async () => {
  server = await startPostgres()
  stores = {
    sqlite: await temporarySqlite(),
    postgres: await openStore(await server.createDatabase(), { write: true }),
  }
  for (const store of Object.values(stores))
    await store.transaction(async (tx) => {
      await tx.insert('transactions', transactions)
      await tx.insert('logs', logs)
    })
}, 120_000)
afterAll(async () => {
  await stores?.sqlite.close()
  await stores?.postgres.close()
  await server?.stop()
})

test.each(['sqlite', 'postgres'] as const)('%s: a transaction has its own logs', async (dialect) => {
  const { read, tables } = stores[dialect]
  const { logs, transactions } = tables
  const columns = { id: logs.id, transaction: transactions.id }
  const found = await read((db) =>
    db.select(columns).from(transactions).innerJoin(logs, logsOfTransaction(tables)).orderBy(logs.id),
  )
  expect(found).toEqual(pairs)
  const back = await read((db) =>
    db.select(columns).from(logs).innerJoin(transactions, transactionOfLog(tables)).orderBy(logs.id),
  )
  expect(back).toEqual(pairs)
})

test.each(['sqlite', 'postgres'] as const)('%s: a block begins where the one before it ends', async (dialect) => {
  const { read, tables } = stores[dialect]
  await read(async (db) => {
    for (const slot of [0, 1, STAGING_SLOT])
      for (let block = 0; block <= 64; block++) {
        const own = transactions.find(({ id, blockId }) => slotOf(id) === slot && numberOf(blockId) >= block)
        const transaction = own?.id ?? transactions.findLast(({ id }) => slotOf(id) === slot)!.id + 1
        expect(await firstTransaction(db, tables, slot, block)).toBe(transaction)
        expect(await firstLog(db, tables, slot, block)).toBe(own?.id ?? packId(slot + 1, 0))
      }
    expect(await firstTransaction(db, tables, 2, 1)).toBe(packId(2, 1))
    expect(await firstLog(db, tables, 2, 1)).toBe(packId(3, 0))
  })
})

test.each(['sqlite', 'postgres'] as const)('%s: a hash is told from others that begin like it', async (dialect) => {
  const { read, tables } = stores[dialect]
  const { hash, id } = tables.transactions
  const found = (hashes: readonly Hex[]) =>
    read((db) => db.select({ id }).from(tables.transactions).where(hasHash(hash, hashes)).orderBy(id))
  const own = (slot: number, n: number) => transactions.find(({ hash }) => hash === hashOf(slot, n))!.id
  expect(await found([hashOf(1, 7)])).toEqual([{ id: own(1, 7) }])
  expect(await found([hashOf(1, 7), hashOf(0, 9), hashOf(2, 1)])).toEqual([{ id: own(0, 9) }, { id: own(1, 7) }])
  expect(await found([hashOf(2, 1)])).toEqual([])
})
