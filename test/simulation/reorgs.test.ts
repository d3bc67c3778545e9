import { temporarySqlite } from './books-of.ts'
import { runReorgContract } from './reorgs.contract.ts'

// More of them: SEEDS=200 npx vitest run test/simulation/reorgs.test.ts. To repeat one: SEED=17.
const count = Number(process.env.SEEDS ?? 4)
const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: count }, (_, i) => i + 1)

runReorgContract('SQLite', temporarySqlite, { seeds, rounds: 9 })
