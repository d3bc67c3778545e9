import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeConfig } from './daybook-process.ts'
import { indexOnce, refold } from './daybook-run.ts'
import { MEGABYTE, type Measured } from './measured.ts'
import { type Context, medianRun, type Part } from './part.ts'
import { runPlain } from './plain-run.ts'

type Rounds = {
  readonly indexed: readonly Measured[]
  readonly plain: readonly Measured[]
  readonly refolded: readonly Measured[]
  readonly blocks: number
}

/** Daybook, the plain loop and Daybook's refold in turns over one history: what else the machine does falls on all of them. */
export const measureRounds = (context: Context): Promise<Rounds> =>
  context.once('rounds', () => {
    const { events, rounds, seed } = context.scale
    context.say(`making a history of ${events.toLocaleString('en-US')} events`)
    return context.withNode(['--events', String(events), '--seed', String(seed)], async (folder, node) => {
      writeConfig(folder, node)
      const [indexed, plain, refolded]: Measured[][] = [[], [], []]
      for (let round = 1; round <= rounds; round++) {
        context.say(`round ${round} of ${rounds}`)
        const file = join(folder, `daybook-${round}.db`)
        const run = { folder, node, database: `sqlite:${file}` }
        indexed!.push(context.counts('Daybook, index --once', await indexOnce(run)))
        const plainFile = join(folder, `plain-${round}.db`)
        plain!.push(context.counts('plain loop', await runPlain(folder, node, plainFile)))
        refolded!.push(context.counts('Daybook, refold', await refold(run)))
        for (const used of [file, plainFile]) rmSync(used)
      }
      return { indexed: indexed!, plain: plain!, refolded: refolded!, blocks: node.head - node.startBlock + 1 }
    })
  })

/** `daybook index --once` beside the plain loop. */
export const indexPart: Part = {
  name: 'index',
  about: 'index --once beside the plain viem and better-sqlite3 loop; memory, size and requests',
  run: async (context) => {
    const { indexed, plain, blocks } = await measureRounds(context)
    const [daybook, loop] = [medianRun(indexed), medianRun(plain)]
    const events = daybook.events.toLocaleString('en-US')
    return {
      rows: [
        {
          what: `index --once, ${events} events`,
          value: daybook.eventsPerSecond,
          unit: 'events/s',
          against: { name: 'plain loop', value: loop.eventsPerSecond },
          goal: { least: 4 },
        },
        { what: `peak memory, ${events} events`, value: daybook.rssMegabytesMax, unit: 'MB', goal: { most: 300 } },
        {
          what: `database, ${events} events`,
          value: daybook.bytesPerEvent,
          unit: 'bytes an event',
          goal: { most: 320 },
        },
        ...requestRows(daybook, blocks),
      ],
      notes: [
        requestsNote('Daybook', daybook, blocks),
        requestsNote('plain loop', loop, blocks),
        processorNote({ 'index --once': daybook, 'plain loop': loop }),
      ],
    }
  },
}

/** What it asked for a thousand blocks, and whether it ever asked for whole transactions. */
const requestRows = ({ requests }: Measured, blocks: number) => [
  { what: 'HTTP requests for 1,000 blocks', value: (requests.http / blocks) * 1_000, unit: '' },
  { what: 'eth_getLogs for 1,000 blocks', value: ((requests.calls.eth_getLogs ?? 0) / blocks) * 1_000, unit: '' },
  {
    what: 'blocks asked for with whole transactions',
    value: Object.entries(requests.calls).reduce((sum, [name, calls]) => sum + (name.endsWith('whole') ? calls : 0), 0),
    unit: '',
    goal: { most: 0 },
  },
]

export const requestsNote = (program: string, { requests }: Measured, blocks: number): string => {
  const calls = Object.entries(requests.calls).map(([name, times]) => `${times} ${name}`)
  const bytes = `${Math.round(requests.bytes / MEGABYTE)} MB`
  return `${program} over ${blocks} blocks: ${requests.http} HTTP requests, ${bytes}: ${calls.join(', ')}.`
}

/** On a machine that does other things too, less is left to chance in this than in what the clock says. */
export const processorNote = (runs: Readonly<Record<string, Measured>>): string => {
  const rates = Object.entries(runs).map(
    ([name, { events, cpuSeconds }]) => `${name} ${Math.round(events / cpuSeconds).toLocaleString('en-US')}`,
  )
  return `Events for each second of processor time: ${rates.join(', ')}.`
}

/** `daybook refold` beside `index --once`; the part on Ponder compares it with Ponder's cache. */
export const refoldPart: Part = {
  name: 'refold',
  about: 'refold, from the raw logs in the database, beside index --once',
  run: async (context) => {
    const { indexed, refolded } = await measureRounds(context)
    const [daybook, again] = [medianRun(indexed), medianRun(refolded)]
    const events = again.events.toLocaleString('en-US')
    return {
      rows: [
        {
          what: `refold, ${events} events`,
          value: again.eventsPerSecond,
          unit: 'events/s',
          against: { name: 'index --once', value: daybook.eventsPerSecond },
          goal: { least: 2 },
        },
        {
          what: `peak memory of refold, ${events} events`,
          value: again.rssMegabytesMax,
          unit: 'MB',
          goal: { most: 300 },
        },
      ],
      notes: [processorNote({ refold: again, 'index --once': daybook })],
    }
  },
}
