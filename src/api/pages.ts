import { and, gt, gte, lt, max, type SQL } from 'drizzle-orm'
import { numberOf, slotOf } from '../store/ids.ts'
import { compileFilter, type FilterContext, inSlot, onChain } from '../store/read/filter.ts'
import { beyond, compareRows, type Position, type Term } from '../store/read/keyset.ts'
import { type List, type Order, termsOf } from '../store/read/lists/list.ts'
import { lowerBound, type Numbered } from '../store/read/lower-bound.ts'
import { narrowed } from '../store/read/narrowed.ts'
import { always, never } from '../store/read/operators.ts'
import type { Row } from '../store/read/page.ts'
import type { Reader } from '../store/read/reader.ts'
import type { Context } from './context.ts'
import type { ByTime, Stretch } from './stretch.ts'
import { readTimeFirst } from './time-first.ts'

/** What a parent narrows its list to; `slot` when one chain's rows alone are wanted. */
export type Within = SQL | ((slot: number | undefined) => SQL | undefined)

/** One list as it was asked for: what matches, in which order, and the rows of any stretch of it. */
export type Pages = {
  readonly terms: readonly Term[]
  /** Rows between two positions, in walking order. */
  read(stretch: Stretch): Promise<readonly Row[]>
  /** How many match. */
  count(): Promise<number>
  /** The condition on all rows that match, for sums. */
  matching(): Promise<SQL | undefined>
}

type Asked = {
  readonly where: object | null | undefined
  readonly within: Within | undefined
  readonly order: readonly Order[]
  /** The type that rows are shown as, where nothing else is done with them. */
  readonly shownAs?: string | undefined
}

export const createPages = (context: Context, whole: List, { where, within, order, shownAs }: Asked): Pages => {
  const terms = termsOf(whole, order)
  const only = shownAs === undefined ? undefined : context.shown(shownAs)
  const list = only === undefined ? whole : { ...whole, source: narrowed(whole.source, only, terms) }
  const compile = async (filter: FilterContext, slot?: number) =>
    and(
      typeof within === 'function' ? within(slot) : within,
      await compileFilter(list.filters, where as Row | null | undefined, filter),
    )
  const [first] = order
  const byTime = list.numbered && (first === undefined || (order.length === 1 && first.field === 'CREATED_AT'))
  const column = terms[0]!.column
  const read = async ({ after, before, walk, limit }: Stretch): Promise<readonly Row[]> => {
    const matching = await compile({ ...context.filter, order: { column } })
    const between = and(matching, after && beyond(terms, after, 'forward'), before && beyond(terms, before, 'backward'))
    return context.load.pages.load({ source: list.source, where: between, terms, walk, limit })
  }
  return {
    terms,
    read: byTime
      ? readByTime(context, list, { terms, compile })
      : list.numbered && first?.field === 'CREATED_AT'
        ? readTimeFirst(context, list, { terms, compile })
        : read,
    matching: () => compile(context.filter),
    count: async () => {
      const matching = await compile(context.filter)
      const { source } = whole
      return matching === undefined && list.numbered
        ? countNumbered(context.reader, source.from as Numbered)
        : context.load.counts.load({ source, where: matching })
    },
  }
}

/** How many rows a table has: the numbers of the newest row of each chain. */
const countNumbered = async (reader: Reader, table: Numbered): Promise<number> => {
  let rows = 0
  for (const { chain } of await reader.chains()) {
    const [newest] = await reader.db
      .select({ id: max(table.id) })
      .from(table)
      .where(inSlot(table.id, chain.slot))
    rows += newest?.id === null || newest === undefined ? 0 : numberOf(Number(newest.id))
  }
  return rows
}

/**
 * Rows in order of time are rows as they are numbered, on each chain: the primary key and every index hold them so already, and no
 * index needs the time as well. Of several chains each gives its own page, and the best of all are kept.
 */
const readByTime = (context: Context, { source }: List, { terms, compile }: ByTime) => {
  const table = source.from as Numbered
  const { direction } = terms[0]!
  const numbers: Term[] = [{ key: 'id', column: table.id, nullable: false, direction }]

  /** Rows of a chain on one side of a position, which may be a row of another chain. */
  const beside = async (slot: number, position: Position, side: 'after' | 'before'): Promise<SQL> => {
    const above = (direction === 'ASC') === (side === 'after')
    const id = position.at(-1) as number
    const own = slotOf(id)
    if (own === slot) return above ? gt(table.id, id) : lt(table.id, id)
    if (position.length === 1) return above === slot > own ? always : never
    // At the same second the chain with the lower slot comes first.
    const from = (position[0] as number) + (slot > own ? 0 : 1)
    const first = await lowerBound(context.reader, table, source.columns.createdAt as Numbered['id'], slot, from)
    return above ? gte(table.id, first) : lt(table.id, first)
  }

  return async ({ after, before, walk, limit }: Stretch): Promise<readonly Row[]> => {
    const chains = await context.reader.chains()
    const pages = await Promise.all(
      chains.map(async ({ chain: { slot } }) => {
        const where = and(
          chains.length > 1 ? inSlot(table.id, slot) : undefined,
          await compile(onChain(context.filter, slot), slot),
          after && (await beside(slot, after, 'after')),
          before && (await beside(slot, before, 'before')),
        )
        return context.load.pages.load({ source, where, terms: numbers, walk, limit })
      }),
    )
    return pages.length === 1 ? pages[0]! : pages.flat().sort(compareRows(terms, walk)).slice(0, limit)
  }
}
