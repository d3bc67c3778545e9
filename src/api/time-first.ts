import { and, gte, lt, type SQL } from 'drizzle-orm'
import { inSlot, onChain } from '../store/read/filter.ts'
import { beyond, compareRows, type Position, type Term } from '../store/read/keyset.ts'
import type { List } from '../store/read/lists/list.ts'
import { lowerBound, type Numbered } from '../store/read/lower-bound.ts'
import type { Row } from '../store/read/page.ts'
import type { Context } from './context.ts'
import type { ByTime, Stretch } from './stretch.ts'

/**
 * Rows by time, and those of one second by something else. They are numbered by time, so a page of them by number holds all seconds
 * of the page wanted; only those of its last second, which may go on, are put in order by the database.
 */
export const readTimeFirst = (context: Context, { source }: List, { terms, compile }: ByTime) => {
  const table = source.from as Numbered
  const { direction } = terms[0]!
  const numbers: Term[] = [{ key: 'id', column: table.id, nullable: false, direction }]
  /** The number at which a chain's rows of this second begin. */
  const begin = (slot: number, seconds: number) =>
    lowerBound(context.reader, table, source.columns.createdAt as Numbered['id'], slot, seconds)
  /** Rows from a position's second on, or up to it. */
  const from = async (slot: number, [seconds]: Position, side: 'after' | 'before'): Promise<SQL> =>
    (direction === 'ASC') === (side === 'after')
      ? gte(table.id, await begin(slot, seconds as number))
      : lt(table.id, await begin(slot, (seconds as number) + 1))

  return async ({ after, before, walk, limit }: Stretch): Promise<readonly Row[]> => {
    const onOne = async (slot: number): Promise<readonly Row[]> => {
      const between = and(
        inSlot(table.id, slot),
        await compile(onChain(context.filter, slot), slot),
        after && and(await from(slot, after, 'after'), beyond(terms, after, 'forward')),
        before && and(await from(slot, before, 'before'), beyond(terms, before, 'backward')),
      )
      const rows = await context.load.pages.load({ source, where: between, terms: numbers, walk, limit })
      if (rows.length < limit) return rows
      const last = rows.at(-1)!.createdAt as number
      const second = and(gte(table.id, await begin(slot, last)), lt(table.id, await begin(slot, last + 1)))
      const where = and(between, second)
      const lastRows = await context.load.pages.load({ source, where, terms, walk, limit })
      return [...rows.filter(({ createdAt }) => createdAt !== last), ...lastRows]
    }
    const pages = await Promise.all((await context.reader.chains()).map(({ chain }) => onOne(chain.slot)))
    return pages.flat().sort(compareRows(terms, walk)).slice(0, limit)
  }
}
