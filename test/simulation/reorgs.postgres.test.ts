import { afterAll, beforeAll } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { runReorgContract } from './reorgs.contract.ts'

let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

const openEmpty = async () => openStore(await postgres.createDatabase(), { write: true })
runReorgContract('PostgreSQL', openEmpty, { seeds: [1], rounds: 6 })
