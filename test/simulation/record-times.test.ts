import { getTableColumns, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { recordTables } from '../../src/store/digest.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, temporarySqlite } from './books-of.ts'
import { createTruthfulOracle } from './factory-answers.ts'
import { factoryConfig, mineFactories } from './factory-chain.ts'
import { indexWith } from './factory-live.ts'
import { indexOnce, mineChaos } from './live.ts'
import { createRandom } from './random.ts'

// The API shows the time that a record holds as that of the record's log, and does not look for the log's block.

const timed = [
  ['logId', 'createdAt'],
  ['createdLog', 'createdAt'],
  ['updatedLog', 'updatedAt'],
] as const

/** Rows whose time is not that of their log's block, and the columns of which there were any. */
const looked = ({ read, tables }: Store) =>
  read(async (db) => {
    const { blocks, transactions } = tables
    const times = new Map((await db.select().from(blocks)).map(({ id, timestamp }) => [id, timestamp]))
    const begins = await db.select().from(transactions).orderBy(sql`${transactions.id} desc`)
    const timeOf = (log: number) => times.get(begins.find(({ id }) => id <= log)!.blockId)
    const [wrong, columns]: [string[], string[]] = [[], []]
    for (const name of recordTables) {
      const own = getTableColumns(tables[name])
      for (const [log, at] of timed) {
        if (!(log in own && at in own)) continue
        const rows = (await db.select().from(tables[name])) as unknown as Record<string, number | null>[]
        const known = rows.filter((row) => row[log] !== null)
        if (known.length > 0) columns.push(`${name}.${at}`)
        for (const row of known) if (row[at] !== timeOf(row[log]!)) wrong.push(`${name} ${row.id} ${at} ${row[at]}`)
      }
    }
    return { wrong, columns }
  })

const RECORDS = [
  'tasks',
  'fundings',
  'submissions',
  'reviews',
  'rewards',
  'payouts',
  'fees',
  'movements',
  'datasets',
  'purchases',
]

test('the time of a record of the reference market is that of its log’s block', async () => {
  const [node, store] = [await createFakeNode({ chainId: CHAIN_ID }), await temporarySqlite()]
  mineChaos(node.chain, createRandom(5), 150)
  await indexOnce(store, config('', { rpc: [node.url] }))
  const { wrong, columns } = await looked(store)
  expect(wrong).toEqual([])
  expect(columns).toEqual(expect.arrayContaining([...RECORDS.map((name) => `${name}.createdAt`), 'tasks.updatedAt']))
  await store.close()
  await node.stop()
})

test('and so is that of a record of HUMAN and of Ocean', async () => {
  const [node, store] = [await createFakeNode({ chainId: CHAIN_ID }), await temporarySqlite()]
  mineFactories(node.chain, createRandom(6), 150)
  await indexWith(store, factoryConfig({ rpc: [node.url] }), createTruthfulOracle(node.chain).ask)
  const { wrong, columns } = await looked(store)
  expect(wrong).toEqual([])
  const both = ['tasks', 'fundings', 'payouts', 'datasets', 'purchases']
  expect(columns).toEqual(expect.arrayContaining(both.map((name) => `${name}.createdAt`)))
  await store.close()
  await node.stop()
})
