import { temporarySqlite } from '../simulation/books-of.ts'
import { runWriterContract } from './writer.contract.ts'

runWriterContract('SQLite', temporarySqlite, { seeds: 8 })
