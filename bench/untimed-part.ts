import { join } from 'node:path'
import { writeConfig } from './daybook-process.ts'
import { indexOnce } from './daybook-run.ts'
import { processorNote, requestsNote } from './index-part.ts'
import type { Part } from './part.ts'
import { runPlain } from './plain-run.ts'

/** A node whose logs do not carry their block's time: the plain loop then needs headers, as Daybook always does for their blooms. */
export const untimedPart: Part = {
  name: 'untimed',
  about: 'index --once beside the plain loop over a node whose logs carry no time',
  run: (context) => {
    const { events, seed } = context.scale
    const count = events.toLocaleString('en-US')
    context.say(`making a history of ${count} events, logs without times`)
    return context.withNode(
      ['--events', String(events), '--seed', String(seed), '--no-log-timestamps'],
      async (folder, node) => {
        writeConfig(folder, node)
        const run = { folder, node, database: `sqlite:${join(folder, 'daybook.db')}` }
        const daybook = context.counts('Daybook, logs without times', await indexOnce(run))
        const file = join(folder, 'plain.db')
        const loop = context.counts('plain loop, logs without times', await runPlain(folder, node, file))
        return {
          rows: [
            {
              what: `index --once, ${count} events, logs without times`,
              value: daybook.eventsPerSecond,
              unit: 'events/s',
              against: { name: 'plain loop', value: loop.eventsPerSecond },
            },
          ],
          notes: [
            requestsNote('plain loop, logs without times', loop, node.head - node.startBlock + 1),
            processorNote({ 'index --once': daybook, 'plain loop': loop }),
          ],
        }
      },
    )
  },
}
