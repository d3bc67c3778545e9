import { join } from 'node:path'
import { startPostgres } from '../test/helpers/postgres.ts'
import { writeConfig } from './daybook-process.ts'
import { indexOnce } from './daybook-run.ts'
import type { NodeProcess } from './node-process.ts'
import type { Context, Part } from './part.ts'
import { type PonderProcess, startPonder } from './ponder-process.ts'
import { createRandom } from './random.ts'
import { asFastAsPossible } from './reads/load.ts'
import { daybookPages, differencesOf, ponderPages, readAllPages } from './reads/paged.ts'
import { serveBooks } from './reads/serve.ts'

/** Ponder's indexing is measured elsewhere: here it only has to have enough pages. */
const TIMES_PONDER_EVENTS = 2
const WARM_SECONDS = 3

/** The same pages from Daybook's GraphQL and from Ponder's, over the same history. */
export const graphqlPart: Part = {
  name: 'graphql',
  about: "daybook serve beside Ponder's GraphQL over one history: the same pages of 50 payouts with task and dataset",
  run: (context) => {
    const { ponderEvents, seed, readSeconds, rounds } = context.scale
    const events = ponderEvents * TIMES_PONDER_EVENTS
    context.say(`making a history of ${events.toLocaleString('en-US')} events for both`)
    return context.withNode(['--events', String(events), '--seed', String(seed)], async (folder, node) => {
      const stops: (() => Promise<unknown>)[] = []
      try {
        const file = await indexDaybook(context, folder, node)
        const daybook = await serveBooks(folder, file, { answers: 'anew' })
        stops.unshift(daybook.stop)
        const keeping = await serveBooks(folder, file)
        stops.unshift(keeping.stop)
        const ours = await readAllPages(daybook.url, daybookPages)
        // Also asks for every page once, so that it is kept.
        const kept = await readAllPages(keeping.url, daybookPages)
        if (differencesOf(ours.payouts, kept.payouts).length > 0) throw new Error('Answers that are kept differ.')

        const beside = async (name: string, ponder: PonderProcess): Promise<Beside> => {
          context.say(`reading all pages of ${name}`)
          const theirs = await readAllPages(ponder.url, ponderPages)
          const differences = differencesOf(ours.payouts, theirs.payouts)
          if (differences.length > 0)
            throw new Error(`${differences.length} payouts are told otherwise: ${differences.slice(0, 3).join('; ')}`)
          const own = pagesOf(daybook, ours.requests, seed)
          const ownKept = pagesOf(keeping, kept.requests, seed)
          const other = pagesOf(ponder, theirs.requests, seed)
          for (const pages of [own, ownKept, other]) await pages(WARM_SECONDS)
          const taken: Turn[] = []
          for (let round = 0; round < rounds; round++)
            taken.push({
              daybook: await own(readSeconds),
              ponder: await other(readSeconds),
              kept: await ownKept(readSeconds),
            })
          const ratio = (turn: Turn) => turn.daybook.perSecond / turn.ponder.perSecond
          const median = taken.toSorted((a, b) => ratio(a) - ratio(b))[(rounds - 1) >> 1]!
          const [rate, ownRate] = [median.ponder.perSecond.toFixed(0), median.daybook.perSecond.toFixed(0)]
          context.say(`  ${name}: ${rate} requests/s, Daybook ${ownRate}, kept ${median.kept.perSecond.toFixed(0)}`)
          return { name, ...median }
        }

        const onPglite = await indexPonder(context, node, join(folder, 'pglite'))
        stops.unshift(onPglite.stop)
        const pglite = await beside("Ponder's GraphQL on PGlite", onPglite)
        await onPglite.stop()

        const server = await startPostgres()
        stops.unshift(server.stop)
        const database = await server.createDatabase()
        await (await indexPonder(context, node, database)).stop()
        const onPostgres = await startPonder({ node, database, schema: SCHEMA, limiterRaised: true }, 'serve')
        stops.unshift(onPostgres.stop)
        await onPostgres.serving()
        const postgres = await beside("Ponder's GraphQL on PostgreSQL", onPostgres)

        // The kinder one is what the goal is for.
        const page = `page of 50 payouts with task and dataset, ${ours.payouts.length.toLocaleString('en-US')} payouts`
        const rowOf = ({ name, ponder }: Beside, how: string, { perSecond }: Pages) => ({
          what: `${page}, ${how}`,
          value: perSecond,
          unit: 'requests/s',
          against: { name, value: ponder.perSecond },
        })
        const [anew, again] = ['made anew', 'asked before and kept']
        const [kinder, other] =
          pglite.ponder.perSecond > postgres.ponder.perSecond ? [pglite, postgres] : [postgres, pglite]
        const processor = [
          `Daybook on SQLite ${perCpuSecond(kinder.daybook)} made anew and ${perCpuSecond(kinder.kept)} kept`,
          `${pglite.name} ${perCpuSecond(pglite.ponder)}`,
          `${postgres.name} ${perCpuSecond(postgres.ponder)}, less what the database's own processes take`,
        ]
        return {
          rows: [
            { ...rowOf(kinder, anew, kinder.daybook), goal: { least: 10 } },
            { ...rowOf(kinder, again, kinder.kept), goal: { least: 10 } },
            rowOf(other, anew, other.daybook),
            rowOf(other, again, other.kept),
          ],
          notes: [`Pages for each second of the process's processor time: ${processor.join('; ')}.`],
        }
      } finally {
        for (const stop of stops) await stop()
      }
    })
  },
}

const SCHEMA = 'market'

/** Daybook's database, once it has all. */
const indexDaybook = async (context: Context, folder: string, node: NodeProcess): Promise<string> => {
  writeConfig(folder, node)
  const file = join(folder, 'daybook.db')
  context.counts('Daybook, to be read', await indexOnce({ folder, node, database: `sqlite:${file}` }))
  return file
}

/** Ponder, still running, once it has all. */
const indexPonder = async (context: Context, node: NodeProcess, database: string): Promise<PonderProcess> => {
  context.say(`indexing it with Ponder into ${database.startsWith('postgres') ? 'PostgreSQL' : 'PGlite'}`)
  const running = await startPonder({ node, database, schema: SCHEMA, limiterRaised: true })
  await running.atHead()
  return running
}

type Pages = { readonly perSecond: number; readonly perCpuSecond: number | null }
type Turn = { readonly daybook: Pages; readonly ponder: Pages; readonly kept: Pages }
/** Of the round in the middle. */
type Beside = Turn & { readonly name: string }

const perCpuSecond = ({ perCpuSecond: rate }: Pages): string => (rate === null ? 'unknown' : rate.toFixed(0))

/** Asks a program for one of these pages after the other, at random: the first as often as any deep one. */
const pagesOf = (
  { url, cpuSeconds }: { readonly url: string; cpuSeconds(): number | null },
  requests: readonly Buffer[],
  seed: number,
) => {
  const random = createRandom(seed)
  return async (seconds: number): Promise<Pages> => {
    const before = cpuSeconds()
    const { perSecond, requests: count } = await asFastAsPossible([url], () => random.pick(requests), seconds)
    const after = cpuSeconds()
    return { perSecond, perCpuSecond: before === null || after === null ? null : count / (after - before) }
  }
}
