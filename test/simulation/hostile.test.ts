import { sqliteDatabases } from './hostile/database.ts'
import { knownSeeds } from './hostile/known-seeds.ts'
import { profileNames } from './hostile/profiles.ts'
import { runHostileSuite } from './hostile/suite.ts'

// Many more of them: npm run simulate -- --seeds 1000
runHostileSuite('SQLite', {
  known: knownSeeds,
  open: sqliteDatabases,
  from: 1,
  each: 8,
  profiles: profileNames.filter((_, i) => i % 2 === 0),
})
