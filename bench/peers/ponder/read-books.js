import { PGlite } from '@electric-sql/pglite'

// Prints, as JSON, what the database in a folder holds: node read-books.js FOLDER SCHEMA. Nobody may have it open.
const [folder, schema] = process.argv.slice(2)
const database = new PGlite(folder)
const all = async (table) => (await database.query(`SELECT * FROM "${schema}"."${table}"`)).rows
const events = (await all('events')).map((row) => [row.block_hash, row.log_index])
const paid = (await all('paid')).map((row) => [row.token, String(row.sum)])
process.stdout.write(JSON.stringify({ events, paid }))
await database.close()
