import { join } from 'node:path'
import type { Context, Outcome, Part, Row } from './part.ts'
import { removeBooks, writeBooks } from './reads/books.ts'
import { measureReads, RATE, type Reads } from './reads/measure.ts'
import { nestedPage, pages } from './reads/pages.ts'
import { serveBooks } from './reads/serve.ts'

const SECONDS = 10

/** `daybook serve` over books of one size and of ten times as many: how fast it answers, and what does not slow down. */
export const readsPart: Part = {
  name: 'reads',
  about: 'daybook serve over a million payouts and over ten million: requests a second, and times of each page',
  run: async (context): Promise<Outcome> => {
    // Whole only where everything is asked for: ten million payouts take minutes to write and 4 GB.
    const large = context.scale.growthEvents !== null ? 10_000_000 : context.scale.largeEvents
    const [fewer, more] = [await measureSize(context, large / 10), await measureSize(context, large)]
    return { rows: [...speedRows(more), ...growthRows(fewer, more)] }
  },
}

const measureSize = (context: Context, payouts: number): Promise<Reads> =>
  context.inFolder(async (folder) => {
    const file = join(folder, 'reads.db')
    const { seed } = context.scale
    context.say(`writing books with ${payouts.toLocaleString('en-US')} payouts`)
    const size = await writeBooks(file, { payouts, seed })
    const server = await serveBooks(folder, file)
    try {
      context.say(`reading them`)
      return await measureReads(server, { ...size, seed, seconds: SECONDS })
    } finally {
      await server.stop()
      removeBooks(file)
    }
  })

const count = (payouts: number) => `${payouts.toLocaleString('en-US')} payouts`

const speedRows = ({ payouts, nested, steady }: Reads): Row[] => [
  {
    what: `${nestedPage.name}, ${count(payouts)}`,
    value: nested.perSecond,
    unit: 'requests/s',
    goal: { least: 1_000 },
  },
  {
    what: `the same at ${RATE} requests/s, p99`,
    value: steady.get(nestedPage.name)!.p99,
    unit: 'ms',
    goal: { most: 10 },
  },
]

const growthRows = (fewer: Reads, more: Reads): Row[] =>
  pages.map(({ name }) => ({
    what: `${name}, p99 with ${count(more.payouts)}`,
    value: more.steady.get(name)!.p99,
    unit: 'ms',
    against: { name: count(fewer.payouts), value: fewer.steady.get(name)!.p99 },
    goal: { most: 1.3 },
  }))
