import { sqliteDatabases } from './hostile/database.ts'
import { profileNames } from './hostile/profiles.ts'
import { runHostileSuite } from './hostile/suite.ts'

// The other half of the profiles of hostile.test.ts, so that two processes share the work.
runHostileSuite('SQLite', {
  open: sqliteDatabases,
  from: 1,
  each: 8,
  profiles: profileNames.filter((_, i) => i % 2 === 1),
})
