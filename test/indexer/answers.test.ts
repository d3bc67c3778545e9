import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { createAnswers } from '../../src/indexer/answers.ts'
import type { Store } from '../../src/store/store.ts'
import { temporarySqlite } from '../simulation/books-of.ts'

const CHAIN_ID = 7
const hash: Hex = `0x${'b7'.repeat(32)}`
const question = { to: `0x${'c0'.repeat(20)}` as Hex, data: '0x313ce567' as Hex, block: 7, hash, exactly: false }

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

test('an answer of a later block than the one that raises the question now is asked for anew', async () => {
  const blocks: number[] = []
  const ask = async (questions: readonly { block: number }[]) =>
    questions.map(({ block }): Hex => {
      blocks.push(block)
      return `0x${block.toString(16).padStart(2, '0')}`
    })
  const later = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask })
  later.find(question)
  await later.ask()
  await store.transaction((tx) => later.save(tx))
  later.commit()
  expect(later.find({ ...question, block: 8 })).toBe('0x07')

  const answers = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask })
  const before = { ...question, block: 3 }
  expect(answers.find(before)).toBeUndefined()
  expect(await store.transaction((tx) => answers.load(tx))).toBe(false)
  expect(answers.open()).toBe(true)
  await answers.ask()
  expect([answers.find(before), answers.find(question), answers.open()]).toEqual(['0x03', '0x03', false])
  await store.transaction((tx) => answers.save(tx))
  const rows = await store.read((db) => db.select().from(store.tables.answers))
  expect(rows).toMatchObject([{ answer: '0x03', askedAtBlock: 3 }])
  expect(blocks).toEqual([7, 3])
  // A refold asks nobody, and takes what is on record.
  const offline = createAnswers({ tables: store.tables, chainId: CHAIN_ID, ask: null })
  offline.find({ ...question, block: 1 })
  await store.transaction((tx) => offline.load(tx))
  expect(offline.find({ ...question, block: 1 })).toBe('0x03')
})
