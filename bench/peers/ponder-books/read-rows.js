import { PGlite } from '@electric-sql/pglite'

// Prints, as JSON, what the database in a folder holds: node read-rows.js FOLDER SCHEMA. Nobody may have it open.
const [folder, schema] = process.argv.slice(2)
const database = new PGlite(folder)
const columns = {
  tasks: 'id::text',
  submissions: 'id::text, task::text',
  reviews: 'submission::text',
  payouts: 'task::text, submission::text, token, amount::text',
  datasets: 'id::text',
  purchases: 'dataset::text, token, amount::text',
  earnings: 'contributor, token, sum::text, payouts',
}
const rows = {}
for (const [table, wanted] of Object.entries(columns)) {
  const found = await database.query(`SELECT ${wanted} FROM "${schema}"."${table}"`, [], { rowMode: 'array' })
  rows[table] = found.rows
}
process.stdout.write(JSON.stringify(rows))
await database.close()
