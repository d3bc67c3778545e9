import { join } from 'node:path'
import { writeConfig } from './daybook-process.ts'
import { indexOnce } from './daybook-run.ts'
import { measureRounds, processorNote } from './index-part.ts'
import type { Measured } from './measured.ts'
import { type Context, medianRun, type Part, type Row } from './part.ts'

/** Long histories: what must not slow down, and what must not grow. */
export const largePart: Part = {
  name: 'large',
  about: 'index --once over a million events, and with --full over five: rate, memory and size',
  run: async (context) => {
    const { largeEvents, growthEvents } = context.scale
    const small = medianRun((await measureRounds(context)).indexed)
    const sizes = growthEvents === null ? [largeEvents] : [largeEvents, growthEvents]
    const rows: Row[] = []
    const runs: Record<string, Measured> = { [countOf(small)]: small }
    for (const events of sizes) {
      const run = await measureLong(context, events)
      runs[countOf(run)] = run
      rows.push(...rowsOf(run, small))
    }
    return { rows, notes: [processorNote(runs)] }
  },
}

const countOf = ({ events }: { readonly events: number }): string => `${events.toLocaleString('en-US')} events`

const measureLong = (context: Context, events: number): Promise<Measured> => {
  context.say(`making a history of ${countOf({ events })}`)
  return context.withNode(['--events', String(events), '--seed', String(context.scale.seed)], async (folder, node) => {
    writeConfig(folder, node)
    const run = { folder, node, database: `sqlite:${join(folder, 'daybook.db')}` }
    return context.counts(`Daybook, ${countOf({ events })}`, await indexOnce(run))
  })
}

const rowsOf = (run: Measured, small: Measured): Row[] => [
  {
    what: `index --once, ${countOf(run)}`,
    value: run.eventsPerSecond,
    unit: 'events/s',
    against: { name: countOf(small), value: small.eventsPerSecond },
    goal: { least: 0.8 },
  },
  { what: `peak memory, ${countOf(run)}`, value: run.rssMegabytesMax, unit: 'MB', goal: { most: 300 } },
  { what: `database, ${countOf(run)}`, value: run.bytesPerEvent, unit: 'bytes an event', goal: { most: 320 } },
]
