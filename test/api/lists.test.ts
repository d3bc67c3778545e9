// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checksum } from '../../src/api/address.ts'
import { matches, type NaiveField, type NaiveList, type NaiveOrder, naiveLists, sorted } from './naive.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { bytes, createWorld } from './world.ts'

const orders: Record<string, readonly string[]> = {
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'isNull'],
  big: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'isNull'],
  time: ['eq', 'gt', 'gte', 'lt', 'lte', 'isNull'],
  id: ['eq', 'ne', 'in', 'notIn', 'isNull'],
  address: ['eq', 'ne', 'in', 'notIn', 'isNull'],
  hash: ['eq', 'in'],
  text: ['eq', 'ne', 'in', 'startsWith', 'isNull'],
}

/** How a value is written in a query. */
const written = (kind: NaiveField['kind'], value: any): any => {
  if (kind === 'big') return String(value)
  if (kind === 'time') return new Date(value * 1_000).toISOString().replace('.000Z', 'Z')
  if (kind === 'address' || kind === 'addresses') return checksum(value)
  return value
}

/** Filters on one field, with values that occur. */
const fieldFilters = (list: NaiveList, name: string, field: NaiveField): fc.Arbitrary<object> => {
  const occurring = [
    ...new Set(list.rows.flatMap((row) => field.of(row)).filter((value) => value !== null && value !== undefined)),
  ]
  const wrap = (value: unknown) => ({ [name]: value })
  if (field.kind === 'flag') return fc.boolean().map(wrap)
  if (field.kind === 'finality') return fc.constantFrom('LATEST', 'FINALIZED').map(wrap)
  const values = occurring.map((value) => written(field.kind, value))
  if (field.kind === 'hash' && values.length === 0) values.push(bytes(1, 1, 32))
  if (values.length === 0) return fc.boolean().map((isNull) => wrap({ isNull }))
  const some = fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 })
  if (field.kind === 'enum' || field.kind === 'protocol') return some.map(wrap)
  const numeric = name === 'chainId' ? ['eq', 'in'] : orders.id!
  const kind = field.kind === 'addresses' ? 'address' : field.kind
  const names = kind === 'ids' ? numeric : orders[kind]!
  return fc.constantFrom(...names).chain((operator): fc.Arbitrary<object> => {
    if (operator === 'isNull') return fc.boolean().map((isNull) => wrap({ isNull }))
    if (operator === 'in' || operator === 'notIn') return some.map((list) => wrap({ [operator]: list }))
    if (operator === 'startsWith') return fc.constantFrom('Market', 'm', '').map((text) => wrap({ startsWith: text }))
    return fc.constantFrom(...values).map((value) => wrap({ [operator]: value }))
  })
}

const filters = (list: NaiveList): fc.Arbitrary<object> => {
  const leaf = fc.oneof(...Object.entries(list.fields).map(([name, field]) => fieldFilters(list, name, field)))
  const both = fc.array(leaf, { maxLength: 2 }).map((parts) => Object.assign({}, ...parts) as object)
  return fc.letrec<{ filter: object }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      both,
      tie('filter').map((not) => ({ not })),
      fc.array(tie('filter'), { maxLength: 3 }).map((or) => ({ or })),
      fc.array(tie('filter'), { maxLength: 3 }).map((and) => ({ and })),
    ),
  })).filter
}

const orderings = (list: NaiveList): fc.Arbitrary<NaiveOrder[]> =>
  fc.uniqueArray(
    fc.record({ field: fc.constantFrom(...Object.keys(list.orders)), direction: fc.constantFrom('ASC', 'DESC') }),
    { maxLength: 3, selector: ({ field }) => field },
  )

const page = (
  list: NaiveList,
) => `query ($first: Int, $after: String, $last: Int, $before: String, $where: ${list.filter}, $orderBy: [${list.order}!]) {
  page: ${list.query}(first: $first, after: $after, last: $last, before: $before, where: $where, orderBy: $orderBy) {
    totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

for (const [engine, chains] of engines.flatMap((engine) => [1, 2].map((chains) => [engine, chains] as const)))
  describe(`lists on ${engine} over ${chains} chain${chains === 1 ? '' : 's'}`, () => {
    const world = createWorld(7, chains)
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, world)
    })
    afterAll(() => served.stop())

    for (const list of naiveLists(world)) {
      test(`${list.query}: filters and orders agree with a plain look at all rows`, async () => {
        await fc.assert(
          fc.asyncProperty(filters(list), orderings(list), async (where, orderBy) => {
            const expected = sorted(
              list,
              list.rows.filter((row) => matches(list, where, row)),
              orderBy,
            )
            const { page: found } = await served.data(page(list), { first: 100, where, orderBy })
            expect(found.nodes.map((node: any) => node.id)).toEqual(expected.slice(0, 100).map(list.id))
            expect(found.totalCount).toBe(expected.length)
          }),
          { numRuns: 40 },
        )
      })

      test(`${list.query}: pages forward and backward are one list`, async () => {
        const fields = Object.keys(list.orders)
        for (const field of fields)
          for (const direction of ['ASC', 'DESC'] as const) {
            const [other, opposite] = [
              fields.find((each) => each !== field),
              direction === 'ASC' ? ('DESC' as const) : ('ASC' as const),
            ]
            // By time, then by something else: the database is asked in two steps.
            const rest = field === 'CREATED_AT' && other ? [{ field: other, direction: opposite }] : []
            for (const orderBy of [[{ field, direction }], ...rest.map((next) => [{ field, direction }, next])]) {
              const all = sorted(list, list.rows, orderBy).map(list.id)
              for (const forward of [true, false]) {
                const size = Math.max(1, Math.ceil(all.length / 4))
                let walked: string[] = []
                let cursor: string | null = null
                for (let more = true; more; ) {
                  const variables: Record<string, unknown> = forward
                    ? { first: size, after: cursor }
                    : { last: size, before: cursor }
                  const { page: found } = await served.data(page(list), { ...variables, orderBy })
                  const ids = found.nodes.map((node: any) => node.id)
                  walked = forward ? [...walked, ...ids] : [...ids, ...walked]
                  expect(forward ? found.pageInfo.hasPreviousPage : found.pageInfo.hasNextPage).toBe(cursor !== null)
                  expect(found.pageInfo.startCursor).toBe(found.edges[0].cursor)
                  cursor = forward ? found.pageInfo.endCursor : found.pageInfo.startCursor
                  more = forward ? found.pageInfo.hasNextPage : found.pageInfo.hasPreviousPage
                }
                expect(walked).toEqual(all)
              }
            }
          }
      })
    }

    test('a cursor belongs to its list, filter and order', async () => {
      const { tasks } = await served.data('{ tasks(first: 1) { pageInfo { endCursor } } }')
      const cursor = tasks.pageInfo.endCursor
      const codes = async (query: string) =>
        (await served.ask(query, { cursor })).errors?.map((error) => error.extensions.code)
      expect(await codes('query ($cursor: String) { tasks(after: $cursor) { nodes { id } } }')).toBeUndefined()
      for (const query of [
        'query ($cursor: String) { submissions(after: $cursor) { nodes { id } } }',
        'query ($cursor: String) { tasks(after: $cursor, where: {status: [OPEN]}) { nodes { id } } }',
        'query ($cursor: String) { tasks(after: $cursor, orderBy: [{field: BUDGET}]) { nodes { id } } }',
        '{ tasks(after: "nonsense") { nodes { id } } }',
        `{ tasks(after: "${'A'.repeat(5_000)}") { nodes { id } } }`,
      ])
        expect(await codes(query)).toEqual(['INVALID_CURSOR'])
    })

    test('totals are the sums of what matches', async () => {
      for (const [query, rows, filter] of [
        ['payouts', world.payouts, '{kind: [REWARD]}'],
        ['rewards', world.rewards, '{state: [SETTLED]}'],
        ['fees', world.fees, '{kind: [ORACLE]}'],
      ] as const) {
        const kept = (row: any) => (query === 'rewards' ? row.state === 2 : row.kind === 0)
        const sums = new Map<number, bigint>()
        for (const row of rows.filter(kept)) sums.set(row.tokenId, (sums.get(row.tokenId) ?? 0n) + row.amount)
        const expected = [...sums].sort(([a], [b]) => a - b).map(([, raw]) => ({ raw: String(raw) }))
        const found = await served.data(`{ ${query}(first: 1, where: ${filter}) { totals { raw } } }`)
        expect(found[query].totals).toEqual(expected)
      }
    })
  })
