import { join } from 'node:path'
import { startPostgres } from '../test/helpers/postgres.ts'
import { writeConfig } from './daybook-process.ts'
import { indexOnce, refold } from './daybook-run.ts'
import type { Part } from './part.ts'

/** The same history into both databases. */
export const postgresPart: Part = {
  name: 'postgres',
  about: 'index --once and refold on PostgreSQL beside SQLite, over the history that Ponder reads',
  run: (context) => {
    const { ponderEvents, seed } = context.scale
    context.say(`making a history of ${ponderEvents.toLocaleString('en-US')} events for both databases`)
    return context.withNode(['--events', String(ponderEvents), '--seed', String(seed)], async (folder, node) => {
      const server = await startPostgres()
      try {
        writeConfig(folder, node)
        const onSqlite = { folder, node, database: `sqlite:${join(folder, 'daybook.db')}` }
        const onPostgres = { folder, node, database: await server.createDatabase() }
        const sqlite = context.counts('Daybook on SQLite', await indexOnce(onSqlite))
        const postgres = context.counts('Daybook on PostgreSQL', await indexOnce(onPostgres))
        const sqliteAgain = context.counts('Daybook on SQLite, refold', await refold(onSqlite))
        const postgresAgain = context.counts('Daybook on PostgreSQL, refold', await refold(onPostgres))
        const events = ponderEvents.toLocaleString('en-US')
        return {
          rows: [
            {
              what: `PostgreSQL: index --once, ${events} events`,
              value: postgres.eventsPerSecond,
              unit: 'events/s',
              against: { name: 'SQLite', value: sqlite.eventsPerSecond },
            },
            {
              what: `PostgreSQL: refold, ${events} events`,
              value: postgresAgain.eventsPerSecond,
              unit: 'events/s',
              against: { name: 'SQLite', value: sqliteAgain.eventsPerSecond },
            },
            {
              what: `PostgreSQL: database, ${events} events`,
              value: postgres.bytesPerEvent,
              unit: 'bytes an event',
              against: { name: 'SQLite', value: sqlite.bytesPerEvent },
            },
          ],
        }
      } finally {
        await server.stop()
      }
    })
  },
}
