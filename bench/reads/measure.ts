import { quantile } from '../part.ts'
import { createRandom } from '../random.ts'
import type { Size } from './books/world.ts'
import { openConnection, requestOf } from './client.ts'
import { createDraw } from './draw.ts'
import { asFastAsPossible, atRate, type Latency } from './load.ts'
import type { Page } from './page.ts'
import { nestedPage, pages } from './pages.ts'

/** `daybook serve` over books of that size. */
export type Served = Size & { readonly url: string; cpuSeconds(): number | null }

export type Effort = {
  readonly seed: number
  /** Of each slice; there are so many of each figure, and the one in the middle counts. */
  readonly seconds: number
  readonly slices: number
}

export type Speed = {
  readonly perSecond: number
  readonly latency: Latency
  /** By the server's processor time: it tells two versions apart on a machine that others use as well. */
  readonly perCpuSecond: number | null
}

/** Requests a second at which times are measured. */
export const RATE = 100
/** Different requests of one kind, in turn: enough that none finds its rows in memory because they were just read. */
const REQUESTS = 2_000
const WARM_SECONDS = 3

/** Requests of one kind of page, the same for the same seed. */
const requestsFor = ({ url, ...size }: Served, page: Page, seed: number): (() => Buffer) => {
  const draw = createDraw(createRandom(seed), size)
  const requests = Array.from({ length: REQUESTS }, () => {
    const { query, variables } = page.request(draw)
    return requestOf(url, query, variables)
  })
  let turn = 0
  return () => requests[turn++ % REQUESTS]!
}

const CHECKED = 50

/** Throws unless pages of every kind are answered whole, and the nested page holds all its rows: an error is quick, and no figure. */
export const checkAnswers = async (served: Served, seed: number): Promise<void> => {
  const connection = await openConnection(served.url)
  for (const page of pages) {
    const next = requestsFor(served, page, seed)
    for (let left = CHECKED; left > 0; left--) {
      const answer = await connection.ask(next())
      const { data, errors } = JSON.parse(answer) as { data?: Record<string, unknown>; errors?: unknown }
      const { nodes } = (data?.payouts ?? {}) as { nodes?: readonly unknown[] }
      const isWhole = errors === undefined && !Object.values(data ?? {}).includes(null)
      if (!isWhole || (page === nestedPage && nodes?.length !== 50))
        throw new Error(`The page "${page.name}" is not answered: ${answer.slice(0, 1_000)}`)
    }
  }
  connection.close()
}

/** Asks for every nested page once: from then on, answers that are kept are there. */
export const askAll = async (served: Served, seed: number): Promise<void> => {
  const next = requestsFor(served, nestedPage, seed)
  const connection = await openConnection(served.url)
  for (let left = REQUESTS; left > 0; left--) await connection.ask(next())
  connection.close()
}

/** The nested page as fast as answers come. With several servers of the same books, they share the connections. */
export const measureSpeed = async (servers: readonly Served[], { seed, seconds, slices }: Effort): Promise<Speed> => {
  const next = requestsFor(servers[0]!, nestedPage, seed)
  const urls = servers.map(({ url }) => url)
  await asFastAsPossible(urls, next, WARM_SECONDS)
  const before = cpuSecondsOf(servers)
  const runs = []
  for (let slice = 0; slice < slices; slice++) runs.push(await asFastAsPossible(urls, next, seconds))
  const after = cpuSecondsOf(servers)
  const requests = runs.reduce((sum, run) => sum + run.requests, 0)
  const { perSecond, p50, p99 } = runs.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor((slices - 1) / 2)]!
  const perCpuSecond = before === null || after === null ? null : requests / (after - before)
  return { perSecond, latency: { p50, p99 }, perCpuSecond }
}

const cpuSecondsOf = (servers: readonly Served[]): number | null => {
  const seconds = servers.map((served) => served.cpuSeconds())
  return seconds.includes(null) ? null : seconds.reduce<number>((sum, own) => sum + own!, 0)
}

export type Steady = ReadonlyMap<string, Latency>

/**
 * Each kind of page at `RATE`, of each server, as a map by the page's name. Every kind is asked for as fast as it comes before any is
 * measured; then slices are taken in turns, of one kind from each server one after the other, so that what else the machine does falls on
 * all of them.
 */
export const measureSteady = async (
  servers: readonly Served[],
  { seed, seconds, slices }: Effort,
  asked: readonly Page[] = pages,
): Promise<readonly Steady[]> => {
  const kinds = asked.map((page) => ({ page, requests: servers.map((served) => requestsFor(served, page, seed)) }))
  for (const { requests } of kinds)
    await inTurn(servers, ({ url }, i) => asFastAsPossible([url], requests[i]!, WARM_SECONDS))
  const measure = (requests: readonly (() => Buffer)[]): Promise<Latency[]> =>
    inTurn(servers, ({ url }, i) => atRate(url, requests[i]!, RATE, seconds))
  const taken = kinds.map((): Latency[][] => [])
  for (let slice = 0; slice < slices; slice++)
    for (const [kind, { requests }] of kinds.entries()) taken[kind]!.push(await measure(requests))
  return servers.map(
    (_, i) => new Map(kinds.map(({ page }, kind) => [page.name, medianOf(taken[kind]!.map((slice) => slice[i]!))])),
  )
}

const inTurn = async <T, R>(list: readonly T[], work: (each: T, i: number) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  for (const [i, each] of list.entries()) results.push(await work(each, i))
  return results
}

const medianOf = (slices: readonly Latency[]): Latency => ({
  p50: quantile(
    slices.map(({ p50 }) => p50),
    0.5,
  ),
  p99: quantile(
    slices.map(({ p99 }) => p99),
    0.5,
  ),
})
