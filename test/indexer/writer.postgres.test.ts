import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { dump, enterHistory, openWriter, temporarySqlite } from '../simulation/books-of.ts'
import { chaosChain, GENESIS } from '../simulation/chaos-market.ts'
import { createRandom } from '../simulation/random.ts'
import { runWriterContract } from './writer.contract.ts'

let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

runWriterContract('PostgreSQL', async () => openStore(await postgres.createDatabase(), { write: true }), { seeds: 2 })

test('both databases hold the same rows, to the letter', async () => {
  const blocks = chaosChain(createRandom(42), GENESIS, 80)
  const [lite, pg] = [await temporarySqlite(), await openStore(await postgres.createDatabase(), { write: true })]
  const [first, second] = [await openWriter(lite), await openWriter(pg)]
  await enterHistory(first, blocks, 3)
  await enterHistory(second, blocks, 50)
  expect(await dump(pg)).toEqual(await dump(lite))
  expect(second.cursor()?.rowSum).toEqual(first.cursor()?.rowSum)
  await lite.close()
  await pg.close()
})
