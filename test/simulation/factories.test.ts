import { temporarySqlite } from './books-of.ts'
import { runFactoryContract } from './factories.contract.ts'

// More of them: SEEDS=200 npx vitest run test/simulation/factories.test.ts. To repeat one: SEED=17.
const count = Number(process.env.SEEDS ?? 2)
const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: count }, (_, i) => i + 1)

runFactoryContract('SQLite', temporarySqlite, { seeds, rounds: 6 })
