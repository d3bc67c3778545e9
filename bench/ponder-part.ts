import { join } from 'node:path'
import { measureRounds, processorNote, requestsNote } from './index-part.ts'
import { medianRun, type Part } from './part.ts'
import { runPonder } from './ponder-run.ts'

/** As it comes it mostly waits for its limiter: its history is shorter by this, which tells as much. */
const SHORTER = 5
/** Of fewer events, too many are in blocks that are not final. */
export const PONDER_EVENTS_MIN = 2_000

/** Ponder as it comes, with its limiter raised, and from its own cache. */
export const ponderPart: Part = {
  name: 'ponder',
  about: 'Ponder 0.16.10 as shipped, with its request limiter raised, and from its own cache',
  run: async (context) => {
    const { ponderEvents, seed } = context.scale
    const historyOf = (events: number) => {
      context.say(`making a history of ${events.toLocaleString('en-US')} events for Ponder`)
      return ['--events', String(events), '--seed', String(seed)]
    }
    const { indexed, refolded } = await measureRounds(context)
    const [daybook, again] = [medianRun(indexed), medianRun(refolded)]
    const shipped = await context.withNode(
      historyOf(Math.max(PONDER_EVENTS_MIN, Math.ceil(ponderEvents / SHORTER))),
      async (folder, node) => {
        const run = { node, database: join(folder, 'shipped'), schema: 'first', limiterRaised: false }
        return context.counts('Ponder, as shipped', await runPonder(run))
      },
    )
    return context.withNode(historyOf(ponderEvents), async (folder, node) => {
      const database = join(folder, 'raised')
      const limiterRaised = true
      const raised = context.counts(
        'Ponder, limiter raised',
        await runPonder({ node, database, schema: 'first', limiterRaised }),
      )
      // Another schema on the same database: all is indexed again, and nothing of the history asked again.
      const cached = context.counts(
        'Ponder, from its cache',
        await runPonder({ node, database, schema: 'second', limiterRaised }),
      )
      const blocks = node.head - node.startBlock + 1
      const indexedRow = {
        what: `index --once, ${daybook.events.toLocaleString('en-US')} events`,
        value: daybook.eventsPerSecond,
        unit: 'events/s',
      }
      return {
        rows: [
          {
            ...indexedRow,
            against: { name: 'Ponder, limiter raised', value: raised.eventsPerSecondRunning },
            goal: { least: 30 },
          },
          { ...indexedRow, against: { name: 'Ponder, as shipped', value: shipped.eventsPerSecondRunning } },
          {
            what: `refold, ${again.events.toLocaleString('en-US')} events`,
            value: again.eventsPerSecond,
            unit: 'events/s',
            against: { name: 'Ponder, from its cache', value: cached.eventsPerSecondRunning },
            goal: { least: 10 },
          },
        ],
        notes: [
          requestsNote('Ponder, limiter raised', raised, blocks),
          requestsNote('Ponder, from its cache', cached, blocks),
          processorNote({ 'Ponder, limiter raised': raised, 'Ponder, from its cache': cached }),
        ],
      }
    })
  },
}
