import './one-graphql.ts'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Served, serve } from './serve.ts'
import { createWorld } from './world.ts'

describe('limits', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve(createWorld(1))
  })
  afterAll(() => served.stop())

  const codes = ({ errors }: Answer) => [...new Set((errors ?? []).map((error) => error.extensions.code))]
  const code = async (query: string, variables: Record<string, unknown> = {}) =>
    codes(await served.ask(query, variables))
  const nested = (levels: number, inner: string): string =>
    levels === 0 ? inner : `dataset { tasks(first: 1) { nodes { ${nested(levels - 1, inner)} } } }`
  const deepFilter = (levels: number): object => (levels === 0 ? { status: ['OPEN'] } : { not: deepFilter(levels - 1) })

  test('honest questions pass: introspection, a page of 100 with relations', async () => {
    expect(await code(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }))).toEqual([])
    expect(
      await code(
        '{ payouts(first: 100) { totalCount nodes { id amount { value token { symbol } } contributor { address } task { key } createdBy { transactionHash } } } }',
      ),
    ).toEqual([])
    expect(
      await code(
        '{ tasks(first: 20) { nodes { key submissions(first: 20) { nodes { key contributor { address } } } } } }',
      ),
    ).toEqual([])
  })

  test('page sizes', async () => {
    for (const size of [0, -1, 101, 2_147_483_647]) {
      expect(await code(`{ tasks(first: ${size}) { nodes { id } } }`)).toEqual(['PAGE_SIZE_OUT_OF_RANGE'])
      expect(await code('query ($n: Int) { tasks(last: $n) { nodes { id } } }', { n: size })).toEqual([
        'PAGE_SIZE_OUT_OF_RANGE',
      ])
    }
    expect(await code('query ($n: Int = 500) { tasks(first: $n) { nodes { id } } }')).toEqual([
      'PAGE_SIZE_OUT_OF_RANGE',
    ])
    expect(await code('{ tasks(first: 1, last: 1) { nodes { id } } }')).toEqual(['BAD_USER_INPUT'])
    expect(await code('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(101).fill('x') })).toEqual([
      'BAD_USER_INPUT',
    ])
    const { tasks } = await served.data('{ tasks(first: null) { nodes { id } } }')
    expect(tasks.nodes).toHaveLength(20)
  })

  test('cost says what it would be, and is the same by variable', async () => {
    const query = (size: string) => `{ tasks(first: ${size}) { nodes { submissions(first: 100) { nodes { id } } } } }`
    const { errors } = await served.ask(query('100'))
    expect(errors).toHaveLength(1)
    expect(errors![0]!.extensions).toEqual({ code: 'COST_LIMIT_EXCEEDED', cost: 10_201, limit: 5_000 })
    const byVariable = await served.ask(`query ($n: Int!) ${query('$n')}`, { n: 100 })
    expect(byVariable.errors![0]!.extensions).toEqual(errors![0]!.extensions)
  })

  test('a hundred aliases of something dear are counted a hundred times', async () => {
    const aliases = (n: number) =>
      Array.from({ length: n }, (_, i) => `a${i}: payouts(first: 100) { nodes { id } }`).join(' ')
    expect(await code(`{ ${aliases(3)} }`)).toEqual([])
    expect(await code(`{ ${aliases(60)} }`)).toEqual(['COST_LIMIT_EXCEEDED'])
  })

  test('fragments within fragments are refused at once', async () => {
    const levels = 20
    const fragments = Array.from(
      { length: levels },
      (_, i) => `fragment F${i} on Query { a: overview { id } ...F${i + 1} ...F${i + 1} }`,
    )
    const document = `{ ...F0 } ${fragments.join(' ')} fragment F${levels} on Query { overview { name } }`
    const started = performance.now()
    expect(await code(document)).not.toEqual([])
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(await code('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ])
  })

  test('depth', async () => {
    expect(await code(`{ tasks(first: 1) { nodes { ${nested(4, 'id')} } } }`)).toEqual([])
    expect(await code(`{ tasks(first: 1) { nodes { ${nested(5, 'id')} } } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  test('documents of very many words, directives or duplicates', async () => {
    expect(await code(`{ ${'overview { name } '.repeat(1_000)} }`)).toEqual(['GRAPHQL_PARSE_FAILED'])
    expect(await code(`{ overview ${'@a '.repeat(900)} { name } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    const { errors } = await served.ask(`{ overview { ${Array.from({ length: 400 }, (_, i) => `f${i}`).join(' ')} } }`)
    expect(errors!.length).toBeLessThanOrEqual(21)
    expect(await code(`{ overview { ${'name '.repeat(500)} } }`)).toEqual([])
  })

  test('filters: depth, leaves, branches, lists', async () => {
    const query = 'query ($where: TaskFilter) { tasks(where: $where) { totalCount } }'
    expect(await code(query, { where: deepFilter(4) })).toEqual([])
    expect(await code(query, { where: deepFilter(5) })).toEqual(['BAD_USER_INPUT'])
    const leaf = { submissionCount: { gte: 0, lte: 9 } }
    const ten = (part: object) => ({ and: Array(10).fill(part) })
    expect(await code(query, { where: ten(ten(leaf)) })).toEqual(['BAD_USER_INPUT'])
    expect(await code(query, { where: { or: Array(11).fill(leaf) } })).toEqual(['BAD_USER_INPUT'])
    const list = (n: number) => ({ submissionCount: { in: Array.from({ length: n }, (_, i) => i) } })
    expect(await code(query, { where: list(250) })).toEqual([])
    expect(await code(query, { where: list(251) })).toEqual(['BAD_USER_INPUT'])
    const orderBy = Array(5).fill({ field: 'BUDGET', direction: 'ASC' })
    expect(
      await code('query ($orderBy: [TaskOrder!]) { tasks(orderBy: $orderBy) { totalCount } }', { orderBy }),
    ).toEqual(['BAD_USER_INPUT'])
  })

  test('empty filters and lists mean what they say', async () => {
    const count = async (where: object | null) =>
      (await served.data('query ($where: TaskFilter) { tasks(where: $where) { totalCount } }', { where })).tasks
        .totalCount
    const all = await count(null)
    expect(await count({})).toBe(all)
    expect(await count({ and: [] })).toBe(all)
    expect(await count({ or: [] })).toBe(0)
    expect(await count({ status: [] })).toBe(0)
    expect(await count({ not: {} })).toBe(0)
    expect(await count({ status: null, budget: { eq: null } })).toBe(all)
    expect(await count({ id: { notIn: [] } })).toBe(all)
  })
})
