import { type Position, positionOf, type Term, type Walk } from '../store/read/keyset.ts'
import type { List, Order } from '../store/read/lists/list.ts'
import type { Row } from '../store/read/page.ts'
import { sumsByToken, type TokenSum } from '../store/read/sums.ts'
import type { Context } from './context.ts'
import { decodeCursor, encodeCursor, fingerprint } from './cursor.ts'
import { pageSize } from './page-size.ts'
import { createPages, type Within } from './pages.ts'

export type PageArgs = {
  readonly first?: number | null
  readonly after?: string | null
  readonly last?: number | null
  readonly before?: string | null
}
export type ListArgs = PageArgs & { readonly where?: object | null; readonly orderBy?: readonly Order[] | null }

export type Edge<Node> = { readonly cursor: string; readonly node: Node }
/** What is asked for is worked out: whether more follows, and how many there are, cost a statement each. */
export type PageInfo = {
  readonly startCursor: string | null
  readonly endCursor: string | null
  hasNextPage(): Promise<boolean>
  hasPreviousPage(): Promise<boolean>
}
export type Connection<Node, E extends Edge<Node> = Edge<Node>> = {
  readonly edges: readonly E[]
  readonly pageInfo: PageInfo
  totalCount(): Promise<number>
  totals(): Promise<readonly TokenSum[]>
}

export type ConnectOptions<Node, E> = {
  /** What the list is narrowed to by its parent, and that parent's name: cursors of one parent are not another's. */
  readonly within?: Within | undefined
  readonly scope?: string
  /** The order of lists without an orderBy argument. */
  readonly order?: readonly Order[]
  /** The type that its rows are shown as, and nothing else is done with: what it does not show of them is not read. */
  readonly shownAs?: string
  readonly node: (row: Row) => Node
  /** What an edge of this list says beyond its node. */
  readonly edge?: (row: Row, edge: Edge<Node>) => E
}

/** A page of a list as a Relay connection. */
export const connect = async <Node, E extends Edge<Node> = Edge<Node>>(
  context: Context,
  list: List,
  args: ListArgs,
  options: ConnectOptions<Node, E>,
): Promise<Connection<Node, E>> => {
  const { limit, walk } = pageSize(args)
  const order = args.orderBy ?? options.order ?? []
  const { within, shownAs } = options
  const pages = createPages(context, list, { where: args.where, within, order, shownAs })
  const { terms } = pages
  const bound = fingerprint(list.name, options.scope ?? '', order, args.where ?? {})
  const after = args.after ? decodeCursor(bound, terms, args.after) : undefined
  const before = args.before ? decodeCursor(bound, terms, args.before) : undefined
  const found = await pages.read({ after, before, walk, limit: limit + 1 })
  const more = found.length > limit
  const rows = found.slice(0, limit)
  if (walk === 'backward') rows.reverse()

  const edges = rows.map((row) => {
    const edge = edgeOf(bound, terms, row, options.node(row))
    return options.edge === undefined ? (edge as E) : options.edge(row, edge)
  })
  const exists = async (position: Position, walk: Walk): Promise<boolean> => {
    const side = walk === 'forward' ? { after: position } : { before: position }
    return (await pages.read({ ...side, walk, limit: 1 })).length > 0
  }
  return {
    edges,
    pageInfo: pageInfo({ edges, rows, terms, walk, more, after, before, exists }),
    totalCount: pages.count,
    totals: async () => sumsByToken(context.reader, list.source, await pages.matching()),
  }
}

/** A cursor is written when it is asked for: most pages show one. */
const edgeOf = <Node>(bound: string, terms: readonly Term[], row: Row, node: Node): Edge<Node> => ({
  node,
  get cursor() {
    return encodeCursor(bound, positionOf(terms, row))
  },
})

type PageFacts = {
  readonly edges: readonly Edge<unknown>[]
  readonly rows: readonly Row[]
  readonly terms: readonly Term[]
  readonly walk: Walk
  readonly more: boolean
  readonly after: Position | undefined
  readonly before: Position | undefined
  readonly exists: (position: Position, walk: Walk) => Promise<boolean>
}

/** The page already tells of the side it walked to, unless a cursor cut it there; of the other side the database is asked. */
const pageInfo = ({ edges, rows, terms, walk, more, after, before, exists }: PageFacts): PageInfo => {
  /** `cut`: a cursor may have left rows out on that side. Behind an empty page lies at least the cursor's own row. */
  const follows = async (cut: Position | undefined, row: Row | undefined, way: Walk): Promise<boolean> => {
    if (walk === way && more) return true
    if (cut === undefined) return false
    return row === undefined || exists(positionOf(terms, row), way)
  }
  return {
    get startCursor() {
      return edges[0]?.cursor ?? null
    },
    get endCursor() {
      return edges.at(-1)?.cursor ?? null
    },
    hasNextPage: () => follows(before, rows.at(-1), 'forward'),
    hasPreviousPage: () => follows(after, rows[0], 'backward'),
  }
}
