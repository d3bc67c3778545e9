import { afterAll, beforeAll } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { runVerifyContract } from './verify.contract.ts'

let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

runVerifyContract('PostgreSQL', async () => openStore(await postgres.createDatabase(), { write: true }), { seeds: [1] })
