import { join } from 'node:path'
import type { Context, Outcome, Part, Row } from './part.ts'
import { writeBooks } from './reads/books/write-books.ts'
import {
  askAll,
  checkAnswers,
  type Effort,
  measureSpeed,
  measureSteady,
  RATE,
  type Served,
  type Speed,
  type Steady,
} from './reads/measure.ts'
import { nestedPage, pages } from './reads/pages.ts'
import { serveBooks } from './reads/serve.ts'

type Books = Served & { readonly file: string; stop(): Promise<void> }

/** `daybook serve` over books of several sizes: how fast it answers from the largest, and what does not slow down. */
export const readsPart: Part = {
  name: 'reads',
  about: 'daybook serve over books of several sizes (--payouts): requests a second, and times of each kind of page',
  run: (context): Promise<Outcome> =>
    context.inFolder(async (folder) => {
      const { seed, readSeconds, rounds, payouts } = context.scale
      const effort = { seed, seconds: readSeconds, slices: rounds }
      const books: Books[] = []
      try {
        for (const size of payouts) books.push(await openBooks(context, folder, size))
        for (const each of books) await checkAnswers(each, seed)
        const most = books.at(-1)!
        // First, while all servers are equally old.
        context.say(
          `asking for ${pages.length} kinds of page ${RATE} times a second, ${rounds} times ${readSeconds} s each`,
        )
        const steady = await measureSteady(books, effort)
        context.say(`asking for the nested page as fast as answers come`)
        const speed = await measureSpeed([most], effort)
        const shared = await measureTwo(folder, most, effort)
        const kept = await measureKept(folder, most, effort)
        const anew = { speed, steady: steady.at(-1)! }
        return {
          rows: [...anewRows(most, anew, shared), ...keptRows(most, kept), ...growthRows(books, steady)],
          notes: [
            `Nested pages for each second of the server's processor time: ${perCpuSecond(anew)} made anew, ${perCpuSecond(kept)} kept.`,
            'Kept means: asked before, and nothing was written since. All other figures of reading are of answers made anew (api.answersBytesMax 0).',
          ],
        }
      } finally {
        for (const { stop } of books) await stop()
      }
    }),
}

const openBooks = async (context: Context, folder: string, payouts: number): Promise<Books> => {
  const file = join(folder, `${payouts}.db`)
  context.say(`writing books with ${countOf({ payouts })}`)
  const size = await writeBooks(file, { payouts, seed: context.scale.seed })
  return { ...size, file, ...(await serveBooks(folder, file, { answers: 'anew' })) }
}

/** Two processes on one file. */
const measureTwo = async (folder: string, one: Books, effort: Effort): Promise<Speed> => {
  const server = await serveBooks(folder, one.file, { answers: 'anew' })
  try {
    return await measureSpeed([one, { ...one, ...server }], effort)
  } finally {
    await server.stop()
  }
}

type Measures = { readonly speed: Speed; readonly steady: Steady }

/** A server as it is shipped, of which every page was asked before. */
const measureKept = async (folder: string, of: Books, effort: Effort): Promise<Measures> => {
  const server = await serveBooks(folder, of.file)
  try {
    const served = { ...of, ...server }
    await askAll(served, effort.seed)
    const speed = await measureSpeed([served], effort)
    const [steady] = await measureSteady([served], effort, [nestedPage])
    return { speed, steady: steady! }
  } finally {
    await server.stop()
  }
}

const perCpuSecond = ({ speed }: Measures): string => speed.perCpuSecond?.toFixed(0) ?? 'unknown'

const countOf = ({ payouts }: { readonly payouts: number }) => `${payouts.toLocaleString('en-US')} payouts`

/** The goals of the nested page, for answers made one way or the other. */
const goalRows = (what: string, { speed, steady }: Measures): [Row, Row] => [
  { what, value: speed.perSecond, unit: 'requests/s', goal: { least: 1_000 } },
  {
    what: `${what}, p99 at ${RATE} requests/s`,
    value: steady.get(nestedPage.name)!.p99,
    unit: 'ms',
    goal: { most: 10 },
  },
]

const anewRows = (books: Books, anew: Measures, shared: Speed): Row[] => {
  const [speed, steady] = goalRows(`${nestedPage.name}, made anew, ${countOf(books)}`, anew)
  const two = {
    what: 'the same, 2 processes on one database',
    value: shared.perSecond,
    unit: 'requests/s',
    against: { name: 'one process', value: anew.speed.perSecond },
  }
  return [speed, two, steady]
}

const keptRows = (books: Books, kept: Measures): Row[] =>
  goalRows(`${nestedPage.name}, asked before and kept, ${countOf(books)}`, kept)

/** Every size beside the smallest. */
const growthRows = (books: readonly Books[], steady: readonly Steady[]): Row[] =>
  books.slice(1).flatMap((more, i) =>
    pages.map(({ name }) => ({
      what: `${name}, p99 with ${countOf(more)}`,
      value: steady[i + 1]!.get(name)!.p99,
      unit: 'ms',
      against: { name: countOf(books[0]!), value: steady[0]!.get(name)!.p99 },
      goal: { most: 1.3 },
    })),
  )
