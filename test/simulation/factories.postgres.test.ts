import { afterAll, beforeAll } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { runFactoryContract } from './factories.contract.ts'

let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const openEmpty = async () => openStore(await postgres.createDatabase(), { write: true })
runFactoryContract('PostgreSQL', openEmpty, { seeds: [1], rounds: 3 })
