import { join } from 'node:path'
import { writeConfig } from './daybook-process.ts'
import { indexOnce } from './daybook-run.ts'
import { requestsNote } from './index-part.ts'
import type { Part } from './part.ts'
import { boundness, drawTimeline } from './request-timeline.ts'

const LATENCY_MS = 80
const RANGE_BLOCKS_MAX = 2_000

/** A node as most are: far away, and with little patience. */
export const slowNodePart: Part = {
  name: 'slow-node',
  about: `index --once with ${LATENCY_MS} ms of latency and ranges of ${RANGE_BLOCKS_MAX} blocks: whom it waits for`,
  run: (context) => {
    const { events, seed } = context.scale
    const argv = [
      ...['--events', String(events), '--seed', String(seed)],
      ...['--latency-ms', String(LATENCY_MS), '--range-blocks-max', String(RANGE_BLOCKS_MAX)],
    ]
    context.say(`making a history of ${events.toLocaleString('en-US')} events behind a slow node`)
    return context.withNode(argv, async (folder, node) => {
      writeConfig(folder, node)
      const run = { folder, node, database: `sqlite:${join(folder, 'daybook.db')}` }
      const measured = context.counts('Daybook, slow node', await indexOnce(run))
      const requests = await node.requests()
      const { wallMs, concurrency, floorShare, busyShare } = boundness(requests, measured.endedAt)
      const what = `${LATENCY_MS} ms, ranges of ${RANGE_BLOCKS_MAX.toLocaleString('en-US')} blocks`
      return {
        rows: [
          { what: `index --once, ${what}`, value: measured.eventsPerSecond, unit: 'events/s' },
          { what: `bounded by the node, ${what}`, value: floorShare * 100, unit: '% of the time', goal: { least: 80 } },
          { what: `a request under way, ${what}`, value: busyShare * 100, unit: '% of the time' },
        ],
        notes: [
          requestsNote('Daybook, slow node', measured, node.head - node.startBlock + 1),
          `Requests under way over ${(wallMs / 1_000).toFixed(1)} s, ${concurrency} at most:`,
          ...drawTimeline(requests, measured.endedAt).map((line) => `    ${line}`),
        ],
      }
    })
  },
}
