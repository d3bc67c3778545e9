import { createRandom } from '../random.ts'
import { openConnection, requestOf } from './client.ts'
import { asFastAsPossible, atRate, type Latency, type Load } from './load.ts'
import { createDraw, type Draw, nestedPage, type Page, pages } from './pages.ts'

export type Reads = {
  readonly payouts: number
  /** The nested page, as fast as answers come. */
  readonly nested: Load
  /** The same by the server's processor time: it tells two versions apart on a machine that others use as well. */
  readonly perCpuSecond: number | null
  /** Each page at `RATE`, by name. */
  readonly steady: ReadonlyMap<string, Latency>
}

type Server = { readonly url: string; cpuSeconds(): number | null }

/** Requests a second at which times are measured. */
export const RATE = 100
/** Different requests of one page, in turn: enough that none is answered from what was just read. */
const REQUESTS = 2_000
const WARM_SECONDS = 2

const requestsFor = (url: string, { query, variables }: Page, draw: Draw): (() => Buffer) => {
  const requests = Array.from({ length: REQUESTS }, () => requestOf(url, query, variables(draw)))
  let turn = 0
  return () => requests[turn++ % REQUESTS]!
}

/** Throws unless a page is answered whole: an error is quick, and no figure. */
const checkAnswer = async (url: string, { name, query, variables }: Page, draw: Draw): Promise<void> => {
  const connection = await openConnection(url)
  const answer = await connection.ask(requestOf(url, query, variables(draw)))
  connection.close()
  const { data, errors } = JSON.parse(answer) as { data?: Record<string, unknown>; errors?: unknown }
  if (errors !== undefined || Object.values(data ?? {}).includes(null))
    throw new Error(`The page "${name}" is not answered: ${answer.slice(0, 1_000)}`)
}

/** Reads of a server over books of that size. `seconds` for each figure. */
export const measureReads = async (
  { url, cpuSeconds }: Server,
  {
    payouts,
    people,
    tasks,
    seed,
    seconds,
    rates = true,
  }: { payouts: number; people: number; tasks: number; seed: number; seconds: number; rates?: boolean },
): Promise<Reads> => {
  const draw = createDraw(createRandom(seed), { people, tasks })
  for (const page of pages) await checkAnswer(url, page, draw)
  await asFastAsPossible(url, requestsFor(url, nestedPage, draw), WARM_SECONDS)
  const before = cpuSeconds()
  const nested = await asFastAsPossible(url, requestsFor(url, nestedPage, draw), seconds)
  const [from, to] = [before, cpuSeconds()]
  const perCpuSecond = from === null || to === null ? null : nested.requests / (to - from)
  const steady = new Map<string, Latency>()
  for (const page of rates ? pages : []) {
    const next = requestsFor(url, page, draw)
    await atRate(url, next, RATE, WARM_SECONDS)
    steady.set(page.name, await atRate(url, next, RATE, seconds))
  }
  return { payouts, nested, perCpuSecond, steady }
}
