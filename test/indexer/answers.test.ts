import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { createAnswers } from '../../src/indexer/answers.ts'
import type { Store } from '../../src/store/store.ts'
import { CHAIN_ID, temporarySqlite } from '../simulation/books-of.ts'

let store: Store
beforeEach(async () => {
  store = await temporarySqlite()
})
afterEach(() => store.close())

test('a contract that says megabytes has answered nothing', async () => {
  const [contract, call] = [`0x${'c0'.repeat(20)}`, '0x313ce567'] as const satisfies Hex[]
  const ask = async () => [`0x${'00'.repeat(1_000_000)}`] as const
  const answers = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask })
  const question = { to: contract, data: call, block: 7, exactly: false }
  expect(answers.find(question)).toBeUndefined()
  await answers.ask()
  await store.transaction((tx) => answers.save(tx))
  answers.commit()
  expect(answers.find({ ...question, block: 9 })).toBeNull()
  expect(await store.read((db) => db.select().from(store.tables.answers))).toMatchObject([
    { address: contract, data: call, answer: null, askedAtBlock: 7 },
  ])
})
