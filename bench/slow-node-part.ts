import { join } from 'node:path'
import { writeConfig } from './daybook-process.ts'
import { indexOnce } from './daybook-run.ts'
import { requestsNote } from './index-part.ts'
import type { Context, Part, Row } from './part.ts'
import { boundness, drawTimeline } from './request-timeline.ts'

const LATENCY_MS = 80
const RANGE_BLOCKS_MAX = 2_000

/** As most markets are: one block in twenty holds an event. */
const SPARSE = ['--events-per-block', '1', '--empty-blocks', '0.95']
/** A sparse history takes many more blocks for each event, and a request for each hundred of them. */
const SPARSE_SHARE = 0.05

/** A node as most are: far away, and with little patience. */
export const slowNodePart: Part = {
  name: 'slow-node',
  about: `index --once with ${LATENCY_MS} ms of latency and ranges of ${RANGE_BLOCKS_MAX} blocks: whom it waits for`,
  run: async (context) => {
    const { events } = context.scale
    const dense = await measureSlow(context, 'dense', events, [])
    const sparse = await measureSlow(context, 'sparse', Math.ceil(events * SPARSE_SHARE), SPARSE)
    return { rows: [...dense.rows, ...sparse.rows], notes: [...dense.notes, ...sparse.notes] }
  },
}

/** One history behind the node; of a dense one the fold is the bound, and no reader could be bounded by the node. */
const measureSlow = (context: Context, kind: 'dense' | 'sparse', events: number, more: readonly string[]) => {
  const argv = [
    ...['--events', String(events), '--seed', String(context.scale.seed), ...more],
    ...['--latency-ms', String(LATENCY_MS), '--range-blocks-max', String(RANGE_BLOCKS_MAX)],
  ]
  context.say(`making a ${kind} history of ${events.toLocaleString('en-US')} events behind a slow node`)
  return context.withNode(argv, async (folder, node) => {
    writeConfig(folder, node)
    const run = { folder, node, database: `sqlite:${join(folder, 'daybook.db')}` }
    const measured = context.counts(`Daybook, slow node, ${kind}`, await indexOnce(run))
    const requests = await node.requests()
    const { wallMs, concurrency, floorShare, busyShare } = boundness(requests, measured.endedAt)
    const what = `${kind}, ${LATENCY_MS} ms, ranges of ${RANGE_BLOCKS_MAX.toLocaleString('en-US')} blocks`
    const blocks = node.head - node.startBlock + 1
    const rows: Row[] = [
      { what: `index --once, ${what}`, value: measured.eventsPerSecond, unit: 'events/s' },
      { what: `index --once, ${what}`, value: blocks / measured.seconds, unit: 'blocks/s' },
      {
        what: `bounded by the node, ${what}`,
        value: floorShare * 100,
        unit: '% of the time',
        ...(kind === 'sparse' ? { goal: { least: 80 } } : {}),
      },
      { what: `a request under way, ${what}`, value: busyShare * 100, unit: '% of the time' },
    ]
    return {
      rows,
      notes: [
        requestsNote(`Daybook, slow node, ${kind}`, measured, blocks),
        `Requests under way over ${(wallMs / 1_000).toFixed(1)} s, ${concurrency} at most:`,
        ...drawTimeline(requests, measured.endedAt).map((line) => `    ${line}`),
      ],
    }
  })
}
