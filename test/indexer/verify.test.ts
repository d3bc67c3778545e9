import { temporarySqlite } from '../simulation/books-of.ts'
import { runVerifyContract } from './verify.contract.ts'

// More of them: SEEDS=100 npx vitest run test/indexer/verify.test.ts
const count = Number(process.env.SEEDS ?? 3)

runVerifyContract('SQLite', temporarySqlite, { seeds: Array.from({ length: count }, (_, i) => i + 1) })
