import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { createAnswers } from '../../src/indexer/answers.ts'
import type { Store } from '../../src/store/store.ts'
import { temporarySqlite } from '../simulation/books-of.ts'

const CHAIN_ID = 7
const question = { to: `0x${'c0'.repeat(20)}` as Hex, data: '0x313ce567' as Hex, block: 7, exactly: false }

let store: Store
beforeEach(async () => {
  store = await temporarySqlite()
})
afterEach(() => store.close())

test('a question is put once, and its answer is on record with the batch that raised it', async () => {
  let asked = 0
  const ask = async () => {
    asked++
    return ['0x12'] as const
  }
  const answers = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask })
  expect(answers.find(question)).toBeUndefined()
  await answers.ask()
  expect(answers.find({ ...question, block: 9 })).toBe('0x12')
  expect(await store.read((db) => db.select().from(store.tables.answers))).toEqual([])
  await store.transaction((tx) => answers.save(tx))
  answers.commit()

  const again = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask })
  expect(again.find(question)).toBeUndefined()
  expect(await store.transaction((tx) => again.load(tx))).toBe(true)
  expect([again.find(question), again.open(), asked]).toEqual(['0x12', false, 1])
})

test('a batch that fails leaves nothing, and another record is read anew', async () => {
  const answers = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask: async () => ['0x12'] })
  answers.find(question)
  await answers.ask()
  answers.reread()
  expect(answers.find(question)).toBe('0x12')
  answers.forget()
  expect(answers.find(question)).toBeUndefined()
})

test('without a network, what is not on record stays unknown', async () => {
  const answers = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask: null })
  answers.find(question)
  expect(await store.transaction((tx) => answers.load(tx))).toBe(true)
  expect(answers.find(question)).toBeNull()
})
