import { postgresDatabases } from './hostile/postgres-databases.ts'
import { runHostileSuite } from './hostile/suite.ts'

// Many more of them: npm run simulate -- --seeds 100 --database postgres
runHostileSuite('PostgreSQL', {
  open: postgresDatabases,
  from: 1,
  each: 1,
  profiles: [
    'transport',
    'heads',
    'reorganisations',
    'omissions',
    'crashes',
    'everything',
    'beyond finality',
    'left out everywhere',
    'left out everywhere, by receipts',
  ],
})
